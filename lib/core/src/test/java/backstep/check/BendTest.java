package backstep.check;

import static backstep.network.Activation.IDENTITY;
import static backstep.network.Activation.TANH;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.engine.Rules;
import backstep.matrix.Matrix;
import backstep.network.Activation;
import backstep.network.Loss;
import backstep.network.Network;
import backstep.network.Quantity.Kind;
import backstep.sample.OwnFunctions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Functions with a kink or a derivative that jumps, exactly where it does: nobody's equation is called wrong. */
class BendTest {

    private static Verdict verdict(Report report, Kind kind) {
        return report.blocks().stream().filter(block -> block.quantity().equals(kind.at(1))).findFirst().orElseThrow()
                .verdict();
    }

    private static Network neuron(Activation g, Loss loss, double w, double b) {
        return Network.inputs(1).layer(1, g).loss(loss).weights(Matrix.row(w), Matrix.row(b));
    }

    static Stream<Boolean> declared() {
        return Stream.of(true, false);
    }

    /** Each function under each loss, before and behind a tanh, with integers that meet bends, kinks and labels. */
    @ParameterizedTest(name = "declared: {0}")
    @MethodSource("declared")
    void noIntegerOnABendIsCalledWrong(boolean declared) {
        var cases = OwnFunctions.ACTIVATIONS.stream().map(function -> function.activation(declared))
                .flatMap(g -> losses(declared).flatMap(loss -> integers(g, loss))).toList();
        assertTrue(cases.size() > 10_000, "" + cases.size());
        assertEquals(List.of(), cases.parallelStream().filter(c -> {
            var check = GradientCheck.of(c.net(), Matrix.row(c.x()), Matrix.row(c.y()));
            return !check.run().passed() || !check.directional(1).passed();
        }).toList());
    }

    private record Case(Network net, double x, double y) {}

    private static Stream<Loss> losses(boolean declared) {
        return Stream.concat(Stream.of(Loss.SQUARED_ERROR),
                OwnFunctions.LOSSES.stream().map(cost -> cost.loss(declared)));
    }

    private static Stream<Case> integers(Activation g, Loss loss) {
        var cases = new ArrayList<Case>();
        for (double w : new double[] {1, -1, 2}) {
            for (double x : new double[] {-2, -1, 0, 1, 2}) {
                var behind = Network.inputs(1).layer(1, TANH).layer(1, g).loss(loss).weights(Matrix.row(w),
                        Matrix.row(0), Matrix.row(1), Matrix.row(x));
                var two = Network.inputs(1).layer(2, g).layer(1, IDENTITY).loss(loss).weights(Matrix.column(w, -w),
                        Matrix.column(0, 0), Matrix.row(1, 1), Matrix.row(0));
                for (double y : loss.name().contains("hinge") ? new double[] {-1, 1} : new double[] {-1, 0, 1}) {
                    for (var net : List.of(neuron(g, loss, w, 0), behind, two)) {
                        cases.add(new Case(net, x, y));
                    }
                }
            }
        }
        return cases.stream();
    }

    /** Bends that a curve above or below hides: the second derivative jumps by next to nothing beside the third. */
    @ParameterizedTest(name = "a − y = {0}")
    @ValueSource(doubles = {1, -1, 1 + 1e-9, 1 - 1e-6, -1 + 1e-4, 1 - 1e-3})
    void aBendUnderACurveIsCovered(double error) {
        var huber = OwnFunctions.LOSSES.get(1).loss(false);
        for (double z = -3; z <= 3; z += 0.37) {
            var report = GradientCheck.of(neuron(TANH, huber, 1, 0), Matrix.row(z), Matrix.row(Math.tanh(z) - error))
                    .run();
            assertEquals(Verdict.OK, verdict(report, Kind.DZ), report::toString);
        }
    }

    /** With a smooth function under it, or with one of its own. */
    static Stream<Arguments> kinked() {
        return OwnFunctions.LOSSES.stream().filter(cost -> cost.kinks().length > 0).flatMap(cost ->
                Stream.of(true, false).flatMap(declared -> DoubleStream.of(cost.kinks()).boxed()
                .map(kink -> Arguments.of(cost.loss(declared), kink))));
    }

    @ParameterizedTest(name = "{0}, a − y = {1}")
    @MethodSource("kinked")
    void aLabelThatIsMetByALossWithAKinkIsAKinkInFullAndAlongADirection(Loss loss, double kink) {
        for (double label : new double[] {1, -1}) {
            var check = GradientCheck.of(neuron(IDENTITY, loss, 1, 0), Matrix.row(label + kink), Matrix.row(label));
            for (var kind : List.of(Kind.DZ, Kind.DA, Kind.DW, Kind.DB)) {
                assertEquals(Verdict.KINK, verdict(check.run(), kind), check.run()::toString);
            }
            var along = check.directional(3);
            assertTrue(along.blocks().stream().allMatch(block -> block.verdict() == Verdict.KINK), along::toString);
        }
    }

    @ParameterizedTest(name = "{0}, a − y = {1}")
    @MethodSource("kinked")
    void besideAKinkOfTheLossEveryEntryIsDecided(Loss loss, double kink) {
        for (double off : new double[] {1e-5, -1e-4, 1e-3, -1e-2}) {
            var report = GradientCheck.of(neuron(TANH, loss, 1, 0), Matrix.row(0.3),
                    Matrix.row(Math.tanh(0.3) - kink - off)).run();
            if (!loss.name().contains("hinge")) {
                assertTrue(report.blocks().stream().allMatch(block -> block.verdict() == Verdict.OK
                        || block.entries().stream().allMatch(entry -> entry.given() == 0)), report::toString);
            }
        }
    }

    @Test
    void aKinkOfTheLossIsNamed() {
        var mae = OwnFunctions.LOSSES.get(2).loss(true);
        var net = Network.inputs(1).layer(2, IDENTITY).loss(mae).weights(Matrix.column(1, 2), Matrix.column(0, 0));
        var report = GradientCheck.of(net, Matrix.row(3, 5), Matrix.of(2, 2, 0, 0, 0, 10)).run();
        var kinks = report.blocks().stream().flatMap(block -> block.entries().stream())
                .filter(entry -> entry.kink() != null).map(entry -> entry.kink().toString()).distinct().toList();
        assertEquals(List.of("the loss at output 2, example 2"), kinks);
    }

    /** At a kink that nobody declared, and exactly on a bend, what lies outside is still wrong. */
    @Test
    void aWrongSlopeBesideOrOnABendIsSeen() {
        for (var function : OwnFunctions.ACTIVATIONS) {
            for (double z : new double[] {-2.3, -0.7, 0.2, 1.7}) {
                double slope = function.gPrime().applyAsDouble(z);
                var report = GradientCheck.of(neuron(function.wrong(1.001), Loss.SQUARED_ERROR, 1, 0), Matrix.row(z),
                        Matrix.row(5)).run();
                assertEquals(slope != 0, !report.passed(), () -> function.name() + " at " + z + "\n" + report);
            }
        }
        var elu = OwnFunctions.ACTIVATIONS.get(0);
        var report = GradientCheck.of(neuron(elu.wrong(1.001), Loss.SQUARED_ERROR, 1, 0), Matrix.row(0),
                Matrix.row(5)).run();
        assertEquals("output delta", report.firstFault().orElseThrow().formula().id(), "exactly on its bend");
    }

    @Test
    void aRuleThatTakesNeitherSideOfAnUndeclaredKinkOfAUnitIsWrongAlongADirectionToo() {
        var relu = OwnFunctions.ACTIVATIONS.get(9).activation(false);
        var check = GradientCheck.of(neuron(relu, Loss.SQUARED_ERROR, 1, 0), Matrix.row(0), Matrix.row(1))
                .rules(Rules.standard().withBp2(dZ -> Matrix.row(-1.5)));
        assertEquals(Verdict.WRONG, verdict(check.run(), Kind.DB));
        assertEquals(Verdict.WRONG, verdict(check.directional(2), Kind.DB));
        assertEquals(Verdict.KINK, verdict(check.rules(Rules.standard()).directional(2), Kind.DB));
    }
}
