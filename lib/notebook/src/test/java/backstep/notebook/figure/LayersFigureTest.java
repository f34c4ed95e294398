package backstep.notebook.figure;

import static backstep.network.Activation.SIGMOID;
import static backstep.network.Activation.TANH;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.engine.ForwardPass;
import backstep.matrix.Matrix;
import backstep.network.Layer;
import backstep.network.Loss;
import backstep.network.Network;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A network beyond what can be read is drawn as layers with their counts, however large it is. */
class LayersFigureTest {

    private static final int MOST_TRACES = 12, MOST_BYTES = 12_000;

    private static Network wide(int... sizes) {
        var plan = Network.inputs(sizes[0]);
        for (int l = 1; l < sizes.length; l++) {
            plan = plan.layer(sizes[l], l == sizes.length - 1 ? SIGMOID : TANH);
        }
        return plan.random(1);
    }

    private static Network deep(int layers) {
        var layer = new Layer(Matrix.ones(2, 2), Matrix.ones(2, 1), TANH);
        return new Network(2, Collections.nCopies(layers, layer), Loss.SQUARED_ERROR);
    }

    static List<Network> large() {
        return List.of(wide(2, 5000, 1), wide(300, 300, 1), wide(2, 1000, 1), wide(784, 30, 10), wide(2, 11, 1),
                deep(9), deep(10), deep(1000));
    }

    private static Figure drawn(Network net) {
        return NetworkFigure.of(ForwardPass.of(net, Matrix.ones(net.inputs(), 2)));
    }

    private static JsonNode json(Figure figure) throws IOException {
        return new ObjectMapper().readTree(figure.json());
    }

    private static List<String> texts(JsonNode figure) {
        return StreamSupport.stream(figure.at("/layout/annotations").spliterator(), false)
                .map(note -> note.path("text").asText()).toList();
    }

    @ParameterizedTest
    @MethodSource("large")
    void itIsAsSmallAsThatOfASmallOne(Network net) throws IOException {
        var figure = drawn(net);
        assertTrue(json(figure).get("data").size() <= MOST_TRACES, net::toString);
        assertTrue(figure.json().length() <= MOST_BYTES, () -> figure.json().length() + " for " + net);
        assertTrue(NetworkFigure.of(net).json().length() <= MOST_BYTES, "without values");
    }

    @Test
    void eachLayerHasItsCountItsFunctionAndItsWeights() throws IOException {
        var texts = texts(json(drawn(wide(2, 5000, 1))));
        for (var text : List.of("<b>2</b>", "inputs", "<b>5000</b>", "tanh", "W 5000×2", "<b>1</b>", "sigmoid",
                "W 1×5000")) {
            assertTrue(texts.contains(text), () -> text + " in " + texts);
        }
    }

    @Test
    void thePointerTellsTheParametersAndTheValuesOfTheFirstExample() throws IOException {
        var hovers = json(drawn(wide(2, 5000, 1))).get("data").toString();
        assertTrue(hovers.contains("layer 1: 5000 units, tanh<br>W 5000×2, b 5000×1: 15000 parameters<br>a from "),
                hovers);
        assertTrue(hovers.contains("2 inputs<br>x from 1 to 1 in example 1"), hovers);
        assertFalse(json(NetworkFigure.of(wide(2, 5000, 1))).get("data").toString().contains("example"));
    }

    @Test
    void ofManyLayersTheEndsAreDrawnAndTheRestCounted() throws IOException {
        var figure = json(drawn(deep(1000)));
        assertTrue(texts(figure).contains("<b>992</b><br>more"), () -> texts(figure).toString());
        assertEquals("The network of 1000 layers, from 2 inputs to 2 outputs",
                figure.at("/layout/title/text").asText());
        var ticks = figure.at("/layout/xaxis/ticktext");
        assertEquals(List.of("0", "1", "2", "3", "4", "5", "", "998", "999", "1000"),
                IntStream.range(0, ticks.size()).mapToObj(k -> ticks.get(k).asText()).toList());
    }

    @Test
    void whatCanBeReadIsDrawnUnitByUnit() throws IOException {
        var texts = texts(json(drawn(wide(2, 10, 1))));
        assertTrue(texts.stream().anyMatch(text -> text.startsWith("<b>a<sub>10</sub></b>")), texts::toString);
        assertFalse(texts.contains("inputs"), texts::toString);
    }
}
