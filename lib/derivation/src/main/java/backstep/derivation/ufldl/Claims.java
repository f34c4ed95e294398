package backstep.derivation.ufldl;

import backstep.estimate.ErrorMetric;
import backstep.derivation.Claim;
import backstep.derivation.Claim.Finding;
import backstep.derivation.Evidence;
import backstep.derivation.Index;
import backstep.derivation.LocalDifference;
import backstep.derivation.MedianAndRange;
import backstep.derivation.PrintedErrors;
import backstep.derivation.RandomNetworks;
import backstep.derivation.Verification;
import backstep.matrix.Digits;
import backstep.matrix.Matrix;
import backstep.network.Activation;
import backstep.network.Loss;
import backstep.network.Quantity.Kind;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What UFLDL says beside its equations. */
final class Claims {

    private Claims() {}

    static List<Claim> all() {
        return List.of(
                new Claim("ufldl-F", "l.53–54",
                        "For $F:\\mathbb R^n\\to\\mathbb R^m$ “computational cost of one forward or reverse pass are "
                                + "roughly the same”.",
                        Evidence.COUNT, Claims::costOfPasses),
                new Claim("ufldl-bp-reverse", "l.59",
                        "“Backpropagation – specialized reverse mode”: "
                                + "reverse mode for $m=1$, a row at a time from the outside in.", Evidence.LOCAL,
                        Claims::rowsFromTheOutsideIn),
                new Claim("ufldl-fprime-optional", "l.108",
                        "“可以把 $f'(z_i^{(L)})$ 理解为一个scale，所以有没有都可以” ($f'$ is a scale, with or without it is fine).",
                        Evidence.LOSS_BY_Z, Claims::withoutFPrime),
                new Claim("ufldl-slower", "l.127",
                        "“书中测试的例子有 $f'(z_i^{(L)})$，收敛速度更慢” (the book's example has $f'$ and converges more slowly).",
                        Evidence.EXPERIMENT, Descents::slower));
    }

    private static List<UfldlView> firstExamples() {
        return Ufldl.networks().stream().map(problem -> new UfldlView(problem).example(1)).toList();
    }

    private static Finding costOfPasses() {
        var views = firstExamples();
        double error = views.stream().mapToDouble(Claims::errorOfModes).max().orElseThrow();
        boolean same = views.stream().allMatch(Claims::costIsTheSame);
        var v = new UfldlView(RandomNetworks.of(Loss.SQUARED_ERROR, 241, 1, 0,
                (number, l, L, random) -> Activation.SIGMOID, 3, 4, 2));
        var forward = new CountedPasses(v);
        var reverse = new CountedPasses(v);
        double apart = ErrorMetric.of(forward.gradientForward(),
                reverse.gradientReverse(v.problem().backward().dZ(v.L() - 1)));
        return new Finding(same && error <= ErrorMetric.LIMIT && apart <= ErrorMetric.LIMIT && forward.passes() == 26
                && reverse.passes() == 1,
                ("%s: each takes $\\sum_ln_{l+1}n_l$ multiplications by weights, counted on %d networks. "
                        + "But the whole Jacobian takes $n$ forward passes "
                        + "or $m$ reverse passes (both give $DF$, error %s), "
                        + "and the gradient of one cost in $N$ parameters $N$ forward passes "
                        + "or one reverse pass: 3-4-2 network, %d against %d")
                        .formatted(same ? "true of one pass" : "false", views.size(),
                        ErrorMetric.text(Math.max(error, apart)), forward.passes(), reverse.passes()));
    }

    private static double errorOfModes(UfldlView v) {
        var expected = Equations.equation("DF").expected(v, 0);
        return Math.max(ErrorMetric.of(new CountedPasses(v).jacobianForward(), expected),
                ErrorMetric.of(new CountedPasses(v).jacobianReverse(), expected));
    }

    private static boolean costIsTheSame(UfldlView v) {
        var forward = new CountedPasses(v);
        var reverse = new CountedPasses(v);
        forward.jacobianForward();
        reverse.jacobianReverse();
        long weights = v.weightLayers().mapToLong(l -> (long) v.n(l + 1) * v.n(l)).sum();
        return forward.passes() == v.n(1) && reverse.passes() == v.n(v.L())
                && forward.multiplications() == v.n(1) * weights && reverse.multiplications() == v.n(v.L()) * weights;
    }

    private static Finding rowsFromTheOutsideIn() {
        var views = Ufldl.networks().stream().flatMap(problem -> IntStream.rangeClosed(1, problem.m())
                .mapToObj(new UfldlView(problem)::example)).toList();
        double error = views.stream().mapToDouble(Claims::errorOfRows).max().orElseThrow();
        return new Finding(error <= ErrorMetric.LIMIT,
                ("true: $J$ is one number, so one row is enough: $\\partial J/\\partial z^{(L)}$ by differences, times "
                        + "$\\partial z^{(l+1)}/\\partial z^{(l)}$ by differences for $l=L-1,…,2$, "
                        + "is $\\delta^{(L)},…,\\delta^{(2)}$ on its way; error %s, %d pairs")
                .formatted(ErrorMetric.text(error), views.size()));
    }

    private static double errorOfRows(UfldlView v) {
        var forward = v.problem().forward();
        var row = LocalDifference.jacobian(z -> forward.with(Kind.Z.at(v.L() - 1), z).losses(v.y()), v.z(v.L()));
        double error = ErrorMetric.of(row, deltas(v, v.L()).transpose());
        for (int l = v.L() - 1; l >= 2; l--) {
            row = row.times(Deltas.nextByZ(v, l));
            error = Math.max(error, ErrorMetric.of(row, deltas(v, l).transpose()));
        }
        return error;
    }

    private static Matrix deltas(UfldlView v, int l) {
        return Index.vector(v.n(l), i -> v.delta(l, i));
    }

    /**
     * What happens on twenty networks (the error), and on the same with doubled parameters (the rest), if f′ is left
     * out of δ^(L) = (a − y) f′(z).
     */
    private record LeftOut(double error, double ratio, double cosine, boolean neverOpposite) {

        private static final double STEEP = 2;

        static LeftOut of(Activation f) {
            var views = Errata.underSquaredError(f).stream().map(UfldlView::new).toList();
            var steep = views.stream().map(LeftOut::steep).toList();
            return new LeftOut(MedianAndRange.of(views.stream().mapToDouble(LeftOut::errorOn)).median(),
                    steep.stream().mapToDouble(LeftOut::ratioOn).max().orElseThrow(),
                    steep.stream().mapToDouble(LeftOut::cosineOn).filter(Double::isFinite).min().orElseThrow(),
                    Stream.concat(views.stream(), steep.stream()).allMatch(LeftOut::neverOppositeOn));
        }

        private static UfldlView steep(UfldlView v) {
            var net = v.problem().net();
            for (int l = 1; l < v.L(); l++) {
                net = net.with(l, v.W(l).times(STEEP), v.b(l).times(STEEP));
            }
            return new UfldlView(v.problem().with(net));
        }

        private static Matrix with(UfldlView v) {
            return v.problem().backward().dZ(v.L() - 1);
        }

        private static Matrix without(UfldlView v) {
            return v.problem().forward().A(v.L() - 1).minus(v.problem().Y());
        }

        private static double errorOn(UfldlView v) {
            return ErrorMetric.of(without(v), v.problem().numerical().dZ(v.L() - 1));
        }

        /** The largest f′ at the outputs through the least; 1 where one is 0. */
        private static double ratioOn(UfldlView v) {
            var scales = MedianAndRange.of(entries(v.problem().forward().Z(v.L() - 1).map(v.f()::gPrime)));
            return scales.least() == 0 ? 1 : scales.largest() / scales.least();
        }

        private static boolean neverOppositeOn(UfldlView v) {
            return entries(with(v).hadamard(without(v))).allMatch(product -> product >= 0);
        }

        /** Between the whole gradients of J; NaN if one is 0. */
        private static double cosineOn(UfldlView v) {
            var with = gradient(v, with(v));
            var without = gradient(v, without(v));
            return with.hadamard(without).sum()
                    / Math.sqrt(with.hadamard(with).sum() * without.hadamard(without).sum());
        }

        private static Matrix gradient(UfldlView v, Matrix outputDelta) {
            return IntStream.rangeClosed(1, v.m())
                    .mapToObj(p -> new CountedPasses(v.example(p)).gradientReverse(outputDelta.columnAt(p - 1)))
                    .reduce(Matrix::plus).orElseThrow().times(1.0 / v.m());
        }

        private static DoubleStream entries(Matrix matrix) {
            return List.of(matrix.toArray()).stream().flatMapToDouble(DoubleStream::of);
        }
    }

    private static Finding withoutFPrime() {
        var sigmoid = LeftOut.of(Activation.SIGMOID);
        var tanh = LeftOut.of(Activation.TANH);
        var relu = LeftOut.of(Activation.RELU);
        boolean wrong = Stream.of(sigmoid, tanh, relu)
                .allMatch(out -> out.error() >= PrintedErrors.WRONG_FROM && out.cosine() < 0.99 && out.neverOpposite());
        boolean oneFactor = sigmoid.ratio() < 2 || tanh.ratio() < 10;
        var crossEntropy = Verification.line(Equations.equation("delta-output-ce"), Ufldl.networks());
        return new Finding(wrong && !oneFactor && crossEntropy.passed(),
                ("false: $a-y$ is the delta of cross-entropy (error %s), another loss. "
                        + "As the delta of $\\frac12\\lVert y-\\hat y\\rVert^2$ its median error is %s (sigmoid), "
                        + "%s (tanh), %s (ReLU). $f'$ is not one scale: "
                        + "with doubled parameters it is up to %s (sigmoid) and %s (tanh) times as large at one output "
                        + "as at another, and the cosine between "
                        + "the gradients with and without it goes down to %s (sigmoid), %s (tanh), %s (ReLU). "
                        + "No output delta changes its sign").formatted(
                        ErrorMetric.text(crossEntropy.error()),
                        Digits.of(sigmoid.error(), 2), Digits.of(tanh.error(), 2), Digits.of(relu.error(), 2),
                        Digits.of(sigmoid.ratio(), 2), Digits.of(tanh.ratio(), 2),
                        Digits.of(sigmoid.cosine(), 2), Digits.of(tanh.cosine(), 2), Digits.of(relu.cosine(), 2)));
    }
}
