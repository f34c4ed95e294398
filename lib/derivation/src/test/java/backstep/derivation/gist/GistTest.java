package backstep.derivation.gist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.derivation.Derivation;
import backstep.derivation.Evaluated;
import backstep.derivation.Evidence;
import backstep.derivation.Expression;
import backstep.derivation.Problem;
import backstep.derivation.Verification;
import backstep.derivation.Verification.Line;
import backstep.matrix.Matrix;
import backstep.network.Activation;
import backstep.network.Loss;
import backstep.network.Network;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class GistTest {

    private static final Derivation<GistView> GIST = GistDerivation.make();

    private static final Matrix W2 = Matrix.of(2, 2, 0.15, -0.25, 0.40, 0.30);
    private static final Matrix X = Matrix.of(2, 3, 0.5, -1, 2, -1.5, 0.75, 0.25);
    private static final Matrix Y = Matrix.row(1, 0, 1);
    private static final Network TWO_TWO_ONE = Network.inputs(2).layer(2, Activation.SIGMOID)
            .layer(1, Activation.SIGMOID)
            .weights(W2, Matrix.column(0.35, -0.10), Matrix.row(0.55, -0.45), Matrix.row(0.60));

    @Test
    void everythingIsAsStated() {
        var verification = GIST.verify().orThrow();
        assertEquals(List.of(38L, 5L, 9L),
                List.of(count(verification, "equation"), count(verification, "claim"), count(verification, "erratum")));
        assertEquals(13, GIST.errata().size());
        assertEquals("slope 1 against ε (± 0.04)", verification.lines().stream()
                .filter(line -> line.id().equals("gist-fd")).findFirst().orElseThrow().found());
    }

    private static long count(Verification verification, String what) {
        return verification.lines().stream().map(Line::what).filter(what::equals).count();
    }

    @Test
    void theCanonicalEquivalentIsTheValue() {
        var problem = new Problem(TWO_TWO_ONE, X, Y);
        for (var equation : GIST.equations()) {
            double limit = equation.evidence() == Evidence.ORDER ? 1e-3 : 1e-7;
            equation.domain().visit(problem,
                    (v, point) -> new Evaluated(equation.id(), "", point.toString(), equation.value(v, point.layer()),
                            equation.comparison().equivalent().at(v, point.layer())))
                            .forEach(both -> assertTrue(both.error() <= limit, both::toString));
        }
    }

    @Test
    void theViewConvertsBackExactly() {
        for (var problem : GIST.networks().get()) {
            var v = GIST.view().apply(problem);
            var back = v.canonical();
            assertEquals(problem.net(), back.net());
            assertEquals(problem.X(), back.X());
            assertEquals(problem.Y(), back.Y());
            var again = GIST.view().apply(back);
            for (int m = 1; m <= v.M(); m++) {
                for (int l = 2; l <= v.L(); l++) {
                    assertEquals(letters(v.example(m), l), letters(again.example(m), l));
                }
            }
        }
    }

    private static List<Matrix> letters(GistView v, int l) {
        return List.of(v.w(l), v.b(l), v.a(l - 1), v.z(l), v.a(l), v.delta(l), v.nablaW(l), v.nablaB(l),
                v.nablaA(), v.y());
    }

    @Test
    void itsLayersAreTheCanonicalOnesPlusOne() {
        var v = GIST.on(TWO_TWO_ONE, X, Y);
        var backward = v.problem().example(3).backward();
        assertEquals(List.of(3, 2, 2, 1, 3), List.of(v.L(), v.n(1), v.n(2), v.n(3), v.M()));
        assertEquals(-0.25, v.w(2, 1, 2));
        assertEquals(-0.10, v.b(2, 2));
        assertEquals(2, v.example(3).a(1, 1));
        assertEquals(backward.dZ(1), v.example(3).delta(2));
        assertEquals(backward.dW(2), v.example(3).nablaW(3));
        assertEquals(backward.dA(2), v.example(3).nablaA());
    }

    @Test
    void anIndexOutsideItsRangeIsRefusedByName() {
        var v = GIST.on(TWO_TWO_ONE, X, Y).example(1);
        assertRefused("w^l: l = 1 is not one of 2…3; layer 1 is the input", () -> v.w(1));
        assertRefused("w^l: l = 4 is not one of 2…3", () -> v.w(4, 1, 1));
        assertRefused("w_jk^l: j = 3 is not one of 1…2", () -> v.w(2, 3, 1));
        assertRefused("w_jk^l: k = 0 is not one of 1…2", () -> v.w(3, 1, 0));
        assertRefused("b_j^l: j = 2 is not one of 1…1", () -> v.b(3, 2));
        assertRefused("a^l: l = 0 is not one of 1…3", () -> v.a(0));
        assertRefused("a_j^l: j = 3 is not one of 1…2", () -> v.a(1, 3));
        assertRefused("z^l: l = 1 is not one of 2…3; layer 1 is the input", () -> v.z(1, 1));
        assertRefused("δ_j^l: j = 2 is not one of 1…1", () -> v.delta(3, 2));
        assertRefused("∂C_m/∂a_j^L: j = 2 is not one of 1…1", () -> v.nablaA(2));
        assertRefused("∇_{w^l}C_m: l = 4 is not one of 2…3", () -> v.nablaW(4));
        assertRefused("∇_{b^l}C_m: l = 1 is not one of 2…3; layer 1 is the input", () -> v.nablaB(1));
        assertRefused("y_j: j = 0 is not one of 1…1", () -> v.y(0));
        assertRefused("n^l: l = 4 is not one of 1…3", () -> v.n(4));
        assertRefused("C^l: l = 1 is not one of 2…3; layer 1 is the input", () -> v.C(1, v.a(1)));
        assertRefused("s^l: l = 2 is not one of 3…3", () -> v.s(2, v.a(1)));
        assertRefused("x^(m): m = 2 is not one of 1…1", () -> v.example(2));
    }

    private static void assertRefused(String message, Executable executable) {
        assertEquals(message, assertThrows(IndexOutOfBoundsException.class, executable).getMessage());
    }

    @Test
    void lettersOfOneExampleAreRefusedForMany() {
        var v = GIST.on(TWO_TWO_ONE, X, Y);
        var message = assertThrows(IllegalArgumentException.class, () -> v.delta(2)).getMessage();
        assertEquals("δ^l belongs to a single training example x^(m) (l.129), M is 3: take example(m)", message);
        var equation = GIST.equation("gist-delta-hidden-vec");
        assertThrows(IllegalArgumentException.class, () -> equation.value(v, 3));
        assertEquals(3, equation.on(TWO_TWO_ONE, X, Y).size());
    }

    @Test
    void layersWithDifferentActivationsAreRefused() {
        var net = Network.inputs(2).layer(2, Activation.TANH).layer(1, Activation.SIGMOID).random(1);
        var message = assertThrows(IllegalArgumentException.class, () -> GIST.on(net, X, Y)).getMessage();
        assertEquals("GIST covers networks with one activation function σ for all layers (l.25); given: "
                + "2-2-1 (tanh, sigmoid; squared error)", message);
        assertThrows(IllegalArgumentException.class, () -> GIST.equation("gist-cost-mean").on(net, X, Y));
    }

    @Test
    void theDerivativeOfAnotherCostIsRefused() {
        var cube = Loss.of("cube", (a, y) -> Math.pow(a - y, 3) / 3, (a, y) -> (a - y) * (a - y));
        var net = Network.inputs(2).layer(2, Activation.TANH).layer(1, Activation.TANH).loss(cube).random(1);
        var message = assertThrows(IllegalArgumentException.class, () -> GIST.equation("gist-nabla-a").on(net, X, Y))
                .getMessage();
        assertTrue(message.startsWith("gist-nabla-a: the document names two costs, "
                + "squared error and cross-entropy (l.41); given: 2-2-1 (tanh, tanh; cube)"),
                message);
        assertTrue(GIST.equation("gist-delta-output").on(net, X, Y).stream()
                .allMatch(evaluation -> evaluation.error() < 1e-6));
    }

    @Test
    void theTwoTwoOneNetworkGivesItsNumbers() {
        var v = GIST.on(TWO_TWO_ONE, X, Y);
        var one = v.example(1);
        assertEquals(0.6899744811, one.a(2, 1), 1e-10);
        assertEquals(-0.06678194205, GIST.equation("gist-delta-output").value(one, 3).get(0, 0), 1e-10);
        assertEquals(-0.007856917726, GIST.equation("gist-delta-hidden").value(one, 3).get(0, 0), 1e-10);
        assertEquals(0.007287501142, GIST.equation("gist-delta-hidden").value(one, 3).get(1, 0), 1e-10);
        assertEquals(0.01178537659, GIST.equation("gist-dw").value(one, 2).get(0, 1), 1e-10);
        assertEquals(-0.04607783581, GIST.equation("gist-alg-single").value(one, 3).get(0, 0), 1e-10);
        assertEquals(0.1094348279, GIST.equation("gist-cost-mean").value(v, 0).get(0, 0), 1e-10);
        var mean = GIST.equation("gist-cost-avg-grad").value(v, 2);
        assertEquals(0.01169498367, mean.get(1, 0), 1e-10);
        assertEquals(0.0009026641463, mean.get(0, 2), 1e-10);
        assertEquals(0.15 + 0.2 * (0.1573175058 - 0.15), GIST.equation("gist-update-w").value(v, 2).get(0, 0), 1e-10);
        assertEquals(0.35 + 0.2 * (0.3495486679 - 0.35),
                GIST.equation("gist-alg-minibatch").value(v, 2).get(0, 2), 1e-10);
    }

    @Test
    void aFallingCostDoesNotTellThatTheGradientsAreExchanged() {
        long exchangedFalls = falls((v, l) -> Gist.mean(v, m -> m.nablaB(l)), (v, l) -> Gist.mean(v, m -> m.nablaW(l)));
        long rightFalls = falls((v, l) -> Gist.mean(v, m -> m.nablaW(l)), (v, l) -> Gist.mean(v, m -> m.nablaB(l)));
        assertEquals(200, rightFalls);
        assertTrue(exchangedFalls > 120 && exchangedFalls < 200, "" + exchangedFalls);
    }

    /** In how many of 200 networks 1-1-1-1 a step of 1e-3 along these lowers the cost. */
    private static long falls(Expression<GistView> forW, Expression<GistView> forB) {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(5);
        Supplier<Matrix> number = () -> Matrix.row(random.nextDouble(-1.5, 1.5));
        return IntStream.range(0, 200).filter(i -> {
            var sigma = i % 2 == 0 ? Activation.SIGMOID : Activation.TANH;
            var net = Network.inputs(1).layer(1, sigma).layer(1, sigma).layer(1, sigma)
                    .weights(number.get(), number.get(), number.get(), number.get(), number.get(), number.get());
            var v = GIST.on(net, Matrix.generate(1, 4, (j, k) -> random.nextDouble(-1.5, 1.5)),
                    Matrix.generate(1, 4, (j, k) -> random.nextDouble()));
            var next = net;
            for (int l = 2; l <= v.L(); l++) {
                next = next.with(l - 1, v.w(l).minus(forW.at(v, l).times(1e-3)),
                        v.b(l).minus(forB.at(v, l).times(1e-3)));
            }
            return v.problem().with(next).cost() < v.problem().cost();
        }).count();
    }
}
