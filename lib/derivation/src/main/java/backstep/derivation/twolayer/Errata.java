package backstep.derivation.twolayer;

import static backstep.derivation.Erratum.Category.AMBIGUOUS;
import static backstep.derivation.Erratum.Category.CLAIM;
import static backstep.derivation.Erratum.Category.COPY;
import static backstep.derivation.Erratum.Category.INCOMPLETE;
import static backstep.derivation.Erratum.Category.LIMIT;
import static backstep.derivation.Erratum.Category.SLIP;
import static backstep.derivation.twolayer.TwoLayer.diagonal;
import static backstep.derivation.twolayer.TwoLayer.jacobian;
import static backstep.derivation.twolayer.TwoLayerView.sigmaPrime;

import backstep.derivation.Domain;
import backstep.derivation.Erratum;
import backstep.derivation.PrintedForm;
import backstep.derivation.Problem;
import backstep.matrix.Matrix;
import backstep.network.Quantity.Kind;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** What is wrong, unclear or missing in TWO_LAYER. */
final class Errata {

    private static final String PRODUCT =
            "\\frac{\\partial L}{\\partial z^{[2]}}\\frac{\\partial z^{[2]}}{\\partial a^{[1]}}"
                    + "\\frac{\\partial a^{[1]}}{\\partial z^{[1]}}";

    private Errata() {}

    static List<Erratum<TwoLayerView>> all() {
        // 2 to 8 examples, for what is printed of one
        Supplier<List<Problem>> batches = () -> TwoLayer.networks(800, i -> 2 + 3 * i % 7);
        return List.of(
                Erratum.of("E003-1", COPY,
                        "l.10–26 every formula stands twice, first flattened: “LW[2]=Lz[2]z[2]W[2]”, “11+ez[1]”, "
                                + "“dz[2]=a[2]ydW[2]=…”, “(ylogy^+(1y)log(1y^))”",
                        "Only the second one, in LaTeX, counts. The flattened one has lost its fraction bars, "
                                + "its ∂ and its minus signs."),

                Erratum.of("E003-2", SLIP,
                        "l.10 “if we want to compute the network’s parameters $W^{[1]},b^{[1]},W^{[2]},b^{[2]}$”",
                        "It is the gradients with respect to the parameters that are computed."),

                Erratum.<TwoLayerView>of("E003-3", AMBIGUOUS,
                        "l.14 $" + PRODUCT + "\\frac{\\partial z^{[1]}}{\\partial W^{[1]}}$ beside l.22 "
                                + "$W^{[2]T}dz^{[2]}*\\sigma^{'}(z^{[1]})$",
                        "In the order of l.14 the derivatives are rows: $\\partial L/\\partial z^{[2]}$ is "
                                + "$1\\times n_2$. With the column $dz^{[2]}$ of l.22 "
                                + "the order is reversed and transposed. "
                                + "For $n_2>1$ a column in the order of l.14 does not fit; "
                                + "$W^{[2]}dz^{[2]}$ fits if $n_1=n_2$, and is wrong.")
                        .tried(PrintedForm.of("E003-3", "dz^{[1]}=(W^{[2]}dz^{[2]})*\\sigma'(z^{[1]})",
                                where(v -> v.n(2) > 1),
                                (v, l) -> v.W(2).times(v.dz(2)).hadamard(sigmaPrime(v.z(1))),
                                (v, l) -> v.W(2).transpose().times(v.dz(2)).hadamard(sigmaPrime(v.z(1))),
                                (v, l) -> v.problem().numerical().dZ(1)))
                        .tried(PrintedForm.of("E003-3col", "dz^{[2]}W^{[2]}\\operatorname{diag}\\,\\sigma'(z^{[1]})",
                                where(v -> v.n(2) > 1),
                                (v, l) -> v.dz(2).times(v.W(2)).times(diagonal(sigmaPrime(v.z(1)))),
                                (v, l) -> v.dLdz2().times(v.W(2)).times(diagonal(sigmaPrime(v.z(1)))),
                                (v, l) -> v.problem().numerical().dZ(1).transpose()))
                        .tried(PrintedForm.of("E003-3row", "dz^{[2]}W^{[2]}\\operatorname{diag}\\,\\sigma'(z^{[1]})",
                                where(v -> v.n(2) == 1),
                                (v, l) -> v.dz(2).times(v.W(2)).times(diagonal(sigmaPrime(v.z(1)))),
                                (v, l) -> v.dLdz2().times(v.W(2)).times(diagonal(sigmaPrime(v.z(1)))),
                                (v, l) -> v.problem().numerical().dZ(1).transpose()).rightAfterAll()),

                Erratum.<TwoLayerView>of("E003-4", AMBIGUOUS, "l.22 $dz^{[1]}=W^{[2]T}dz^{[2]}*\\sigma^{'}(z^{[1]})$",
                        "The matrix product comes first: $dz^{[1]}=(W^{[2]T}dz^{[2]})*\\sigma'(z^{[1]})$. "
                                + "The other reading fits if $n_1=n_2$, and is wrong unless both are 1.")
                        .tried(PrintedForm.of("E003-4", "dz^{[1]}=W^{[2]T}(dz^{[2]}*\\sigma'(z^{[1]}))",
                                where(v -> v.n(2) > 1),
                                (v, l) -> v.W(2).transpose().times(v.dz(2).hadamard(sigmaPrime(v.z(1)))),
                                (v, l) -> v.W(2).transpose().times(v.dz(2)).hadamard(sigmaPrime(v.z(1))),
                                (v, l) -> v.problem().numerical().dZ(1))),

                Erratum.<TwoLayerView>of("E003-5", LIMIT,
                        "l.22 $dW^{[2]}=dz^{[2]}a^{[1]T}$, $db^{[2]}=dz^{[2]}$, $dW^{[1]}=dz^{[1]}x^{T}$, "
                                + "$db^{[1]}=dz^{[1]}$",
                        "For one example only. With a batch in the columns $dW$ is m times too large and $db$ has m "
                                + "columns; right are "
                                + "$dW^{[l]}=\\frac1m\\,dz^{[l]}a^{[l-1]T}$ and "
                                + "$db^{[l]}=\\frac1m\\,dz^{[l]}\\mathbf 1$.")
                        .tried(PrintedForm.of("E003-5", "dW^{[l]}=dz^{[l]}a^{[l-1]T},\\ a^{[0]}=x", bothLayers(),
                                (v, l) -> v.dz(l).times(input(v, l).transpose()),
                                (v, l) -> v.dz(l).times(input(v, l).transpose()).times(1.0 / v.problem().m()),
                                (v, l) -> v.problem().numerical().dW(l)).on(batches))
                        .tried(PrintedForm.of("E003-5b", "db^{[l]}=dz^{[l]}", bothLayers(),
                                (v, l) -> v.dz(l),
                                (v, l) -> v.dz(l).times(Matrix.ones(v.problem().m(), 1)).times(1.0 / v.problem().m()),
                                (v, l) -> v.problem().numerical().db(l)).on(batches)),

                Erratum.of("E003-6", CLAIM,
                        "l.24–28 “During stochastic gradient descent, "
                                + "we randomly select a misclassified point from the samples … until convergence.”",
                        "That is the perceptron’s rule. SGD draws any example. "
                                + "The mean gradient of the misclassified points is not $\\nabla J$. "
                                + "On separable points the loop stops as soon as none is wrong, at a large cost; "
                                + "on overlapping points it goes on. "
                                + "“Misclassified” needs a threshold and “convergence” a criterion; neither is given. "
                                + "`twolayer-sgd-loop` has the numbers."),

                Erratum.<TwoLayerView>of("E003-7", INCOMPLETE, "l.5–10 the figure, and l.22 $\\sigma^{'}(z^{[1]})$",
                        "Not printed are $z^{[1]}=W^{[1]}x+b^{[1]}$ and $z^{[2]}=W^{[2]}a^{[1]}+b^{[2]}$, "
                                + "which only the figure shows, "
                                + "and $\\sigma'(z)=\\sigma(z)(1-\\sigma(z))=a(1-a)$.")
                        .tried(PrintedForm.of("E003-7", "\\sigma^{'}(z^{[l]})\\text{: no formula}", bothLayers(),
                                (v, l) -> notPrinted("σ′"),
                                (v, l) -> diagonal(v.a(l).map(a -> a * (1 - a))),
                                (v, l) -> jacobian(v, Kind.A.at(l), Kind.Z.at(l)))),

                Erratum.of("E003-8", SLIP,
                        "l.16 $L(\\hat{y},y)=-(ylog\\hat{y}+(1-y)log(1-\\hat{y}))$; l.22, l.26 “$*$”",
                        "The loss is of one number y, so $n_2=1$; for $n_2>1$ sum it over the outputs, "
                                + "and l.22 stays right. "
                                + "In l.22 “$*$” multiplies entry by entry, in l.26 it multiplies by a number."));
    }

    private static Domain<TwoLayerView> where(Predicate<TwoLayerView> differs) {
        return new Domain<>(TwoLayerView::new, false, v -> differs.test(v) ? IntStream.of(0) : IntStream.empty());
    }

    private static Domain<TwoLayerView> bothLayers() {
        return new Domain<>(TwoLayerView::new, false, v -> IntStream.of(1, 2));
    }

    /** What layer l is given: x or a[1]. */
    private static Matrix input(TwoLayerView v, int l) {
        return l == 1 ? v.x() : v.a(1);
    }

    private static Matrix notPrinted(String letter) {
        throw new IllegalArgumentException("the document prints no formula for " + letter);
    }
}
