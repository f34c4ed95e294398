package backstep.derivation.ufldl;

import static backstep.derivation.Erratum.Category.CLAIM;
import static backstep.derivation.Erratum.Category.COPY;
import static backstep.derivation.Erratum.Category.SLIP;
import static backstep.derivation.Erratum.Category.WRONG;
import static backstep.derivation.Index.matrix;
import static backstep.derivation.Index.sum;
import static backstep.derivation.Index.vector;

import backstep.derivation.Domain;
import backstep.derivation.Erratum;
import backstep.derivation.PrintedForm;
import backstep.derivation.Problem;
import backstep.derivation.RandomNetworks;
import backstep.matrix.Matrix;
import backstep.network.Activation;
import backstep.network.Loss;
import backstep.network.Network;
import java.util.List;
import java.util.stream.IntStream;

/** What is wrong, unclear or missing in UFLDL as printed. */
final class Errata {

    private static final String DIFFERENCE = "\\delta_i^{(L)}=a_i^{(L)}-y_i";

    /** Cross-entropy of q = (1 + a)/2, which brings a tanh output into (0, 1). */
    private static final Loss RESCALED = Loss.of("cross-entropy of (1 + a)/2",
            (a, y) -> -y * Math.log((1 + a) / 2) - (1 - y) * Math.log((1 - a) / 2),
            (a, y) -> (1 - y) / (1 - a) - y / (1 + a));

    private Errata() {}

    static List<Erratum<UfldlView>> all() {
        return List.of(ranges(), exampleAndRow(), fPrime(), hint(),
                Erratum.of("E001-5", CLAIM,
                        "l.54: “Computational cost of one forward or reverse pass are roughly the same”",
                        "True of one pass. Missing: the Jacobian of $F:\\mathbb R^n\\to\\mathbb R^m$ takes $n$ forward "
                                + "or $m$ reverse passes; the gradient of "
                                + "one cost in $N$ parameters takes $N$ forward passes or one reverse pass (`ufldl-F` "
                                + "counts them). "
                                + "That is why backpropagation is the reverse mode."),
                Erratum.of("E001-6", CLAIM, "l.127: “书中测试的例子有 $f'(z_i^{(L)})$，收敛速度更慢” (slower with $f'$)",
                        "True as an observation (`ufldl-slower` repeats it). "
                                + "But it compares two losses, not two ways to write one, "
                                + "and they come to rest at different points."),
                Erratum.of("E001-7", SLIP,
                        "l.81: “$W_{ij}^{(l)}=W_{ij}^{(l)}-\\alpha\\frac{\\partial}{\\partial W_{ij}^{(l)}}J(W,b)$”; "
                                + "l.83 likewise",
                        "It must be $:=$; as an equation it says that the gradient is 0. Letters with two meanings: "
                                + "$m$ (outputs in l.53, samples in l.75), "
                                + "$J$ (the cost of the sample and the loss of one pair), "
                                + "$w_i$ (values in l.35) and $W$ (weights in l.75)."),
                Erratum.of("E001-8", COPY,
                        "l.119: “其中 z,a,w,f 之间的关系为：” (the relation of z, a, w, f is:), followed by nothing",
                        "The picture is lost. What it must have shown: "
                                + "$z_i^{(l+1)}=\\sum_jW_{ij}^{(l)}a_j^{(l)}+b_i^{(l)}$, $a_i^{(l+1)}=f(z_i^{(l+1)})$, "
                                + "$a^{(1)}=x$."));
    }

    private static Erratum<UfldlView> ranges() {
        var forward = "\\frac{dw_i}{dx}=\\frac{dw_i}{dw_{i-1}}\\frac{dw_{i-1}}{dx}\\quad i=0,1,2,3";
        var reverse = "\\frac{dy}{dw_i}=\\frac{dy}{dw_{i+1}}\\frac{dw_{i+1}}{dw_i}\\quad i=3,2,1,0";
        return Erratum.<UfldlView>of("E001-1", WRONG, "l.41: “$%s$”; l.46: “$%s$”".formatted(forward, reverse),
                "$i=0$ needs $w_{-1}$ and $i=3$ needs $w_4$; there is neither. Start from $dw_0/dx=1$ and $dy/dw_3=1$, "
                        + "then $i=1,2,3$ and $i=2,1,0$. "
                        + "A program that takes 0 for what is missing gets 0 everywhere.")
                .tried(PrintedForm.of("E001-1-forward", forward, Equations.equation("forward-mode"),
                        (v, l) -> Modes.insideOut(i -> forwardFrom0(Chain.of(v), i))))
                .tried(PrintedForm.of("E001-1-reverse", reverse, Equations.equation("reverse-mode"),
                        (v, l) -> Modes.outsideIn(i -> reverseFrom3(Chain.of(v), i))))
                .tried(PrintedForm.of("E001-1-zero", forward + ",\\quad\\frac{dw_{-1}}{dx}=0",
                        Equations.equation("forward-mode"),
                        (v, l) -> Modes.insideOut(i -> forwardFromNothing(Chain.of(v), i))));
    }

    private static double forwardFrom0(Chain c, int i) {
        return c.dw(i) * forwardFrom0(c, i - 1);
    }

    private static double reverseFrom3(Chain c, int i) {
        return c.dw(i + 1) * reverseFrom3(c, i + 1);
    }

    /** Any number in the place of dw_0/dw_{−1}. */
    private static double forwardFromNothing(Chain c, int i) {
        return i < 0 ? 0 : (i == 0 ? 1 : c.dw(i)) * forwardFromNothing(c, i - 1);
    }

    private static Erratum<UfldlView> exampleAndRow() {
        var W = "\\frac{\\partial}{\\partial W_{ij}^{(l)}}J(W,b)"
                + "=\\frac1m\\sum_{i=1}^m\\frac{\\partial}{\\partial W_{ij}^{(l)}}J(W,b;x^{(i)},y^{(i)})";
        var b = "\\frac{\\partial}{\\partial b_i^{(l)}}J(W,b)"
                + "=\\frac1m\\sum_{i=1}^m\\frac{\\partial}{\\partial b_i^{(l)}}J(W,b;x^{(i)},y^{(i)})";
        return Erratum.<UfldlView>of("E001-2", SLIP, "l.87: “$%s$”; l.89: “$%s$”".formatted(W, b),
                "$i$ is the row and the example. Read literally the sum binds it: "
                        + "every row gets the same number, and if there are more examples than rows "
                        + "there is none. Another letter for the example, here $p$.")
                .tried(PrintedForm.of("E001-2-W", W, Equations.equation("mean-grad-W"),
                        (v, l) -> matrix(v.n(l + 1), v.n(l),
                                (row, j) -> sum(v.m(), i -> v.example(i).dJdW(l, i, j)) / v.m()))
                        .at(Errata::moreThanOneNumber))
                .tried(PrintedForm.of("E001-2-b", b, Equations.equation("mean-grad-b"),
                        (v, l) -> vector(v.n(l + 1), row -> sum(v.m(), i -> v.example(i).dJdb(l, i)) / v.m()))
                        .at(Errata::moreThanOneNumber));
    }

    private static IntStream moreThanOneNumber(UfldlView v) {
        return v.weightLayers().filter(l -> v.m() > 1 || v.n(l + 1) > 1);
    }

    private static Erratum<UfldlView> fPrime() {
        return Erratum.<UfldlView>of("E001-3", WRONG,
                "l.108: “用的是 $\\delta_i^{(L)}=a_i^{(L)}-y_i$. 可以把 $f'(z_i^{(L)})$ 理解为一个scale，所以有没有都可以” "
                        + "($f'$ is a scale, with or without it is fine)",
                "$-(y-a)f'(z)$ is the delta of $\\frac12\\lVert y-a\\rVert^2$; "
                        + "$a-y$ is that of cross-entropy behind a sigmoid, or of "
                        + "$\\frac12\\lVert y-a\\rVert^2$ behind $f(z)=z$, and for a tanh output of neither. "
                        + "To leave $f'$ out is to change the loss, "
                        + "and $f'$ is not one factor: it differs from unit to unit and example to example. "
                        + "With $f'$ left in, the delta of cross-entropy is as wrong.")
                .tried(withoutFPrime("E001-3-sigmoid", Activation.SIGMOID))
                .tried(withoutFPrime("E001-3-tanh", Activation.TANH))
                .tried(withoutFPrime("E001-3-relu", Activation.RELU).at(Errata::someOutputIsDead))
                .tried(PrintedForm.of("E001-3-ce", "\\delta_i^{(L)}=-(y_i-a_i^{(L)})\\cdot f'(z_i^{(L)})",
                        Equations.equation("delta-output-ce"),
                        Equations.equation("delta-output").value()))
                .tried(withoutFPrime("E001-3-linear", Activation.IDENTITY).rightAfterAll())
                .tried(PrintedForm.of("E001-3-rescaled", DIFFERENCE,
                        new Domain<>(UfldlView::new, true, v -> IntStream.of(0)), (v, l) -> difference(v),
                        (v, l) -> vector(v.n(v.L()), i -> 2 * ((1 + v.a(v.L(), i)) / 2 - v.y(i))),
                        (v, l) -> v.problem().numerical().dZ(v.L() - 1)).on(Errata::rescaled));
    }

    /** Where no output of a ReLU network is 0, f′ is 1 everywhere. */
    private static IntStream someOutputIsDead(UfldlView v) {
        return IntStream.rangeClosed(1, v.n(v.L())).anyMatch(i -> v.a(v.L(), i) == 0) ? IntStream.of(0)
                : IntStream.empty();
    }

    private static PrintedForm<UfldlView> withoutFPrime(String id, Activation f) {
        return PrintedForm.of(id, DIFFERENCE, Equations.equation("delta-output"), (v, l) -> difference(v))
                .on(() -> underSquaredError(f));
    }

    private static Matrix difference(UfldlView v) {
        return vector(v.n(v.L()), i -> v.a(v.L(), i) - v.y(i));
    }

    /** Twenty networks with this f. */
    static List<Problem> underSquaredError(Activation f) {
        return RandomNetworks.all(Loss.SQUARED_ERROR, 260, (number, l, L, random) -> f);
    }

    private static List<Problem> rescaled() {
        return underSquaredError(Activation.TANH).stream().map(problem -> {
            var net = new Network(problem.net().inputs(), problem.net().layers(), RESCALED);
            return new Problem(net, problem.X(), problem.Y().map(y -> y > 0 ? 1 : 0));
        }).toList();
    }

    private static Erratum<UfldlView> hint() {
        var literal = "\\delta_i^{(l)}"
                + "=\\sum_{j=1}^{n_{l+1}}\\delta_i^{(l+1)}\\frac{\\partial z_j^{(l+1)}}{\\partial z_i^{(l)}}";
        return Erratum.<UfldlView>of("E001-4", SLIP,
                "l.114, beside a sum over $j$: "
                        + "“$\\leftarrow\\frac{\\partial J(W,b;x,y)}{\\partial z_i^{(l+1)}}=\\delta_i^{(l+1)}$”",
                "It must be $\\delta_j^{(l+1)}$, as the next line has it. "
                        + "Put in literally, $%s$ is wrong, and not defined for $i>n_{l+1}$.".formatted(literal))
                .tried(PrintedForm.of("E001-4", literal, Equations.equation("delta-hidden-chain"), (v, l) -> {
                    var dzdz = Deltas.nextByZ(v, l);
                    return vector(v.n(l), i -> sum(v.n(l + 1), j -> v.delta(l + 1, i) * dzdz.get(j - 1, i - 1)));
                }).at(v -> v.hiddenLayers().filter(l -> v.n(l + 1) > 1 || v.n(l) > 1)));
    }
}
