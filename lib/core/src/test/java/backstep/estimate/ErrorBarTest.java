package backstep.estimate;

import static backstep.network.Activation.SIGMOID;
import static backstep.network.Activation.TANH;
import static backstep.network.Loss.CROSS_ENTROPY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.matrix.Matrix;
import backstep.network.Network;
import backstep.network.Quantity;
import backstep.network.Quantity.Kind;
import backstep.engine.BackwardPass;
import backstep.engine.ForwardPass;
import backstep.sample.RandomCase;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** How far an estimate is off, and how far it says it may be: held to BP1–BP4, whose own rounding is far smaller. */
class ErrorBarTest {

    /** One entry of an estimate; size is the largest derivative of its block. */
    private record Sample(String name, double error, double bar, double size) {
        boolean within(double bars) {
            return error <= bars * bar + 4 * Math.ulp(size);
        }
    }

    private static Stream<Sample> samples(Scheme scheme, Kind kind) {
        return RandomCase.first(150).filter(ErrorBarTest::isSmooth)
                .flatMap(c -> IntStream.rangeClosed(kind == Kind.A ? 0 : 1, c.net().L()).boxed()
                .flatMap(l -> samples(c, scheme, kind.at(l))));
    }

    private static boolean isSmooth(RandomCase c) {
        return c.net().layers().stream().allMatch(layer -> layer.g().kinks().length == 0);
    }

    private static Stream<Sample> samples(RandomCase c, Scheme scheme, Quantity quantity) {
        var estimate = NumericalGradient.of(c.net(), c.X(), c.Y(), scheme).estimate(quantity);
        var exact = exact(ForwardPass.of(c.net(), c.X()).backward(c.Y()), quantity);
        double size = exact.maxAbs();
        var errors = entries(estimate.value().minus(exact).map(Math::abs));
        var bars = entries(estimate.bar());
        return IntStream.range(0, errors.length)
                .mapToObj(k -> new Sample(c + ", " + quantity, errors[k], bars[k], size));
    }

    private static Matrix exact(BackwardPass backward, Quantity quantity) {
        int l = quantity.l();
        return switch (quantity.kind()) {
            case W -> backward.dW(l);
            case B -> backward.db(l);
            case Z -> backward.dZ(l);
            default -> backward.dA(l);
        };
    }

    private static double[] entries(Matrix matrix) {
        return Arrays.stream(matrix.toArray()).flatMapToDouble(Arrays::stream).toArray();
    }

    private static double median(Stream<Sample> samples) {
        var parts = samples.mapToDouble(sample -> sample.bar() / sample.size()).sorted().toArray();
        return parts[parts.length / 2];
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(Scheme.class)
    void theTrueErrorLiesWithinTheBar(Scheme scheme) {
        for (var kind : List.of(Kind.W, Kind.B, Kind.Z, Kind.A)) {
            assertEquals(List.of(), samples(scheme, kind).filter(sample -> !sample.within(1)).toList());
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(Scheme.class)
    void aBarAThousandTimesShorterWouldNotHold(Scheme scheme) {
        for (var kind : List.of(Kind.W, Kind.B, Kind.Z, Kind.A)) {
            var outside = samples(scheme, kind).filter(sample -> !sample.within(1e-3)).count();
            assertTrue(outside > samples(scheme, kind).count() / 2, () -> kind + ": " + outside);
        }
    }

    /** Where the step is long, rounding adds nothing, and the bar is the truncation itself, to its leading order. */
    @ParameterizedTest(name = "{0}, step {1}")
    @CsvSource({"FORWARD, 1e-3", "FORWARD, 1e-4", "CENTRAL, 1e-2", "CENTRAL, 3e-3"})
    void theBarOfALongStepIsWhatTheSchemeLeavesOut(Scheme scheme, double step) {
        var net = Network.inputs(3).layer(4, TANH).layer(2, SIGMOID).loss(CROSS_ENTROPY).random(7);
        var Y = Matrix.generate(2, 5, (i, j) -> (i + j) % 2);
        var forward = ForwardPass.of(net, RandomCase.matrix(RandomCase.generator(7), 3, 5, 1.5));
        var exact = forward.backward(Y).dZ(1);
        for (int row = 0; row < 4; row++) {
            var nudged = Perturbation.of(new Point(forward, Y), Kind.Z.at(1), row, 0);
            var slopes = DifferenceQuotients.single(nudged, new double[5], scheme, step / nudged.step(0));
            var errors = Matrix.row(slopes.stream().mapToDouble(Slope::value).toArray()).minus(exact.rowAt(row))
                    .map(Math::abs);
            var bars = Matrix.row(slopes.stream().mapToDouble(Slope::bar).toArray());
            assertTrue(bars.minus(errors).maxAbs() < 0.02 * errors.maxAbs(), () -> bars + "\n" + errors);
        }
    }

    @Test
    void theBarOfAnExtrapolatedEstimateIsABillionthOfItsBlock() {
        for (var kind : List.of(Kind.W, Kind.B, Kind.Z, Kind.A)) {
            double part = median(samples(Scheme.EXTRAPOLATED, kind));
            assertTrue(part <= 1e-9, () -> kind + ": " + part);
        }
    }

    @Test
    void eachSchemeIsBetterThanTheOneBefore() {
        double forward = median(samples(Scheme.FORWARD, Kind.W));
        double central = median(samples(Scheme.CENTRAL, Kind.W));
        double extrapolated = median(samples(Scheme.EXTRAPOLATED, Kind.W));
        assertTrue(central < forward / 10 && extrapolated < central / 10,
                () -> "%s, %s, %s".formatted(forward, central, extrapolated));
    }
}
