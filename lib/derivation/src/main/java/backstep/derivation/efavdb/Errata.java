package backstep.derivation.efavdb;

import static backstep.derivation.Erratum.Category.AMBIGUOUS;
import static backstep.derivation.Erratum.Category.COPY;
import static backstep.derivation.Erratum.Category.INCOMPLETE;
import static backstep.derivation.Erratum.Category.LIMIT;
import static backstep.derivation.Erratum.Category.SLIP;
import static backstep.derivation.Index.matrix;
import static backstep.derivation.Index.sum;
import static backstep.derivation.Index.total;
import static backstep.derivation.efavdb.Efavdb.beside;
import static backstep.derivation.efavdb.Efavdb.ofZ;

import backstep.derivation.Domain;
import backstep.derivation.Equation;
import backstep.derivation.Erratum;
import backstep.derivation.PrintedForm;
import backstep.derivation.Problem;
import backstep.derivation.RandomNetworks;
import backstep.matrix.Matrix;
import backstep.network.Activation;
import backstep.network.Loss;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What is wrong, unclear or missing in EFAVDB, with the numbers that decide. */
final class Errata {

    /** Where each batch of E000-4 begins in the data set of 12 examples; then the end: batches of 4, 1 and 7. */
    private static final List<Integer> BATCHES = List.of(1, 5, 6, 13);

    private Errata() {}

    static List<Erratum<EfavdbView>> all(List<Equation<EfavdbView>> equations) {
        Function<String, Equation<EfavdbView>> the = id -> equations.stream()
                .filter(equation -> equation.id().equals("efavdb-" + id)).findFirst().orElseThrow();
        return List.of(transpose(the), meaningOfD(), factors(the), batch(), start(the), softmax(),
                Erratum.of("E000-7", COPY, "l.38, l.40, l.84, l.91: `\\nonumbera^{[l]}`, `\\nonumberz`, "
                        + "`\\nonumberW_`, `\\nonumberdW`; l.84: “–”",
                        "`\\nonumber` has swallowed the space before the first letter, so the formulas do not compile; "
                                + "the dash is a minus."),
                oneDimensionalBias(),
                Erratum.of("E000-9", SLIP,
                        "l.100, l.111: “$\\sum_i^k$”, “$\\sum_i^m$”; (4), (6): “$z_{ri}$” beside “$Z_{ri}$”; "
                                + "l.94: “the partial derivative of the loss in terms of”; l.140: "
                                + "“Backpropagation efficiently executes gradient descent”",
                        "$\\sum_{i=1}^k$, $\\sum_{i=1}^m$; $Z$ throughout; with respect to; "
                                + "backpropagation computes the gradient, gradient descent uses it."));
    }

    private static Erratum<EfavdbView> transpose(Function<String, Equation<EfavdbView>> the) {
        return Erratum.<EfavdbView>of("E000-1", AMBIGUOUS,
                "l.40: “$z^{[l]}=w^{[l]T}a^{[l-1]}+b^{[l]}$” against (2): “$Z^{[l]}=W^{[l]}A^{[l-1]}+b^{[l]}$”",
                "$w^{[l]}$ is the column of one neuron's weights, row $r$ of $W^{[l]}$ transposed. "
                        + "The matrix of the table of dimensions takes no transpose: "
                        + "$W^{[l]T}A^{[l-1]}$ has no shape unless $n_l=n_{l-1}$, and is wrong there.")
                .tried(PrintedForm.of("E000-1", "Z^{[l]}=W^{[l]T}A^{[l-1]}+b^{[l]}", the.apply("neuron-z"),
                        (v, l) -> v.W(l).transpose().times(v.A(l - 1)).plus(v.b(l).times(Matrix.ones(1, v.m())))));
    }

    private static Erratum<EfavdbView> meaningOfD() {
        var severalExamples = where(v -> v.m() > 1, EfavdbView::layers);
        return Erratum.<EfavdbView>of("E000-2", AMBIGUOUS, "l.91: “$dA\\equiv\\partial\\mathcal L/\\partial A$”, "
                + "“$dZ\\equiv\\partial\\mathcal L/\\partial Z$”, but “$dW\\equiv\\partial J/\\partial W$”; "
                + "l.111, l.123: “$\\frac1m\\sum_i\\frac{\\partial\\mathcal L}{\\partial W_{rs}}$”",
                "The prefix d is the derivative of the example's loss for $A$ and $Z$, "
                        + "and of the mean cost for $W$ and $b$; so defined, BP1–BP4 hold. "
                        + "With $dZ=\\partial J/\\partial Z$ BP1 and BP2 divide by $m$ twice. "
                        + "In the second lines $\\mathcal L$ is $\\mathcal L^{(i)}$; "
                        + "with the sum of the losses they are $m$ times too large.")
                .tried(PrintedForm.of("E000-2",
                        "dW=\\frac1m\\frac{\\partial J}{\\partial Z}A^{[l-1]T},\\quad "
                                + "db=\\frac1m\\sum_i\\frac{\\partial J}{\\partial Z^{(i)}}",
                        severalExamples, (v, l) -> bp1AndBp2(v, l, v.dZ(l).times(1.0 / v.m())),
                        (v, l) -> bp1AndBp2(v, l, v.dZ(l)), Errata::estimate))
                .tried(PrintedForm.of("E000-2i", "\\frac1m\\sum_{i=1}^m\\frac{\\partial\\mathcal L}{\\partial W_{rs}},"
                        + "\\quad\\mathcal L=\\sum_p\\mathcal L^{(p)}",
                        severalExamples, (v, l) -> total(v.m(), i -> total(v.m(), p -> gradient(v.example(p), l)))
                                .times(1.0 / v.m()),
                        (v, l) -> total(v.m(), i -> gradient(v.example(i), l)).times(1.0 / v.m()), Errata::estimate));
    }

    private static Erratum<EfavdbView> factors(Function<String, Equation<EfavdbView>> the) {
        return Erratum.<EfavdbView>of("E000-3", SLIP,
                "l.129: “The first term in (8) is by definition $dZ$ …; the second term in (8) evaluates to "
                        + "$\\partial Z_{ki}/\\partial A_{ri}=W_{kr}$”",
                "The two are the factors of each term of (7); in (8) they have been put in. "
                        + "The value $W_{kr}$ is right.")
                .tried(PrintedForm.of("E000-3", "\\frac{\\partial Z_{ki}}{\\partial A_{ri}}=W_{kr}", the.apply("dZdA"),
                        (v, l) -> v.W(l)).rightAfterAll());
    }

    private static Erratum<EfavdbView> batch() {
        var everywhere = where(v -> true, EfavdbView::layers);
        Supplier<List<Problem>> twelveExamples = () -> smooth(4000, (number, shape) -> 12);
        return Erratum.<EfavdbView>of("E000-4", AMBIGUOUS,
                "l.52: “$m$ denotes the number of training examples in one (mini)batch” against "
                        + "l.74: “all $m$ training examples in the dataset”",
                "BP1 and BP2 with a batch give the gradient of the batch's mean. "
                        + "The gradient of the data set is the mean of the batches' gradients, "
                        + "each weighted by its size. Tried on 12 examples: "
                        + "the first batch of 4 alone (E000-4), and batches of 4, 1 and 7 without weights (E000-4u).")
                .tried(PrintedForm.of("E000-4",
                        "\\frac{\\partial J}{\\partial\\theta}\\text{ of the first batch}", everywhere,
                        (v, l) -> batch(v, l, 0), Errata::weighted, Errata::estimate).on(twelveExamples))
                .tried(PrintedForm.of("E000-4u",
                        "\\frac13\\sum_{c=1}^3\\frac{\\partial J_c}{\\partial\\theta}", everywhere,
                        (v, l) -> total(3, c -> batch(v, l, c - 1)).times(1.0 / 3), Errata::weighted,
                        Errata::estimate).on(twelveExamples));
    }

    private static Erratum<EfavdbView> start(Function<String, Equation<EfavdbView>> the) {
        return Erratum.<EfavdbView>of("E000-5", INCOMPLETE, "l.91–135: BP1–BP4",
                "The recursion has no start: $dA^{[L]}$ is not given, because the loss is only named, "
                        + "and BP3 would need a layer $L+1$; "
                        + "nor is $A^{[0]}=X$ said. Added: $dA^{[L]}=A^{[L]}-Y$ for squared error, "
                        + "$dA^{[L]}=-\\frac YA+\\frac{1-Y}{1-A}$ for cross-entropy.")
                .tried(PrintedForm.of("E000-5", "dA^{[L]}=W^{[L+1]T}dZ^{[L+1]}", the.apply("dAL"),
                        (v, l) -> v.W(v.L() + 1).transpose().times(v.dZ(v.L() + 1))));
    }

    private static Erratum<EfavdbView> softmax() {
        var severalOutputs = where(v -> v.n(v.L()) > 1, v -> IntStream.of(0));
        return Erratum.<EfavdbView>of("E000-6", LIMIT,
                "l.135: “single variable since only a single nonlinear activation depends on directly on $Z_{ri}$”",
                "So it is for an elementwise $g$ only. With softmax every $A_{ki}$ depends on $Z_{ri}$: "
                        + "$dZ=A\\circ(dA-\\mathbf 1\\mathbf 1^{\\top}(A\\circ dA))$, "
                        + "which is $A-Y$ with the cross-entropy of several classes.")
                .tried(PrintedForm.of("E000-6", "dZ=dA*A*(1-A),\\quad A=\\mathrm{softmax}(Z)", severalOutputs,
                        (v, l) -> SeveralClasses.of(v).elementwise(),
                        (v, l) -> SeveralClasses.of(v).dZ(), (v, l) -> SeveralClasses.of(v).estimate()))
                .tried(PrintedForm.of("E000-6s", "dZ=dA*A*(1-A)\\text{ beside }dZ=A-Y", severalOutputs,
                        (v, l) -> SeveralClasses.of(v).elementwise(),
                        (v, l) -> SeveralClasses.of(v).difference(), (v, l) -> SeveralClasses.of(v).estimate()));
    }

    private static Erratum<EfavdbView> oneDimensionalBias() {
        var asManyAsUnits = where(v -> v.m() > 1, v -> v.layers().filter(l -> v.n(l) == v.m()));
        return Erratum.<EfavdbView>of("E000-8", AMBIGUOUS,
                "(2): “$W^{[l]}A^{[l-1]}+b^{[l]}$” with $b^{[l]}$ of dimensions $(n_l,1)$",
                "No sum of matrices for $m>1$: $b\\mathbf 1_m^{\\top}$ is meant. "
                        + "A one-dimensional $b$ of length $n_l$, "
                        + "added along the last axis as array libraries do, passes without a word where $m=n_l$, "
                        + "and is wrong.")
                .tried(PrintedForm.of("E000-8", "Z_{ri}=(WA^{[l-1]})_{ri}+b_i", asManyAsUnits,
                        (v, l) -> ofZ(v, l,
                                (r, i) -> sum(v.n(l - 1), j -> v.W(l, r, j) * v.A(l - 1, j, i)) + v.b(l, i)),
                        (v, l) -> v.W(l).times(v.A(l - 1)).plus(v.b(l).times(Matrix.ones(1, v.m()))),
                        (v, l) -> ScalarPass.z(v, l))
                        .on(() -> smooth(5000, (number, shape) -> shape[1])));
    }

    private static Domain<EfavdbView> where(Predicate<EfavdbView> met, Function<EfavdbView, IntStream> layers) {
        return new Domain<>(EfavdbView::new, false, v -> met.test(v) ? layers.apply(v) : IntStream.empty());
    }

    /** All shapes under both losses with as many examples as wanted; tanh and sigmoid, so that no kink is near. */
    private static List<Problem> smooth(long seed, RandomNetworks.Examples examples) {
        return Stream.of(Loss.SQUARED_ERROR, Loss.CROSS_ENTROPY)
                .flatMap(loss -> RandomNetworks.all(loss, seed, examples,
                        (number, l, L, random) -> l == L && loss == Loss.CROSS_ENTROPY ? Activation.SIGMOID
                                : Activation.TANH).stream()).toList();
    }

    private static Matrix bp1AndBp2(EfavdbView v, int l, Matrix dZ) {
        return beside(dZ.times(v.A(l - 1).transpose()).times(1.0 / v.m()),
                dZ.times(Matrix.ones(v.m(), 1)).times(1.0 / v.m()));
    }

    private static Matrix gradient(EfavdbView v, int l) {
        return beside(v.dW(l), v.db(l));
    }

    private static Matrix estimate(EfavdbView v, int l) {
        return beside(v.problem().numerical().dW(l), v.problem().numerical().db(l));
    }

    /** The gradient of one batch's mean. */
    private static Matrix batch(EfavdbView v, int l, int number) {
        int first = BATCHES.get(number);
        int size = size(number);
        var X = matrix(v.n(0), size, (r, i) -> v.A(0, r, first + i - 1));
        var Y = matrix(v.n(v.L()), size, (k, i) -> v.y(k, first + i - 1));
        return gradient(new EfavdbView(new Problem(v.problem().net(), X, Y)), l);
    }

    private static int size(int number) {
        return BATCHES.get(number + 1) - BATCHES.get(number);
    }

    private static Matrix weighted(EfavdbView v, int l) {
        return total(3, c -> batch(v, l, c - 1).times(size(c - 1))).times(1.0 / v.m());
    }
}
