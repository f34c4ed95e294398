package backstep.derivation.general;

import static backstep.derivation.Erratum.Category.AMBIGUOUS;
import static backstep.derivation.Erratum.Category.CONVENTION;
import static backstep.derivation.Erratum.Category.INCOMPLETE;
import static backstep.derivation.Erratum.Category.SLIP;
import static backstep.derivation.Erratum.Category.WRONG;
import static backstep.derivation.Index.matrix;
import static backstep.derivation.Index.sum;
import static backstep.derivation.Index.vector;
import static backstep.derivation.general.General.eachOutput;

import backstep.estimate.ErrorMetric;
import backstep.estimate.NumericalGradient;
import backstep.derivation.Domain;
import backstep.derivation.Equation;
import backstep.derivation.Erratum;
import backstep.derivation.PrintedForm;
import backstep.derivation.Problem;
import backstep.matrix.Matrix;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What is wrong, unclear or missing in GENERAL as printed. */
final class Errata {

    /** What stands at the start of the recursion: ∂c^p_{n_L}/∂z^{p,L}_k. */
    private interface Seed {
        double at(int p, int output, int k);
    }

    private Errata() {}

    static List<Erratum<GeneralView>> all() {
        return Stream.of(signAndSection1(), recursion(), specialCases(), wording()).flatMap(List::stream)
                .sorted(Comparator.comparingInt(erratum -> Integer.parseInt(erratum.id().substring("E004-".length()))))
                .toList();
    }

    private static List<Erratum<GeneralView>> signAndSection1() {
        return List.of(
                Erratum.<GeneralView>of("E004-1", WRONG,
                        "(12) l.96, called “cost function” (l.40): “$c=y\\log(h)+(1-y)\\log(1-h)$”",
                        "This is the log-likelihood. A cost needs a minus, and then $\\partial c/\\partial z=h-y$. "
                                + "(12), (13) and (15) agree with each other, so the mistake shows in training only: "
                                + "a step $w-\\alpha\\,\\partial C/\\partial w$ goes uphill in cross-entropy. "
                                + "Add the gradient, or change both signs.")
                        .tried(PrintedForm.of("E004-1",
                                "\\frac{\\partial\\ell}{\\partial z_{n_L}^{p,L}}=y_{n_L}^p-h_{n_L}^p",
                                where(GeneralView::isLogLikelihood, v -> IntStream.of(0)),
                                (v, l) -> matrix(v.N(v.L()), v.P(), (n, p) -> v.y(p, n) - v.h(p, n)),
                                (v, l) -> matrix(v.N(v.L()), v.P(), (n, p) -> v.h(p, n) - v.y(p, n)),
                                (v, l) -> v.problem().numerical().dZ(v.L())))
                        .tried(PrintedForm.of("E004-1self",
                                "\\frac{\\partial c_{n_L}^p}{\\partial z_{n_L}^{p,L}}"
                                        + "=y_{n_L}^p-h_{n_L}^p\\text{ with the }c\\text{ of (12)}",
                                where(GeneralView::isLogLikelihood, v -> IntStream.of(0)),
                                (v, l) -> matrix(v.N(v.L()), v.P(), (n, p) -> v.y(p, n) - v.h(p, n)),
                                (v, l) -> v.problem().backward().dZ(v.L()).times(-1),
                                (v, l) -> matrix(v.N(v.L()), v.P(),
                                        (n, p) -> NumericalGradient.slope(z -> formula12(v.y(p, n), v.f(z)),
                                                v.z(p, v.L(), n)))).rightAfterAll()),
                Erratum.<GeneralView>of("E004-2", SLIP,
                        "(1) l.36: “$w_{n_0n_{l+1}}^l+\\sum\\dots=w_{n_0n_{l+1}}+\\sum\\dots$”",
                        "The bias is $w_{0n_{l+1}}^l$, as in (5) and (9); $n_0$ is the input's index $q$ in section 4. "
                                + "The second one has lost its $l$. "
                                + "The printed form is evaluated with the $n_0\\ge1$ that serves it best.")
                        .tried(PrintedForm.of("E004-2",
                                "z_{n_{l+1}}^{p,l+1}=w_{n_0n_{l+1}}^l+\\sum_{n_l=1}^{N_l}w_{n_ln_{l+1}}^la_{n_l}^{p,l}",
                                where(v -> true, General::weights),
                                (v, l) -> closest(v.problem().forward().Z(l + 1), Math.min(v.Q(), v.N(l)),
                                        n0 -> nextZ(v, l, n0)),
                                (v, l) -> nextZ(v, l, 0), (v, l) -> v.problem().forward().Z(l + 1))),
                Erratum.<GeneralView>of("E004-3", SLIP,
                        "(8) l.61: “$\\frac{\\partial z_{n_{l+2}}^{p,l+2}}{z_{n_{l+1}}^{p,l+1}}$”",
                        "A $\\partial$ is missing in the denominator. "
                                + "The printed form is read as a quotient of the two values.")
                        .tried(PrintedForm.of("E004-3", "\\frac{z_{n_{l+2}}^{p,l+2}}{z_{n_{l+1}}^{p,l+1}}", equation8(),
                                (v, l) -> matrix(v.N(l + 2), v.N(l + 1),
                                        (k, n) -> v.z(1, l + 2, k) / v.z(1, l + 1, n)))),
                Erratum.<GeneralView>of("E004-5", SLIP,
                        "(9) l.69–70 at $l+1=L$: “$\\frac{\\partial C}{\\partial w_{0n_L}^{L-1}}=\\sum_p\\sum_{n_L}"
                                + "\\frac{\\partial c_{n_L}^p}{\\partial z_{n_L}^{p,L}}$”",
                        "$n_L$ is free on the left and bound on the right, so every output gets the same total. "
                                + "The sum needs a letter of its own: "
                                + "$\\sum_p\\sum_{n_L'}\\partial c_{n_L'}^p/\\partial z_{n_L}^{p,L}"
                                + "=\\sum_p\\partial c_{n_L}^p/\\partial z_{n_L}^{p,L}$. "
                                + "One output alone does not show it.")
                        .tried(PrintedForm.of("E004-5b",
                                "\\frac{\\partial C}{\\partial w_{0n_L}^{L-1}}"
                                        + "=\\sum_p\\sum_{n_L}\\frac{\\partial c_{n_L}^p}{\\partial z_{n_L}^{p,L}}",
                                where(Errata::hasSeveralOutputs, v -> IntStream.of(v.L() - 1)),
                                (v, l) -> vector(v.N(v.L()),
                                        k -> sum(v.P(), p -> sum(v.N(v.L()), o -> v.dcdz(p, o, v.L(), o)))),
                                (v, l) -> vector(v.N(v.L()),
                                        k -> sum(v.P(), p -> sum(v.N(v.L()), o -> v.dcdz(p, o, v.L(), k)))),
                                (v, l) -> General.dCdBias(v, v.problem().numerical(), l)))
                        .tried(PrintedForm.of("E004-5c",
                                "\\frac{\\partial C}{\\partial w_{n_{L-1}n_L}^{L-1}}"
                                        + "=\\sum_pa_{n_{L-1}}^{p,L-1}\\sum_{n_L}"
                                        + "\\frac{\\partial c_{n_L}^p}{\\partial z_{n_L}^{p,L}}",
                                where(Errata::hasSeveralOutputs, v -> IntStream.of(v.L() - 1)),
                                (v, l) -> matrix(v.N(l), v.N(v.L()), (n, k) -> sum(v.P(),
                                        p -> v.a(p, l, n) * sum(v.N(v.L()), o -> v.dcdz(p, o, v.L(), o)))),
                                (v, l) -> matrix(v.N(l), v.N(v.L()), (n, k) -> sum(v.P(),
                                        p -> v.a(p, l, n) * sum(v.N(v.L()), o -> v.dcdz(p, o, v.L(), k)))),
                                (v, l) -> General.dCdWeights(v, v.problem().numerical(), l))),
                Erratum.<GeneralView>of("E004-12", CONVENTION,
                        "(2) l.42: “$C=\\sum_{p=1}^P\\sum_{n_L=1}^{N_L}c(y_{n_L}^p,h_{n_L}^p)$”",
                        "No mistake: $C$ is a sum. Read as the mean cost of the other references, "
                                + "its gradients are $P$ times too large.")
                        .tried(PrintedForm.of("E004-12",
                                "\\frac{\\partial J}{\\partial w_{n_ln_{l+1}}^l}=\\sum_pa_{n_l}^{p,l}\\sum_{n_L}"
                                        + "\\frac{\\partial c_{n_L}^p}{\\partial z_{n_{l+1}}^{p,l+1}}",
                                where(v -> v.P() > 1 && !v.isLogLikelihood(), General::weights),
                                (v, l) -> gradient(v, (p, o, k) -> v.dcdz(p, o, v.L(), k), l),
                                (v, l) -> gradient(v, (p, o, k) -> v.dcdz(p, o, v.L(), k), l).times(1.0 / v.P()),
                                (v, l) -> v.dCdw(v.problem().numerical(), l).times(1.0 / v.P()))),
                Erratum.<GeneralView>of("E004-17", SLIP,
                        "l.32 and (1) l.36, second form, at $l=0$: “$f(z_{n_l}^{p,l})$”",
                        "The input layer has no activation: $a^{p,0}=x^p$, which only section 4 says. "
                                + "The printed form is evaluated with $f(x)$ in the place of $x$.")
                        .tried(PrintedForm.of("E004-17",
                                "z_{n_1}^{p,1}=w_{0n_1}^0+\\sum_{n_0=1}^{N_0}w_{n_0n_1}^0f(x_{n_0}^p)",
                                where(v -> true, v -> IntStream.of(0)),
                                (v, l) -> matrix(v.N(1), v.P(),
                                        (k, p) -> v.w(0, 0, k) + sum(v.N(0), n -> v.w(0, n, k) * v.f(v.x(p, n)))),
                                (v, l) -> nextZ(v, 0, 0), (v, l) -> v.problem().forward().Z(1))));
    }

    private static List<Erratum<GeneralView>> recursion() {
        return List.of(
                Erratum.<GeneralView>of("E004-6", AMBIGUOUS,
                        "(9) l.68 at $l+2=L$, (10) and (13) at $l=L$, with the start (13) l.108, "
                                + "which is given for $z_{n_L}$ only",
                        "The recursion must be run for each output by itself, "
                                + "from the diagonal start $\\partial c_{n_L}/\\partial z_k^L=0$ for $k\\ne n_L$, "
                                + "which is not said. With $y_k-h_k$ put in for every $k$, "
                                + "the sum over $n_L$ counts everything $N_L$ times. "
                                + "It costs $N_L$ backward passes; "
                                + "by linearity one pass with $\\delta=\\sum_{n_L}$ is enough.")
                        .tried(PrintedForm.of("E004-6",
                                "\\frac{\\partial c_{n_L}^p}{\\partial z_k^{p,L}}=y_k^p-h_k^p\\text{ for every }k",
                                where(v -> v.isLogLikelihood() && hasSeveralOutputs(v), General::twoBelow),
                                (v, l) -> gradient(v, (p, o, k) -> v.y(p, k) - v.h(p, k), l),
                                (v, l) -> gradient(v, (p, o, k) -> k == o ? v.y(p, k) - v.h(p, k) : 0, l),
                                (v, l) -> v.dCdw(v.problem().numerical(), l))),
                Erratum.of("E004-11", INCOMPLETE,
                        "(10), (11), (13), (14), (15): no ranges of $l$, and no gradient of the last weights $w^{L-1}$",
                        "(9a) holds for $l=0\\dots L-2$, (9b) and (9c) for $l=0\\dots L-1$; "
                                + "(10a) for $l=2\\dots L$, (10b) and (10c) for $l=2\\dots L+1$. "
                                + "The shift from (9) to (10) is right. "
                                + "The last weights are added as `general-9bc-last` and `general-15v`."),
                Erratum.of("E004-15", INCOMPLETE, "section 1: the recursion (9), (10) is given without its start",
                        "For general $f$ and $c$ it is "
                                + "$\\partial c_{n_L}/\\partial z_{n_L}^L=f'(z_{n_L}^L)\\,\\partial c/\\partial h$; "
                                + "added as `general-seed`."));
    }

    private static List<Erratum<GeneralView>> specialCases() {
        return List.of(
                Erratum.<GeneralView>of("E004-7", WRONG,
                        "section 2: “One output layer”, “$N_l=1$”, and (11) l.86: “$f'(z_{n_{l-1}})w_{n_{l-1}n_l}^{l-1}"
                                + "\\frac{\\partial c^p}{\\partial z_{n_l}}$”",
                        "One output neuron, $N_L=1$. The sum over $n_L$ may go for every $l$, "
                                + "the sum over $n_l$ only for $l=L$: below, $n_l$ is left free. "
                                + "The printed form is evaluated with the $n_l$ that serves it best; "
                                + "it coincides where ReLUs leave one node alive.")
                        .tried(PrintedForm.of("E004-7",
                                "\\frac{\\partial c^p}{\\partial z_{n_{l-1}}^{p,l-1}}"
                                        + "=f'(z_{n_{l-1}}^{p,l-1})w_{n_{l-1}n_l}^{l-1}"
                                        + "\\frac{\\partial c^p}{\\partial z_{n_l}^{p,l}},\\ l<L",
                                where(v -> v.N(v.L()) == 1, v -> IntStream.range(2, v.L())),
                                (v, l) -> closest(v.problem().numerical().dZ(l - 1).times(v.sign()), v.N(l),
                                        nl -> matrix(v.N(l - 1), v.P(), (n, p) -> v.fPrime(v.z(p, l - 1, n))
                                                * v.w(l - 1, n, nl) * v.dcdz(p, 1, l, nl))),
                                (v, l) -> matrix(v.N(l - 1), v.P(),
                                        (n, p) -> v.fPrime(v.z(p, l - 1, n)) * sum(v.N(l),
                                                k -> v.w(l - 1, n, k) * v.dcdz(p, 1, l, k))),
                                (v, l) -> v.problem().numerical().dZ(l - 1).times(v.sign()))),
                Erratum.<GeneralView>of("E004-8", WRONG,
                        "(14) l.120: “$f'(z_{n_1}^{p,1})\\sum_{n_l=1}^{N_2}w_{n_1n_l}^1"
                                + "\\frac{\\partial c_{n_2}^p}{\\partial z_{n_2}^{p,2}}$”",
                        "Summed over $n_l$, but differentiated in $z_{n_2}$. "
                                + "Right is $w_{n_1n_2}^1\\,\\partial c_{n_2}^p/\\partial z_{n_2}^{p,2}$, "
                                + "or $\\partial z_{n_l}$ inside the sum. One output alone does not show it.")
                        .tried(PrintedForm.of("E004-8",
                                "\\frac{\\partial c_{n_2}^p}{\\partial z_{n_1}^{p,1}}"
                                        + "=f'(z_{n_1}^{p,1})\\sum_{n_l=1}^{N_2}"
                                        + "w_{n_1n_l}^1\\frac{\\partial c_{n_2}^p}{\\partial z_{n_2}^{p,2}}",
                                where(v -> v.L() == 2 && hasSeveralOutputs(v), v -> IntStream.of(0)),
                                (v, l) -> eachOutput(v, n2 -> matrix(v.N(1), v.P(),
                                        (n1, p) -> v.fPrime(v.z(p, 1, n1)) * sum(v.N(2),
                                                nl -> v.w(1, n1, nl) * v.dcdz(p, n2, 2, n2)))),
                                (v, l) -> eachOutput(v,
                                        n2 -> matrix(v.N(1), v.P(), (n1, p) -> v.fPrime(v.z(p, 1, n1)) * v.w(1, n1, n2)
                                                * v.dcdz(p, n2, 2, n2))),
                                (v, l) -> General.dcdz(v, Problem::numerical, 1))),
                Erratum.<GeneralView>of("E004-9", SLIP,
                        "(14) l.121–122: “$\\partial z_{n_1}^{p,l-1}$”, “$\\sum_{n_L=1}^{N_L}$”, "
                                + "“$\\partial z_{n_{l-1}}^{p,l-1}$”",
                        "In this section $l=2$, so that $l-1=1$, $n_L=n_2$ and $n_{l-1}=n_1$. "
                                + "With these both lines are right.")
                        .tried(PrintedForm.of("E004-9",
                                "\\frac{\\partial C}{\\partial w_{qn_1}^0}=\\sum_px_q^p\\sum_{n_L=1}^{N_L}"
                                        + "\\frac{\\partial c_{n_L}^p}{\\partial z_{n_{l-1}}^{p,l-1}},\\ l=2",
                                where(v -> v.L() == 2, v -> IntStream.of(2)),
                                (v, l) -> matrix(0, v.Q(), v.N(1),
                                        (q, n) -> sum(v.P(), p -> (q == 0 ? 1 : v.x(p, q)) * sum(v.N(v.L()),
                                                o -> v.dcdz(p, o, l - 1, n)))),
                                (v, l) -> matrix(0, v.Q(), v.N(1),
                                        (q, n1) -> sum(v.P(), p -> (q == 0 ? 1 : v.x(p, q)) * sum(v.N(2),
                                                n2 -> v.dcdz(p, n2, 1, n1)))),
                                (v, l) -> v.dCdw(v.problem().numerical(), 0)).rightAfterAll()),
                Erratum.<GeneralView>of("E004-10", WRONG, "(15) l.130–131: “$\\sum_{p=1}^2$”, “$a_{n_1}^{p1}$”",
                        "$\\sum_{p=1}^P$ and $a_{n_1}^{p,1}$: $P$ is the number of examples, 2 is $Q$ or $N_1$. "
                                + "With one example the printed sum has no second term; with two it is right.")
                        .tried(PrintedForm.of("E004-10",
                                "\\frac{\\partial C}{\\partial w_{qn_1}^0}"
                                        + "=w_{n_1}^1\\sum_{p=1}^{2}x_q^pa_{n_1}^{p,1}(1-a_{n_1}^{p,1})(y^p-h^p)",
                                where(v -> Section5.covers(v) && v.P() != 2, v -> IntStream.of(0)),
                                (v, l) -> formula15(v, 2), (v, l) -> formula15(v, v.P()),
                                (v, l) -> v.dCdw(v.problem().numerical(), 0)))
                        .tried(PrintedForm.of("E004-10P2",
                                "\\frac{\\partial C}{\\partial w_{qn_1}^0}=w_{n_1}^1"
                                        + "\\sum_{p=1}^{2}x_q^pa_{n_1}^{p,1}(1-a_{n_1}^{p,1})(y^p-h^p),\\ P=2",
                                where(v -> Section5.covers(v) && v.P() == 2, v -> IntStream.of(0)),
                                (v, l) -> formula15(v, 2), (v, l) -> formula15(v, v.P()),
                                (v, l) -> v.dCdw(v.problem().numerical(), 0)).rightAfterAll()));
    }

    private static List<Erratum<GeneralView>> wording() {
        return List.of(
                Erratum.of("E004-4", SLIP,
                        "l.73 “$\\frac{\\partial c^p}{\\partial z_{n_{l+2}}^{p,l+2}}$”, “we can computer”; "
                                + "l.117 “Let us write denote”; l.135 “fo U”",
                        "$\\partial c_{n_L}^p/\\partial z_{n_{l+2}}^{p,l+2}$, with $n_L$; “compute”; “denote”; "
                                + "“for U”."),
                Erratum.of("E004-13", SLIP, "l.135: “the same we had before fo U. For v, …”",
                        "U and v are not defined in the document: U is $w^0$, v is $w^1$."),
                Erratum.of("E004-14", SLIP,
                        "l.20: “$N_L$: number of nodes in the last layer, also the number of classes of the problem”",
                        "Sections 2 and 5 have $N_L=1$, and one sigmoid output separates two classes."),
                Erratum.of("E004-16", SLIP, "l.94: “If sigmoid activation functions are used: $c=\\dots$”",
                        "The cost is a choice; it does not follow from the activation."));
    }

    private static Domain<GeneralView> where(Predicate<GeneralView> met, Function<GeneralView, IntStream> layers) {
        return new Domain<>(GeneralView::new, false, v -> met.test(v) ? layers.apply(v) : IntStream.empty());
    }

    private static Equation<GeneralView> equation8() {
        return Section1.equations().stream().filter(equation -> equation.id().equals("general-8")).findFirst()
                .orElseThrow();
    }

    private static boolean hasSeveralOutputs(GeneralView v) {
        return v.N(v.L()) > 1;
    }

    private static double formula12(double y, double h) {
        return y * Math.log(h) + (1 - y) * Math.log(1 - h);
    }

    /** (1) with this row of w^l as the bias. */
    private static Matrix nextZ(GeneralView v, int l, int bias) {
        return matrix(v.N(l + 1), v.P(), (k, p) -> v.w(l, bias, k) + sum(v.N(l), n -> v.w(l, n, k) * v.a(p, l, n)));
    }

    /** (15) with the bias as row 0, summed over examples 1…last. */
    private static Matrix formula15(GeneralView v, int last) {
        return matrix(0, 2, 2, (q, n1) -> v.w(1, n1, 1)
                * sum(last,
                        p -> (q == 0 ? 1 : v.x(p, q)) * v.a(p, 1, n1) * (1 - v.a(p, 1, n1)) * (v.y(p, 1) - v.h(p, 1))));
    }

    /** (9b) as row 0 and (9c) below, with the recursion (9a) run from this start for each output. */
    private static Matrix gradient(GeneralView v, Seed seed, int l) {
        return matrix(0, v.N(l), v.N(l + 1),
                (n, k) -> sum(v.P(),
                        p -> (n == 0 ? 1 : v.a(p, l, n)) * sum(v.N(v.L()), o -> dcdz(v, seed, p, o, l + 1, k))));
    }

    private static double dcdz(GeneralView v, Seed seed, int p, int output, int l, int n) {
        return l == v.L() ? seed.at(p, output, n) : v.fPrime(v.z(p, l, n)) * sum(v.N(l + 1),
                k -> v.w(l, n, k) * dcdz(v, seed, p, output, l + 1, k));
    }

    /** Of the matrices for i = 1…n the one that is closest to what is expected. */
    private static Matrix closest(Matrix expected, int n, IntFunction<Matrix> candidate) {
        return IntStream.rangeClosed(1, n).mapToObj(candidate)
                .min(Comparator.comparingDouble(matrix -> ErrorMetric.of(matrix, expected))).orElseThrow();
    }
}
