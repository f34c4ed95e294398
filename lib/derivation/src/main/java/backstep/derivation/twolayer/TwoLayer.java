package backstep.derivation.twolayer;

import static backstep.derivation.Evidence.LOCAL;
import static backstep.derivation.Evidence.LOSS_BY_A;
import static backstep.derivation.Evidence.LOSS_BY_PARAMETER;
import static backstep.derivation.Evidence.LOSS_BY_Z;
import static backstep.derivation.Evidence.RECOMPUTED;
import static backstep.derivation.Form.DEFINITION;
import static backstep.derivation.Form.ELEMENTWISE;
import static backstep.derivation.Form.VECTORIZED;
import static backstep.derivation.Index.matrix;
import static backstep.derivation.Index.scalar;
import static backstep.derivation.Index.sum;
import static backstep.derivation.Index.vector;
import static backstep.derivation.twolayer.TwoLayerView.sigmaPrime;

import backstep.derivation.Equation;
import backstep.derivation.EquationBuilder;
import backstep.derivation.Form;
import backstep.derivation.LocalDifference;
import backstep.derivation.Problem;
import backstep.derivation.RandomNetworks;
import backstep.matrix.Matrix;
import backstep.network.Activation;
import backstep.network.Loss;
import backstep.network.Quantity;
import backstep.network.Quantity.Kind;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** TWO_LAYER's equations: first the chain rule, then its result; and networks of two layers. */
final class TwoLayer {

    private static final int[][] SHAPES = {{2, 1, 1}, {2, 2, 1}, {3, 4, 1}, {1, 3, 1}, {4, 3, 1}, {2, 3, 1}, {5, 2, 1},
            {3, 3, 1}, {3, 1, 2}, {4, 3, 2}, {2, 5, 3}, {5, 4, 3}, {2, 2, 2}, {3, 3, 3}, {4, 2, 2}, {2, 3, 3},
            {3, 4, 4}, {1, 2, 2}, {5, 3, 3}, {2, 4, 4}};

    private static final String TO_Z1 =
            "\\frac{\\partial L}{\\partial z^{[2]}}\\frac{\\partial z^{[2]}}{\\partial a^{[1]}}"
                    + "\\frac{\\partial a^{[1]}}{\\partial z^{[1]}}";

    private TwoLayer() {}

    /** Twenty networks of two layers, eight of them with one output, eight with n_1 = n_2, and their examples. */
    static List<Problem> networks(long seed, IntUnaryOperator m) {
        return IntStream.range(0, SHAPES.length)
                .mapToObj(i -> RandomNetworks.of(Loss.CROSS_ENTROPY, seed + i, m.applyAsInt(i), i,
                        (number, l, L, random) -> Activation.SIGMOID, SHAPES[i])).toList();
    }

    private static EquationBuilder<TwoLayerView> row(String id, String place, Form form, String latex, String shapes) {
        return new EquationBuilder<>(TwoLayerView::new, "twolayer-" + id, place, form, latex, shapes).eachExample()
                .demands("one example x at a time (l.24: “based on that point”)", v -> v.problem().m() == 1);
    }

    static List<Equation<TwoLayerView>> equations() {
        return Stream.of(graph(), chainRule(), functions(), result(), descent()).flatMap(List::stream).toList();
    }

    /** The picture. */
    private static List<Equation<TwoLayerView>> graph() {
        return List.of(
                row("z1", "figure", VECTORIZED, "z^{[1]}=W^{[1]}x+b^{[1]}", "W¹ (n₁×n₀), x (n₀×1), b¹ (n₁×1) → (n₁×1)")
                        .canonical("Z_1=W_1X+b_1\\mathbf 1^{\\top}")
                        .is((v, l) -> v.W(1).times(v.x()).plus(v.b(1)))
                        .equalTo(RECOMPUTED, (v, l) -> linear(v, 1, v.x())),
                row("z2", "figure", VECTORIZED, "z^{[2]}=W^{[2]}a^{[1]}+b^{[2]}",
                        "W² (n₂×n₁), a¹ (n₁×1), b² (n₂×1) → (n₂×1)")
                        .canonical("Z_2=W_2A_1+b_2\\mathbf 1^{\\top}")
                        .is((v, l) -> v.W(2).times(v.a(1)).plus(v.b(2)))
                        .equalTo(RECOMPUTED, (v, l) -> linear(v, 2, v.a(1))));
    }

    /** Lines 10 to 14: derivatives by the chain rule, as rows and Jacobians. */
    private static List<Equation<TwoLayerView>> chainRule() {
        return List.of(
                row("dz2-chain", "l.10", VECTORIZED,
                        "\\frac{\\partial L}{\\partial z^{[2]}}"
                                + "=\\frac{\\partial L}{\\partial a^{[2]}}\\frac{\\partial a^{[2]}}{\\partial z^{[2]}}",
                        "(1×n₂)(n₂×n₂) → (1×n₂)").canonical("dZ_2^{\\top}")
                        .is((v, l) -> v.dLda2().times(diagonal(sigmaPrime(v.z(2)))))
                        .estimate(LOSS_BY_Z, (v, g, l) -> g.dZ(2).transpose()),
                row("local-La2", "l.10", VECTORIZED,
                        "\\frac{\\partial L}{\\partial a^{[2]}}=-\\frac{y}{a^{[2]}}+\\frac{1-y}{1-a^{[2]}}",
                        "a², y (n₂×1) → (1×n₂)").canonical("dA_2^{\\top}")
                        .is((v, l) -> v.y().combine("∂L/∂a²", v.a(2), (y, a) -> -y / a + (1 - y) / (1 - a)).transpose())
                        .estimate(LOSS_BY_A, (v, g, l) -> g.dA(2).transpose()),
                row("local-a2z2", "l.10", VECTORIZED,
                        "\\frac{\\partial a^{[2]}}{\\partial z^{[2]}}=\\operatorname{diag}\\,a^{[2]}(1-a^{[2]})",
                        "a² (n₂×1) → (n₂×n₂)")
                        .canonical("\\operatorname{diag}g'(Z_2)")
                        .is((v, l) -> diagonal(v.a(2).map(a -> a * (1 - a))))
                        .equalTo(LOCAL, (v, l) -> jacobian(v, Kind.A.at(2), Kind.Z.at(2))),
                row("local-z2W2", "l.12", VECTORIZED,
                        "\\frac{\\partial z^{[2]}_k}{\\partial W^{[2]}_{rs}}=\\delta_{kr}a^{[1]}_s",
                        "a¹ (n₁×1) → (n₂×n₂n₁)")
                        .canonical("I\\otimes A_1^{\\top}")
                        .is((v, l) -> byWeights(v.n(2), v.a(1)))
                        .equalTo(LOCAL, (v, l) -> jacobian(v, Kind.Z.at(2), Kind.W.at(2))),
                row("local-z2b2", "l.12", VECTORIZED, "\\frac{\\partial z^{[2]}}{\\partial b^{[2]}}=I", "→ (n₂×n₂)")
                        .canonical("I")
                        .is((v, l) -> identity(v.n(2)))
                        .equalTo(LOCAL, (v, l) -> jacobian(v, Kind.Z.at(2), Kind.B.at(2))),
                row("dW2-chain", "l.12", VECTORIZED,
                        "\\frac{\\partial L}{\\partial W^{[2]}}"
                                + "=\\frac{\\partial L}{\\partial z^{[2]}}\\frac{\\partial z^{[2]}}{\\partial W^{[2]}}",
                        "(1×n₂)(n₂×n₂n₁) → (1×n₂n₁), W² row by row").canonical("dW_2\\text{, row by row}")
                        .is((v, l) -> v.dLdz2().times(byWeights(v.n(2), v.a(1))))
                        .estimate(LOSS_BY_PARAMETER, (v, g, l) -> rowByRow(g.dW(2))),
                row("db2-chain", "l.12", VECTORIZED,
                        "\\frac{\\partial L}{\\partial b^{[2]}}"
                                + "=\\frac{\\partial L}{\\partial z^{[2]}}\\frac{\\partial z^{[2]}}{\\partial b^{[2]}}",
                        "(1×n₂)(n₂×n₂) → (1×n₂)").canonical("db_2^{\\top}")
                        .is((v, l) -> v.dLdz2().times(identity(v.n(2))))
                        .estimate(LOSS_BY_PARAMETER, (v, g, l) -> g.db(2).transpose()),
                row("local-z1W1", "l.14", VECTORIZED,
                        "\\frac{\\partial z^{[1]}_k}{\\partial W^{[1]}_{rs}}=\\delta_{kr}x_s", "x (n₀×1) → (n₁×n₁n₀)")
                        .canonical("I\\otimes X^{\\top}")
                        .is((v, l) -> byWeights(v.n(1), v.x()))
                        .equalTo(LOCAL, (v, l) -> jacobian(v, Kind.Z.at(1), Kind.W.at(1))),
                row("local-z1b1", "l.14", VECTORIZED, "\\frac{\\partial z^{[1]}}{\\partial b^{[1]}}=I", "→ (n₁×n₁)")
                        .canonical("I")
                        .is((v, l) -> identity(v.n(1)))
                        .equalTo(LOCAL, (v, l) -> jacobian(v, Kind.Z.at(1), Kind.B.at(1))),
                row("local-a1z1", "l.14", VECTORIZED,
                        "\\frac{\\partial a^{[1]}}{\\partial z^{[1]}}=\\operatorname{diag}\\,\\sigma'(z^{[1]})",
                        "z¹ (n₁×1) → (n₁×n₁)")
                        .canonical("\\operatorname{diag}g'(Z_1)")
                        .is((v, l) -> diagonal(sigmaPrime(v.z(1))))
                        .equalTo(LOCAL, (v, l) -> jacobian(v, Kind.A.at(1), Kind.Z.at(1))),
                row("local-z2a1", "l.14", VECTORIZED, "\\frac{\\partial z^{[2]}}{\\partial a^{[1]}}=W^{[2]}",
                        "W² → (n₂×n₁)").canonical("W_2")
                        .is((v, l) -> v.W(2))
                        .equalTo(LOCAL, (v, l) -> jacobian(v, Kind.Z.at(2), Kind.A.at(1))),
                row("dW1-chain", "l.14", VECTORIZED, "\\frac{\\partial L}{\\partial W^{[1]}}=" + TO_Z1
                        + "\\frac{\\partial z^{[1]}}{\\partial W^{[1]}}",
                        "(1×n₂)(n₂×n₁)(n₁×n₁)(n₁×n₁n₀) → (1×n₁n₀), W¹ row by row").canonical("dW_1\\text{, row by row}")
                        .is((v, l) -> v.dLdz2().times(v.W(2)).times(diagonal(sigmaPrime(v.z(1))))
                                .times(byWeights(v.n(1), v.x())))
                        .estimate(LOSS_BY_PARAMETER, (v, g, l) -> rowByRow(g.dW(1))),
                row("db1-chain", "l.14", VECTORIZED, "\\frac{\\partial L}{\\partial b^{[1]}}=" + TO_Z1
                        + "\\frac{\\partial z^{[1]}}{\\partial b^{[1]}}",
                        "(1×n₂)(n₂×n₁)(n₁×n₁)(n₁×n₁) → (1×n₁)").canonical("db_1^{\\top}")
                        .is((v, l) -> v.dLdz2().times(v.W(2)).times(diagonal(sigmaPrime(v.z(1))))
                                .times(identity(v.n(1))))
                        .estimate(LOSS_BY_PARAMETER, (v, g, l) -> g.db(1).transpose()));
    }

    /** Lines 16 and 18: the loss and the activation. */
    private static List<Equation<TwoLayerView>> functions() {
        return List.of(
                row("yhat", "l.16", DEFINITION, "a^{[2]}=\\hat y", "→ (n₂×1)").canonical("A_2=\\hat Y")
                        .is((v, l) -> v.a(2))
                        .equalTo(RECOMPUTED, (v, l) -> sigmaByTanh(linear(v, 2, sigmaByTanh(linear(v, 1, v.x()))))),
                row("loss", "l.16", ELEMENTWISE, "L(\\hat y,y)=-(y\\log\\hat y+(1-y)\\log(1-\\hat y))",
                        "ŷ, y → 1×1, the sum over the outputs")
                        .canonical("\\ell_i")
                        .is((v, l) -> scalar(v.a(2).combine("L", v.y(),
                                (yHat, y) -> -(y * Math.log(yHat) + (1 - y) * Math.log(1 - yHat))).sum()))
                        .equalTo(RECOMPUTED, (v, l) -> scalar(v.z(2).combine("L", v.y(),
                                (z, y) -> Math.log1p(Math.exp(z)) - y * z).sum())),
                row("a1", "l.18", VECTORIZED, "a^{[1]}=\\sigma(z^{[1]})=\\frac{1}{1+e^{-z^{[1]}}}",
                        "z¹ (n₁×1) → (n₁×1)").canonical("A_1=g(Z_1)")
                        .is((v, l) -> v.z(1).map(z -> 1 / (1 + Math.exp(-z))))
                        .equalTo(RECOMPUTED, (v, l) -> sigmaByTanh(linear(v, 1, v.x()))),
                row("a2", "l.18", VECTORIZED, "a^{[2]}=\\sigma(z^{[2]})=\\frac{1}{1+e^{-z^{[2]}}}",
                        "z² (n₂×1) → (n₂×1)").canonical("A_2=g(Z_2)")
                        .is((v, l) -> v.z(2).map(z -> 1 / (1 + Math.exp(-z))))
                        .equalTo(RECOMPUTED, (v, l) -> sigmaByTanh(linear(v, 2, v.a(1)))));
    }

    /** Line 22: what the chain rule gives for this activation and this loss, as columns. */
    private static List<Equation<TwoLayerView>> result() {
        return List.of(
                row("dz2", "l.22", VECTORIZED, "dz^{[2]}=a^{[2]}-y", "a², y (n₂×1) → (n₂×1)").canonical("dZ_2=A_2-Y")
                        .is((v, l) -> v.a(2).minus(v.y()))
                        .estimate(LOSS_BY_Z, (v, g, l) -> g.dZ(2)),
                row("dW2", "l.22", VECTORIZED, "dW^{[2]}=dz^{[2]}a^{[1]T}", "dz² (n₂×1), a¹ (n₁×1) → (n₂×n₁)")
                        .canonical("dW_2=\\frac1m\\,dZ_2A_1^{\\top}")
                        .is((v, l) -> v.dz(2).times(v.a(1).transpose()))
                        .estimate(LOSS_BY_PARAMETER, (v, g, l) -> g.dW(2)),
                row("db2", "l.22", VECTORIZED, "db^{[2]}=dz^{[2]}", "dz² (n₂×1) → (n₂×1)")
                        .canonical("db_2=\\frac1m\\,dZ_2\\mathbf 1")
                        .is((v, l) -> v.dz(2))
                        .estimate(LOSS_BY_PARAMETER, (v, g, l) -> g.db(2)),
                row("dz1", "l.22", VECTORIZED, "dz^{[1]}=(W^{[2]T}dz^{[2]})*\\sigma'(z^{[1]})",
                        "W² (n₂×n₁), dz² (n₂×1), z¹ (n₁×1) → (n₁×1)")
                        .canonical("dZ_1=(W_2^{\\top}dZ_2)\\circ g'(Z_1)")
                        .is((v, l) -> v.W(2).transpose().times(v.dz(2)).hadamard(sigmaPrime(v.z(1))))
                        .estimate(LOSS_BY_Z, (v, g, l) -> g.dZ(1)),
                row("dW1", "l.22", VECTORIZED, "dW^{[1]}=dz^{[1]}x^{T}", "dz¹ (n₁×1), x (n₀×1) → (n₁×n₀)")
                        .canonical("dW_1=\\frac1m\\,dZ_1X^{\\top}")
                        .is((v, l) -> v.dz(1).times(v.x().transpose()))
                        .estimate(LOSS_BY_PARAMETER, (v, g, l) -> g.dW(1)),
                row("db1", "l.22", VECTORIZED, "db^{[1]}=dz^{[1]}", "dz¹ (n₁×1) → (n₁×1)")
                        .canonical("db_1=\\frac1m\\,dZ_1\\mathbf 1")
                        .is((v, l) -> v.dz(1))
                        .estimate(LOSS_BY_PARAMETER, (v, g, l) -> g.db(1)));
    }

    /** A parameter after a step of learning rate α. */
    private interface Rule {
        Matrix by(TwoLayerView v, double alpha);
    }

    /** Line 26. */
    private static List<Equation<TwoLayerView>> descent() {
        return List.of(
                update("gd-W2", "W^{[2]}:=W^{[2]}-\\alpha*dW^{[2]}", "W², dW² (n₂×n₁), α → W²", Kind.W.at(2),
                        (v, alpha) -> v.W(2).minus(v.dW(2).times(alpha))),
                update("gd-b2", "b^{[2]}:=b^{[2]}-\\alpha*db^{[2]}", "b², db² (n₂×1), α → b²", Kind.B.at(2),
                        (v, alpha) -> v.b(2).minus(v.db(2).times(alpha))),
                update("gd-W1", "W^{[1]}:=W^{[1]}-\\alpha*dW^{[1]}", "W¹, dW¹ (n₁×n₀), α → W¹", Kind.W.at(1),
                        (v, alpha) -> v.W(1).minus(v.dW(1).times(alpha))),
                update("gd-b1", "b^{[1]}:=b^{[1]}-\\alpha*db^{[1]}", "b¹, db¹ (n₁×1), α → b¹", Kind.B.at(1),
                        (v, alpha) -> v.b(1).minus(v.db(1).times(alpha))));
    }

    private static Equation<TwoLayerView> update(String id, String latex, String shapes,
            Quantity parameter, Rule rule) {
        return row(id, "l.26", VECTORIZED, latex, shapes).canonical(latex.replace("*", "\\,"))
                .is((v, l) -> rule.by(v, v.alpha()))
                .slope((v, alpha) -> v.problem().net().with(parameter, rule.by(v, alpha)),
                        (v, l) -> v.problem().backward().step(v.alpha()).parameters().get(parameter));
    }

    /** ∂(W a)/∂W, W row by row: row k holds a in the places of W_k1, W_k2, …, and 0 elsewhere. */
    private static Matrix byWeights(int n, Matrix a) {
        return matrix(n, n * a.rows(), (k, q) -> k == (q - 1) / a.rows() + 1 ? a.get((q - 1) % a.rows(), 0) : 0);
    }

    private static Matrix identity(int n) {
        return diagonal(Matrix.ones(n, 1));
    }

    static Matrix diagonal(Matrix column) {
        return matrix(column.rows(), column.rows(), (k, r) -> k == r ? column.get(k - 1, 0) : 0);
    }

    private static Matrix rowByRow(Matrix of) {
        return matrix(1, of.rows() * of.columns(), (one, q) -> of.get((q - 1) / of.columns(), (q - 1) % of.columns()));
    }

    /** W a + b by sums over indices. */
    private static Matrix linear(TwoLayerView v, int l, Matrix a) {
        return vector(v.n(l),
                k -> sum(v.n(l - 1), s -> v.W(l).get(k - 1, s - 1) * a.get(s - 1, 0)) + v.b(l).get(k - 1, 0));
    }

    /** σ in another form, ½ (1 + tanh z/2). */
    private static Matrix sigmaByTanh(Matrix z) {
        return z.map(entry -> (1 + Math.tanh(entry / 2)) / 2);
    }

    /** The Jacobian of one quantity of the forward pass in another that it is computed from, by central differences. */
    static Matrix jacobian(TwoLayerView v, Quantity of, Quantity by) {
        var forward = v.problem().forward();
        return LocalDifference.jacobian(changed -> forward.with(by, changed).get(of), forward.get(by));
    }
}
