package backstep.derivation.gist;

import static backstep.derivation.Erratum.Category.AMBIGUOUS;
import static backstep.derivation.Erratum.Category.CLAIM;
import static backstep.derivation.Erratum.Category.INCOMPLETE;
import static backstep.derivation.Erratum.Category.LIMIT;
import static backstep.derivation.Erratum.Category.SLIP;
import static backstep.derivation.Erratum.Category.WRONG;
import static backstep.derivation.Index.matrix;
import static backstep.derivation.Index.sum;
import static backstep.derivation.Index.vector;
import static backstep.derivation.gist.Gist.beside;
import static backstep.derivation.gist.Gist.mean;

import backstep.derivation.Domain;
import backstep.derivation.Equation;
import backstep.derivation.Erratum;
import backstep.derivation.PrintedForm;
import backstep.derivation.Problem;
import backstep.derivation.RandomNetworks;
import backstep.network.Activation;
import backstep.network.Loss;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** What is wrong, unclear or missing in GIST as printed. */
final class Errata {

    private static final int[][] NARROW = {{1, 1}, {1, 2}, {1, 4}, {1, 1, 1}, {1, 3, 2}, {2, 1, 1}, {3, 1, 2},
            {4, 1, 3}, {1, 1, 1, 1}, {2, 3, 1, 3}, {2, 2, 1}, {3, 2}};
    private static final int[][] EVEN = {{2, 2, 2}, {3, 3, 3}, {2, 4, 4}, {4, 2, 2}, {3, 3, 3, 3}, {2, 3, 3, 1},
            {1, 2, 2, 2}, {2, 2, 1}, {4, 3, 2}, {2, 5, 3}};

    private Errata() {}

    static List<Erratum<GistView>> all(List<Equation<GistView>> equations) {
        Function<String, Equation<GistView>> right = id -> equations.stream()
                .filter(equation -> equation.id().equals("gist-" + id)).findFirst().orElseThrow();
        return List.of(exchanged(), withoutDel(right), boundIndex(right), meanForOne(), otherNeuron(),
                saturationByCost(), incompleteListing(), costOfPasses(),
                withoutBrackets(right), countOfPasses(), smallActivation(), letters(), noCost());
    }

    private static Erratum<GistView> exchanged() {
        return Erratum.<GistView>of("E002-1", WRONG,
                "l.144 “$w^l\\to w^l-\\frac\\eta M\\sum_{m=1}^M\\nabla_{b^l}C_m$, "
                        + "$b^l\\to b^l-\\frac\\eta M\\sum_{m=1}^M\\nabla_{w^l}C_m$”",
                "The two gradients are exchanged: $\\nabla_{w^l}C_m$ belongs to $w^l$, $\\nabla_{b^l}C_m$ to $b^l$. "
                        + "Their shapes differ unless $n^{l-1}=1$. A "
                        + "library that stretches columns runs the rule for $w^l$ without a word (`E002-1bc`). "
                        + "A falling cost is no proof: where all widths "
                        + "are 1, a small step by the exchanged rule lowers the cost more often than not. "
                        + "The slope of the cost along the step shows the "
                        + "fault, since the exchange keeps the norm.")
                .tried(PrintedForm.of("E002-1", "\\frac1M\\sum_m\\nabla_{b^l}C_m\\text{ for }w^l,\\quad\\frac1M"
                        + "\\sum_m\\nabla_{w^l}C_m\\text{ for }b^l",
                        batch(GistView::layers),
                        (v, l) -> beside(v.w(l).minus(v.w(l).minus(mean(v, m -> m.nablaB(l)))),
                                v.b(l).minus(v.b(l).minus(mean(v, m -> m.nablaW(l))))),
                        (v, l) -> beside(mean(v, m -> m.nablaW(l)), mean(v, m -> m.nablaB(l))),
                        (v, l) -> beside(v.problem().numerical().dW(l - 1), v.problem().numerical().db(l - 1)))
                        .on(() -> networks(1200, NARROW)))
                .tried(PrintedForm.of("E002-1bc",
                        "\\frac1M\\sum_m\\nabla_{b^l}C_m\\,\\mathbf 1^{\\top}\\text{ for }w^l",
                        batch(v -> v.layers().filter(l -> v.n(l - 1) > 1)),
                        (v, l) -> matrix(v.n(l), v.n(l - 1), (j, k) -> mean(v, m -> m.nablaB(l)).get(j - 1, 0)),
                        (v, l) -> mean(v, m -> m.nablaW(l)), (v, l) -> v.problem().numerical().dW(l - 1)));
    }

    private static Erratum<GistView> withoutDel(Function<String, Equation<GistView>> right) {
        return Erratum.<GistView>of("E002-2", SLIP,
                "l.94 “$\\frac{(\\sum_{k=1}^{n^{l-1}}w_{jk}^l\\times a_k^{l-1}+b_j^l)}{\\partial b_j^l}$”, l.98 "
                        + "“$\\frac{(\\sum_{k=1}^{n^{l-1}}w_{jk}^l\\times a_k^{l-1}+b_j^l)}{\\partial w_{jk}^l}$”, "
                        + "l.115 "
                        + "“$\\frac{\\partial\\sigma(z_k^{l-1})}{z_k^{l-1}}$”",
                "A $\\partial$ is missing in two numerators and in one denominator. "
                        + "Read as the quotients $z_j^l/b_j^l$, $z_j^l/w_{jk}^l$, "
                        + "$\\sigma(z_k^{l-1})/z_k^{l-1}$ they are wrong; "
                        + "only the last one is right for a ReLU that is active.")
                .tried(PrintedForm.of("E002-2b", "\\delta_j^l\\,\\frac{z_j^l}{b_j^l}", right.apply("db"),
                        (v, l) -> vector(v.n(l), j -> v.delta(l, j) * v.z(l, j) / v.b(l, j))))
                .tried(PrintedForm.of("E002-2w", "\\delta_j^l\\,\\frac{z_j^l}{w_{jk}^l}", right.apply("dw-chain"),
                        (v, l) -> matrix(v.n(l), v.n(l - 1), (j, k) -> v.delta(l, j) * v.z(l, j) / v.w(l, j, k))))
                .tried(PrintedForm.of("E002-2s", "w_{jk}^l\\,\\frac{\\sigma(z_k^{l-1})}{z_k^{l-1}}",
                        right.apply("dz-dz"),
                        (v, l) -> matrix(v.n(l), v.n(l - 1),
                                (j, k) -> v.w(l, j, k) * v.sigma(v.z(l - 1, k)) / v.z(l - 1, k))));
    }

    private static Erratum<GistView> boundIndex(Function<String, Equation<GistView>> right) {
        return Erratum.<GistView>of("E002-3", SLIP,
                "l.115 “$\\frac{\\partial(\\sum_{k=1}^{n^{l-1}}w_{jk}^l\\times\\sigma(z_k^{l-1})+b_j^l)}"
                        + "{\\partial z_k^{l-1}}$”, and l.98 likewise",
                "$k$ is bound in the sum and free in the derivative. If the sum's $k$ takes both places, "
                        + "the derivative is $\\sum_kw_{jk}^l\\sigma'(z_k^{l-1})$. The sum needs a letter of its own; "
                        + "the last line is right.")
                .tried(PrintedForm.of("E002-3", "\\sum_{k=1}^{n^{l-1}}w_{jk}^l\\sigma'(z_k^{l-1})",
                        right.apply("dz-dz"),
                        (v, l) -> matrix(v.n(l), v.n(l - 1),
                                (j, free) -> sum(v.n(l - 1), k -> v.w(l, j, k) * v.sigmaPrime(v.z(l - 1, k)))))
                        .at(v -> v.layersAboveHidden().filter(l -> v.n(l - 1) > 1)));
    }

    private static Erratum<GistView> meanForOne() {
        var severalExamples = batch(v -> v.M() > 1 ? v.layers() : IntStream.empty());
        return Erratum.<GistView>of("E002-4", SLIP,
                "l.92–100 “$\\delta_j^l=\\frac{\\partial C}{\\partial z_j^l}$”, "
                        + "“$\\nabla_{b^l}C=\\frac{\\partial C}{\\partial b^l}=\\delta^l$”, "
                        + "“$\\nabla_{w^l}C=\\delta^l\\times(a^{l-1})^T$”, where $C$ is the mean of l.47",
                "It must be $C_m$, as in the algorithm (l.133–135). "
                        + "With the mean of $M>1$ examples the $\\delta^l$ of one of them is not $\\nabla_{b^l}C$, "
                        + "neither as $\\partial C/\\partial z^l$ (`E002-4`) nor as $\\partial C_m/\\partial z^l$ "
                        + "(`E002-4m`); "
                        + "$\\frac1M\\sum_m\\delta^{l,(m)}$ is.")
                .tried(PrintedForm.of("E002-4",
                        "\\nabla_{b^l}C=\\frac{\\partial C}{\\partial z^l},\\;z^l\\text{ of }x^{(1)}", severalExamples,
                        (v, l) -> v.example(1).delta(l).times(1.0 / v.M()), (v, l) -> mean(v, m -> m.delta(l)),
                        (v, l) -> v.problem().numerical().db(l - 1)))
                .tried(PrintedForm.of("E002-4m", "\\nabla_{b^l}C=\\frac{\\partial C_1}{\\partial z^l}", severalExamples,
                        (v, l) -> v.example(1).delta(l), (v, l) -> mean(v, m -> m.delta(l)),
                        (v, l) -> v.problem().numerical().db(l - 1)));
    }

    private static Erratum<GistView> otherNeuron() {
        return Erratum.of("E002-5", SLIP,
                "l.121 “Consider the term $\\sigma'(z_k^l)$ … "
                        + "$\\frac{\\partial C}{\\partial w_{jk}^l}=\\delta_j^l\\times a_k^{l-1}$ … if the neuron "
                        + "activation $\\sigma(z_k^l)$ is either low … or high”",
                "It is neuron $j$ of layer $l$, the one that the weight leads to: "
                        + "$\\delta_j^l$ has the factor $\\sigma'(z_j^l)$. Another neuron $k$ of that "
                        + "layer may saturate, and $w_{jk}^l$ learns on. The claim `gist-saturation` measures both.");
    }

    private static Erratum<GistView> saturationByCost() {
        return Erratum.of("E002-6", LIMIT,
                "l.121 “a weight in the layer will learn slowly if the neuron activation … is either low ($\\approx0$) "
                        + "or high ($\\approx1$)”",
                "True of hidden sigmoid neurons, and of outputs under squared error. "
                        + "Under cross-entropy, which l.43 recommends, $\\sigma'$ cancels at the "
                        + "output: $\\delta_j^L=a_j^L-y_j$, which is large where a saturated output is wrong. "
                        + "That $\\sigma'\\approx0$ where "
                        + "$\\sigma\\approx0$ or $1$ is right for the sigmoid, as the line says; "
                        + "$\\tanh$ is steepest at activation 0, and ReLU has slope 1 "
                        + "at any high activation. The claim `gist-saturation` gives the numbers.");
    }

    private static Erratum<GistView> incompleteListing() {
        return Erratum.of("E002-7", INCOMPLETE,
                "l.133, l.142 “Error in the last layer $\\delta_L$”; "
                        + "l.135 “$\\nabla_{b^l}C_m=\\delta^l$ and $\\nabla_{w^l}C_m=\\delta^l\\times(a^{l-1})^T$”; "
                        + "l.140–143",
                "It is $\\delta^L$. Step 5 holds for $l=2,\\dots,L$, which is not said. "
                        + "In the mini-batch listing no step computes $\\nabla C_m$, which l.144 "
                        + "sums: step 5 belongs into the loop over the examples, and $\\delta^l$, "
                        + "$a^l$ carry the index $m$. Completed like this it is "
                        + "`gist-alg-single` and `gist-alg-minibatch`.");
    }

    private static Erratum<GistView> costOfPasses() {
        return Erratum.of("E002-8", CLAIM,
                "l.154 “the computational cost of the backward pass is about the same as the forward pass … the total "
                        + "cost of backpropagation is roughly the "
                        + "same as making just two forward passes”",
                "The backward pass multiplies by the transposes, in all layers but the lowest, "
                        + "and forms the outer products $\\delta^l(a^{l-1})^T$ in all. "
                        + "Counted in multiplications it costs $2-n^1n^2/\\sum_ln^ln^{l-1}$ forward passes: "
                        + "1 for one layer of weights or a very wide input, "
                        + "less than 2 always. The total is 2 to 3 forward passes. The claim `gist-bp-cost` counts.");
    }

    private static Erratum<GistView> withoutBrackets(Function<String, Equation<GistView>> right) {
        return Erratum.<GistView>of("E002-9", AMBIGUOUS,
                "l.117, l.121, l.123, l.134, l.143 “$\\delta^{l-1}=(w^l)^T\\delta^l\\odot\\sigma'(z^{l-1})$”",
                "The matrix product comes first: $((w^l)^T\\delta^l)\\odot\\sigma'(z^{l-1})$. "
                        + "With $\\odot$ first the shapes do not fit unless $n^l=n^{l-1}$, "
                        + "and there it is wrong.")
                .tried(PrintedForm.of("E002-9", "(w^l)^T\\big(\\delta^l\\odot\\sigma'(z^{l-1})\\big)",
                        right.apply("delta-hidden-vec"),
                        (v, l) -> v.w(l).transpose().times(v.delta(l).hadamard(v.sigmaPrime(v.z(l - 1)))))
                        .on(() -> networks(1300, EVEN)));
    }

    private static Erratum<GistView> countOfPasses() {
        return Erratum.of("E002-10", CLAIM, "l.152 “a total of a million and one passes through the network”",
                "Right for a million weights and forward differences. The biases come on top: "
                        + "$N$ is the count of weights and biases. Central differences "
                        + "need $2N$ passes. The claim `gist-fd-count` counts.");
    }

    private static Erratum<GistView> smallActivation() {
        return Erratum.of("E002-11", CLAIM, "l.104 “weights associated with low-activation neurons learn slowly”",
                "Only the weights that lead out of such a neuron: "
                        + "$\\frac{\\partial C_m}{\\partial w_{jk}^l}=\\delta_j^la_k^{l-1}$. Those that lead into it "
                        + "need not: $\\tanh'(0)=1$. The claim `gist-small-activation` measures both.");
    }

    private static Erratum<GistView> letters() {
        return Erratum.of("E002-12", SLIP,
                "l.25, l.100 “$w_{jk}^l\\times a_k^{l-1}$”, “$\\delta^l\\times(a^{l-1})^T$”; l.47, l.137 “$M$”; "
                        + "l.47, l.63 “$m$”; l.150 “the cost CC”; “\\ ” "
                        + "within the displays",
                "$\\times$ stands for the product of numbers and for an outer product; "
                        + "$M$ for the training set and for a mini-batch; $m$ for an example and "
                        + "for the count of the $t_j$. “CC” is $C$. The displays had “\\\\\\\\”, a new line, "
                        + "where this copy has “\\\\ ”.");
    }

    private static Erratum<GistView> noCost() {
        return Erratum.of("E002-13", INCOMPLETE, "l.41 “mean squared error … cross entropy error”, "
                + "l.110 “$\\delta^L=\\nabla_{a^L}C\\odot\\sigma'(z^L)$”",
                "Neither cost is written out, so that $\\nabla_{a^L}C$ cannot be computed. `gist-nabla-a` adds it: "
                        + "$a^L-y$ for $\\frac12\\lVert "
                        + "a^L-y\\rVert^2$, $-\\frac y{a^L}+\\frac{1-y}{1-a^L}$ for cross-entropy.");
    }

    private static Domain<GistView> batch(Function<GistView, IntStream> layers) {
        return new Domain<>(GistView::new, false, layers);
    }

    /** Sigmoid and tanh in turn under squared error, and sigmoid under cross-entropy, with 1 to 5 examples. */
    private static List<Problem> networks(long seed, int[][] shapes) {
        return IntStream.range(0, 2 * shapes.length).mapToObj(i -> {
            var loss = i < shapes.length ? Loss.SQUARED_ERROR : Loss.CROSS_ENTROPY;
            var sigma = i < shapes.length && i % 2 == 1 ? Activation.TANH : Activation.SIGMOID;
            return RandomNetworks.of(loss, seed + i, 1 + i % 5, i,
                    (number, l, L, random) -> sigma, shapes[i % shapes.length]);
        }).toList();
    }
}
