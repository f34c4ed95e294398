package backstep.derivation.gist;

import static backstep.derivation.Evidence.COUNT;
import static backstep.derivation.Evidence.LOSS_BY_PARAMETER;

import backstep.estimate.ErrorMetric;
import backstep.estimate.NumericalGradient;
import backstep.derivation.Claim;
import backstep.derivation.Claim.Finding;
import backstep.derivation.Problem;
import backstep.derivation.RandomNetworks;
import backstep.matrix.Matrix;
import backstep.network.Activation;
import backstep.network.Elementwise;
import backstep.network.Loss;
import backstep.network.Network;
import backstep.network.Quantity.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** What GIST says of learning that is slow and of the cost of its algorithm. */
final class Claims {

    private static final double SATURATED = 14;
    private static final double LOW = 1e-5;

    private Claims() {}

    static List<Claim> all() {
        return List.of(
                new Claim("gist-small-activation", "l.104",
                        "$a_k^{l-1}\\approx0\\Rightarrow\\frac{\\partial C}{\\partial w_{jk}^l}\\approx0$: “weights "
                                + "associated with low-activation neurons learn slowly”", LOSS_BY_PARAMETER,
                        Claims::smallActivation),
                new Claim("gist-saturation", "l.121", "$\\sigma(z)\\approx0$ or "
                        + "$1\\Rightarrow\\sigma'(z)\\approx0\\Rightarrow$ the weight learns slowly",
                        LOSS_BY_PARAMETER, Claims::saturation),
                new Claim("gist-fd-count", "l.152",
                        "$N$ weights $\\Rightarrow N+1$ forward passes per training example", COUNT,
                        Claims::passesOfDifferences),
                new Claim("gist-bp-passes", "l.154",
                        "all $\\frac{\\partial C}{\\partial w_j}$ from one forward pass and one backward pass",
                        LOSS_BY_PARAMETER,
                        Claims::passesOfBackpropagation),
                new Claim("gist-bp-cost", "l.154",
                        "cost (backward) $\\approx$ cost (forward); in total two forward passes", COUNT,
                        Claims::costOfPasses));
    }

    /** Networks 3-4-3-2 with one example. */
    private static List<GistView> smallNetworks(long seed, Activation sigma) {
        return IntStream.range(0, 20).mapToObj(i -> RandomNetworks.of(Loss.SQUARED_ERROR, seed + i, 1, i,
                (number, l, L, random) -> sigma, 3, 4, 3, 2))
                .map(GistView::new).toList();
    }

    /** The bias of neuron j of layer l moved so that z_j^l becomes z. */
    private static GistView driven(GistView v, int l, int j, double z) {
        return new GistView(v.problem().with(v.problem().net().with(l - 1, v.w(l),
                v.b(l).with(j - 1, 0, v.b(l, j) + z - v.z(l, j)))));
    }

    /** ∂C/∂w^l by central differences. */
    private static Matrix estimate(GistView v, int l) {
        return v.problem().numerical().dW(l - 1);
    }

    private static DoubleSummaryStatistics over(List<GistView> views, ToDoubleFunction<GistView> ratio) {
        return views.stream().mapToDouble(ratio).summaryStatistics();
    }

    private static Finding smallActivation() {
        var views = smallNetworks(2100, Activation.TANH);
        var outgoing = over(views,
                v -> estimate(driven(v, 2, 1, LOW), 3).columnAt(0).maxAbs() / estimate(v, 3).columnAt(0).maxAbs());
        double[] incoming = views.stream().mapToDouble(v -> estimate(driven(v, 2, 1, LOW), 2).rowAt(0).maxAbs()
                / estimate(v, 2).rowAt(0).maxAbs())
                .sorted().toArray();
        double median = (incoming[9] + incoming[10]) / 2;
        long grown = Arrays.stream(incoming).filter(ratio -> ratio > 1).count();
        return new Finding(outgoing.getMax() < 1e-2 && median > 0.3 && grown >= 5,
                text("20 tanh networks 3-4-3-2, one neuron moved to activation 1e-5: "
                        + "the gradient of the weights that lead out of it falls to %.0e … %.0e of "
                        + "what it was; that of the weights that lead into it becomes %.1g … %.2g times what it was, "
                        + "median %.2g, and grows in %d networks: "
                        + "only the former learn slowly",
                        outgoing.getMin(), outgoing.getMax(), incoming[0], incoming[19], median, grown));
    }

    private static Finding saturation() {
        var views = smallNetworks(2200, Activation.SIGMOID);
        var same = over(views,
                v -> estimate(driven(v, 2, 1, SATURATED), 2).rowAt(0).maxAbs() / estimate(v, 2).rowAt(0).maxAbs());
        var other = over(views,
                v -> estimate(driven(v, 2, 2, SATURATED), 2).rowAt(0).maxAbs() / estimate(v, 2).rowAt(0).maxAbs());
        double flat = Activation.SIGMOID.gPrime(Math.log(0.01 / 0.99));
        double[] squaredError = outputErrors(Loss.SQUARED_ERROR);
        double[] crossEntropy = outputErrors(Loss.CROSS_ENTROPY);
        boolean asExpected = same.getMax() < 1e-3 && other.getMin() > 0.05 && flat < 0.01
                && Math.abs(squaredError[2]) < 1e-4
                && Arrays.stream(crossEntropy).allMatch(delta -> delta < -0.85);
        return new Finding(asExpected, text("20 sigmoid networks 3-4-3-2, "
                + "row j of ∂C/∂w² when a neuron of layer 2 is driven to z = 14: neuron j saturated: "
                + "%.0e … %.0e of what it was; another neuron saturated: %.2g … %.2g times what it was. "
                + "At the output, y = 1, z = -2, -5, -10: δ is %s under "
                + "squared error, but %s under cross-entropy",
                same.getMin(), same.getMax(), other.getMin(), other.getMax(), joined("%.1e", squaredError),
                joined("%.3f", crossEntropy)));
    }

    /** δ of one sigmoid output at z = −2, −5, −10 whose label is 1, by central differences. */
    private static double[] outputErrors(Loss loss) {
        return Arrays.stream(new double[] {-2, -5, -10}).map(z -> {
            var net = Network.inputs(1).layer(1, Activation.SIGMOID).loss(loss).weights(Matrix.row(1), Matrix.row(z));
            return NumericalGradient.of(net, Matrix.row(0), Matrix.row(1), NumericalGradient.STEP).dZ(1).get(0, 0);
        }).toArray();
    }

    private static Finding passesOfDifferences() {
        var sigma = new CountedActivation(Activation.SIGMOID);
        var v = new GistView(RandomNetworks.of(Loss.SQUARED_ERROR, 2300, 3, 0,
                (number, l, L, random) -> sigma, 3, 4, 2));
        var weights = NumberedParameters.of(v);
        var all = NumberedParameters.andBiases(v);
        double forWeights = passes(weights, sigma, () -> weights.forwardDifferences(v.epsilon()));
        double forAll = passes(all, sigma, () -> all.forwardDifferences(v.epsilon()));
        double central = passes(all, sigma, () -> all.centralDifferences(v.epsilon()));
        return new Finding(forWeights == weights.N() + 1 && forAll == all.N() + 1 && central == 2 * all.N(),
                text("3-4-2, counted for each training example: %d weights take %.0f forward passes, "
                        + "%d weights and biases %.0f; central differences take %.0f",
                        weights.N(), forWeights, all.N(), forAll, central));
    }

    /**
     * How many forward passes a computation makes for each training example: how often it computes σ, compared with
     * C(w) alone.
     */
    private static double passes(NumberedParameters weights, CountedActivation sigma, Runnable computation) {
        sigma.reset();
        weights.C();
        long onePass = sigma.values().get();
        sigma.reset();
        computation.run();
        return (double) sigma.values().get() / onePass;
    }

    /** How many neurons have a σ. */
    private static long neurons(GistView v) {
        return v.layers().mapToLong(v::n).sum();
    }

    private static Finding passesOfBackpropagation() {
        double worst = 0;
        long derivatives = 0;
        boolean once = true;
        for (var each : RandomNetworks.all(Loss.SQUARED_ERROR, 2400,
                (number, l, L, random) -> number % 2 == 0 ? Activation.SIGMOID : Activation.TANH)) {
            var sigma = new CountedActivation((Elementwise) each.net().g(1));
            var v = new GistView(new Problem(counted(each.net(), sigma), each.X(), each.Y())).example(1);
            var all = NumberedParameters.andBiases(v);
            sigma.reset();
            var gradients = Algorithm.of(v);
            once &= sigma.values().get() == neurons(v) && sigma.slopes().get() == neurons(v);
            var numbered = all.numbered(parameter -> (parameter.kind() == Kind.W ? gradients.nablaW()
                    : gradients.nablaB()).get(parameter.l() + 1));
            worst = Math.max(worst, ErrorMetric.of(numbered, all.centralDifferences(NumericalGradient.STEP)));
            derivatives += all.N();
        }
        return new Finding(once && worst <= ErrorMetric.LIMIT,
                text("20 networks: %d derivatives, each network's from one evaluation of σ and one of σ′ for "
                        + "each neuron: one forward and one backward pass; error against central differences %s",
                        derivatives, ErrorMetric.text(worst)));
    }

    private static Network counted(Network net, Activation sigma) {
        var plan = Network.inputs(net.inputs());
        var parameters = new ArrayList<Matrix>();
        for (var layer : net.layers()) {
            plan = plan.layer(layer.b().rows(), sigma);
            parameters.addAll(List.of(layer.W(), layer.b()));
        }
        return plan.weights(parameters.toArray(Matrix[]::new));
    }

    private static Finding costOfPasses() {
        var shapes = new int[][] {{3, 1}, {2, 2, 1}, {3, 4, 3, 2}, {784, 30, 10}, {784, 128, 64, 10},
                {100, 100, 100, 100}, {10, 100, 100, 10},
                IntStream.generate(() -> 50).limit(21).toArray()};
        var costs = Arrays.stream(shapes).map(Claims::cost).toList();
        boolean asExpected = costs.stream().allMatch(cost -> Math.abs(cost.ratio() - cost.formula()) < 1e-12
                && cost.ratio() >= 1 && cost.ratio() < 2);
        return new Finding(asExpected, text("multiplications of the backward pass for each one of the forward pass, "
                + "counted: %s; always 2 − n¹n²/Σnˡnˡ⁻¹, "
                + "from 1 to 2, so that backpropagation costs 2 to 3 forward passes",
                costs.stream().map(Cost::toString).collect(Collectors.joining("; "))));
    }

    /** Multiplications within the matrix products of one training example. */
    private record Cost(int[] sizes, long forward, long backward) {

        double ratio() {
            return (double) backward / forward;
        }

        double formula() {
            return 2 - (double) sizes[0] * sizes[1] / LongStream.range(1, sizes.length)
                    .map(l -> (long) sizes[(int) l] * sizes[(int) l - 1]).sum();
        }

        @Override
        public String toString() {
            var shape = sizes.length > 6 ? "%d layers of %d".formatted(sizes.length, sizes[0])
                    : Arrays.stream(sizes).mapToObj(Integer::toString).collect(Collectors.joining("-"));
            return text("%s %.2f", shape, ratio());
        }
    }

    private static Cost cost(int... sizes) {
        var plan = Network.inputs(sizes[0]);
        for (int l = 1; l < sizes.length; l++) {
            plan = plan.layer(sizes[l], Activation.SIGMOID);
        }
        var net = plan.random(2500);
        var count = new AtomicLong();
        var v = new GistView(new Problem(net, Matrix.ones(sizes[0], 1), Matrix.ones(sizes[sizes.length - 1], 1)));
        var algorithm = new Algorithm(v, (x, y) -> {
            count.incrementAndGet();
            return x * y;
        });
        var forward = algorithm.forward();
        long afterForward = count.get();
        algorithm.backward(forward);
        return new Cost(sizes, afterForward, count.get() - afterForward);
    }

    private static String joined(String format, double[] numbers) {
        return Arrays.stream(numbers).mapToObj(number -> text(format, number)).collect(Collectors.joining(", "));
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
