package backstep.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.check.GradientCheck;
import backstep.matrix.Matrix;
import backstep.network.Activation;
import backstep.network.Loss;
import backstep.network.Network;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The penguins, counted again from the file. */
class PenguinsTest {

    private final DataSet sex = Penguins.sex();

    /** The rows whose sex is known, cut at the commas. */
    private static List<String[]> known() throws IOException {
        try (var file = Penguins.class.getResourceAsStream("penguins.csv")) {
            var lines = new String(file.readAllBytes(), StandardCharsets.UTF_8).split("\\R");
            assertEquals("species,island,bill_length_mm,bill_depth_mm,flipper_length_mm,body_mass_g,sex,year",
                    lines[0]);
            assertEquals(345, lines.length);
            return List.of(lines).subList(1, lines.length).stream().map(line -> line.split(","))
                    .filter(cells -> !cells[6].equals("NA")).toList();
        }
    }

    @Test
    void everyBirdOfKnownSexIsThereInTheOrderOfTheFile() throws IOException {
        var rows = known();
        assertEquals(333, rows.size());
        assertEquals("2×333", sex.X().shape());
        assertEquals("1×333", sex.Y().shape());
        for (int i = 0; i < rows.size(); i++) {
            assertEquals(Double.parseDouble(rows.get(i)[3]), sex.X().get(0, i));
            assertEquals(Double.parseDouble(rows.get(i)[5]), sex.X().get(1, i));
            assertEquals(rows.get(i)[6].equals("male") ? 1 : 0, sex.Y().get(0, i));
            assertTrue(List.of("male", "female").contains(rows.get(i)[6]));
        }
    }

    @Test
    void malesAre168Females165() {
        assertEquals(168, sex.Y().sum());
        assertEquals(0, sex.Y().map(y -> y * (1 - y)).maxAbs(), "each label is 0 or 1");
    }

    @Test
    void theSourceAndTheUnitsAreNamed() {
        assertEquals(List.of("bill depth (mm)", "body mass (g)"), sex.inputs());
        assertTrue(sex.source().contains("CC0"), sex.source());
        assertTrue(sex.toString().contains("2×333") && sex.toString().contains(sex.source()), sex.toString());
        assertEquals("male", sex.output());
    }

    @ParameterizedTest(name = "input {0}")
    @ValueSource(ints = {0, 1})
    void standardisedEachInputHasMeanZeroAndDeviationOne(int row) {
        var X = sex.standardised().X();
        double mean = 0;
        double square = 0;
        for (int i = 0; i < X.columns(); i++) {
            mean += X.get(row, i) / X.columns();
            square += X.get(row, i) * X.get(row, i) / X.columns();
        }
        assertEquals(0, mean, 1e-13);
        assertEquals(1, square - mean * mean, 1e-13);
        // order and proportions are kept: (x_i − x_0) is a fixed multiple of the old difference
        double scale = (X.get(row, 1) - X.get(row, 0)) / (sex.X().get(row, 1) - sex.X().get(row, 0));
        assertTrue(scale > 0);
        assertEquals((sex.X().get(row, 332) - sex.X().get(row, 0)) * scale, X.get(row, 332) - X.get(row, 0), 1e-12);
    }

    @Test
    void standardisingKeepsLabelsAndSourceAndTheOldData() {
        var before = Matrix.of(sex.X().toArray());
        var standardised = sex.standardised();
        assertEquals(sex.Y(), standardised.Y());
        assertEquals(sex.source(), standardised.source());
        assertEquals(List.of("bill depth (standard deviations)", "body mass (standard deviations)"),
                standardised.inputs());
        assertEquals(before, sex.X());
    }

    @Test
    void theGradientCheckOfLogisticRegressionOnThemPasses() {
        var neuron = Network.inputs(2).layer(1, Activation.SIGMOID).loss(Loss.CROSS_ENTROPY).random(1);
        GradientCheck.of(neuron, sex.standardised().X(), sex.Y()).run().orThrow();
    }
}
