package backstep.notebook.figure;

import static backstep.network.Activation.SIGMOID;
import static backstep.network.Activation.TANH;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.engine.ForwardPass;
import backstep.matrix.Matrix;
import backstep.network.Network;
import backstep.notebook.Figures;
import org.junit.jupiter.api.Test;

/** A layer without bias is drawn without one. */
class WithoutBiasTest {

    private static final Network NET = Network.inputs(2).layerWithoutBias(2, TANH).layer(1, SIGMOID).random(1);
    private static final Matrix X = Matrix.column(0.5, -1);
    private static final Matrix Y = Matrix.row(1);

    @Test
    void noStateIsAboutItsBias() {
        var paths = PathFigure.of(NET, X, Y).json();
        assertTrue(paths.contains("b[2]("), paths);
        assertFalse(paths.contains("b[1]("), paths);
    }

    @Test
    void everyFigureOfThePassesIsDrawn() {
        for (var figure : new Object[] {Figures.stepThrough(NET, X, Y), Figures.taylorRemainder(NET, X, Y),
                Figures.computationGraph(ForwardPass.of(NET, X), Y), NetworkFigure.of(NET)}) {
            assertFalse(figure.toString().isEmpty());
        }
    }
}
