package backstep.derivation.general;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.derivation.Derivation;
import backstep.derivation.Erratum;
import backstep.derivation.Evaluated;
import backstep.derivation.Index;
import backstep.derivation.Problem;
import backstep.derivation.Verification;
import backstep.matrix.Matrix;
import backstep.network.Activation;
import backstep.network.Loss;
import backstep.network.Network;
import backstep.network.Quantity;
import backstep.network.Quantity.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class GeneralTest {

    private static final Derivation<GeneralView> GENERAL = GeneralDerivation.make();

    private static Network net(Loss loss, Activation g, int... sizes) {
        var plan = Network.inputs(sizes[0]);
        for (int l = 1; l < sizes.length; l++) {
            plan = plan.layer(sizes[l], g);
        }
        return plan.loss(loss).random(7);
    }

    private static Problem problem(Network net, int m) {
        return new Problem(net, Matrix.generate(net.n(0), m, (i, j) -> 0.5 + i - 0.75 * j),
                Matrix.generate(net.n(net.L()), m, (i, j) -> (i + j) % 2));
    }

    private static String refusal(Executable executable) {
        return assertThrows(IllegalArgumentException.class, executable).getMessage();
    }

    private static String outOfRange(Executable executable) {
        return assertThrows(IndexOutOfBoundsException.class, executable).getMessage();
    }

    @Test
    void thirtyNineEquationsMeetTheirEstimatesAndFourteenPrintedFormsAreTried() {
        var verification = GENERAL.verify().orThrow();
        assertEquals(39, verification.lines().stream().filter(line -> line.what().equals("equation")).count());
        assertEquals(14, verification.lines().stream().filter(line -> line.what().equals("erratum")).count());
    }

    @Test
    void thereAreSeventeenErrata() {
        assertEquals(IntStream.rangeClosed(1, 17).mapToObj(i -> "E004-" + i).toList(),
                GENERAL.errata().stream().map(Erratum::id).toList());
    }

    @Test
    void everyPrintedFormIsTriedOnNetworksThatCanTellItFromTheRightOne() {
        var coincide = GENERAL.verify().lines().stream()
                .filter(line -> line.what().equals("erratum") && line.printed().coincides() > 0)
                .map(Verification.Line::id).collect(Collectors.toSet());
        assertEquals(Set.of("E004-1self", "E004-7", "E004-9", "E004-10P2"), coincide);
    }

    @Test
    void weightsRunFromRowToColumnWithTheBiasInRow0() {
        var problem = problem(net(Loss.SQUARED_ERROR, Activation.TANH, 3, 4, 2), 5);
        var v = new GeneralView(problem);
        assertEquals("4×4", v.w(0).shape());
        assertEquals("5×2", v.w(1).shape());
        assertEquals(problem.net().b(1).get(3, 0), v.w(0, 0, 4));
        assertEquals(problem.net().W(1).get(3, 1), v.w(0, 2, 4));
        assertEquals(problem.net().W(2).get(1, 3), v.w(1).get(4, 1));
        assertEquals(problem.X().get(2, 4), v.x(5, 3));
        assertEquals(v.x(5, 3), v.a(5, 0, 3));
        assertEquals(v.h(5, 2), v.a(5, 2, 2));
    }

    @Test
    void theGradientsOfTheSumAreTimesPAndLeadBackExactly() {
        var problem = problem(net(Loss.CROSS_ENTROPY, Activation.SIGMOID, 3, 4, 2), 4);
        var v = new GeneralView(problem);
        for (int l = 0; l < 2; l++) {
            int to = l + 1;
            var dCdw = v.dCdw(problem.backward(), l);
            assertEquals(problem.backward().dW(to), Index.matrix(v.N(to), v.N(l), (k, n) -> dCdw.get(n, k - 1) / -4));
            assertEquals(problem.backward().db(to), Index.vector(v.N(to), k -> dCdw.get(0, k - 1) / -4));
        }
    }

    @Test
    void theTotalOfAllOutputsIsTheCanonicalDelta() {
        for (var problem : GENERAL.networks().get()) {
            var v = new GeneralView(problem);
            for (int l = 1; l <= v.L(); l++) {
                int layer = l;
                var total = Index.matrix(v.N(l), v.P(),
                        (n, p) -> v.sign() * Index.sum(v.N(v.L()), o -> v.dcdz(p, o, layer, n)));
                assertEquals(0, total.minus(problem.backward().dZ(l)).maxAbs(), 1e-14);
            }
        }
    }

    /**
     * W[1] = (0.15 −0.25; 0.40 0.30), b[1] = (0.35, −0.10), W[2] = (0.55 −0.45), b[2] = 0.60 on three examples; the
     * gradients of J are the sum's by −1/3.
     */
    @Test
    void section5GivesTheWorkedNumbers() {
        var net = Network.inputs(2).layer(2, Activation.SIGMOID).layer(1, Activation.SIGMOID)
                .loss(Loss.CROSS_ENTROPY).weights(
                        Matrix.of(2, 2, 0.15, -0.25, 0.40, 0.30), Matrix.column(0.35, -0.10), Matrix.row(0.55, -0.45),
                        Matrix.column(0.60));
        var v = GENERAL.on(net, Matrix.of(2, 3, 0.5, -1, 2, -1.5, 0.75, 0.25), Matrix.row(1, 0, 1));
        assertNumbers(Matrix.column(0.003750953560, -0.001975742308),
                GENERAL.equation("general-15a").value(v, 0).times(-1.0 / 3));
        assertNumbers(Matrix.of(2, 2, -0.06551449220, 0.05239367437, 0.03753333906, -0.03254074934),
                GENERAL.equation("general-15b").value(v, 0).times(-1.0 / 3));
        assertNumbers(Matrix.column(0.002950140042, -0.03392792272, -0.02582974006),
                GENERAL.equation("general-15v").value(v, 0).times(-1.0 / 3));
        assertEquals(-3 * 0.6287489614, GENERAL.equation("general-2").value(v, 0).get(0, 0), 1e-9);
        assertNumbers(Matrix.row(0.3114253926, -0.6642881292, 0.3440123165), GENERAL.equation("general-d").value(v, 0));
    }

    private static void assertNumbers(Matrix expected, Matrix given) {
        assertEquals(expected.shape(), given.shape());
        assertEquals(0, expected.minus(given).maxAbs(), 1e-10,
                () -> "expected %s, given %s".formatted(expected, given));
    }

    @Test
    void anEquationOfAHiddenLayerNamesItsPlaceAndBothSides() {
        var problem = problem(net(Loss.SQUARED_ERROR, Activation.TANH, 2, 3, 3, 1), 2);
        var evaluations = GENERAL.equation("general-4").on(problem.net(), problem.X(), problem.Y());
        assertEquals(List.of("l = 0, example 1", "l = 1, example 1", "l = 2, example 1", "l = 0, example 2",
                "l = 1, example 2", "l = 2, example 2"),
                evaluations.stream().map(Evaluated::where).toList());
        assertTrue(evaluations.stream().allMatch(evaluation -> evaluation.error() < 1e-6));
    }

    @Test
    void theCanonicalEquivalentIsTheValue() {
        for (var problem : List.of(problem(net(Loss.SQUARED_ERROR, Activation.TANH, 3, 4, 2), 3),
                problem(net(Loss.CROSS_ENTROPY, Activation.SIGMOID, 2, 2, 1), 2))) {
            for (var equation : GENERAL.equations()) {
                equation.domain().visit(problem, (v, point) -> equation.value(v, point.layer())
                        .minus(equation.comparison().equivalent().at(v, point.layer())).maxAbs())
                        .forEach(difference -> assertEquals(0, difference, 1e-8, equation.id()));
            }
        }
    }

    @Test
    void differentActivationsAreRefused() {
        var net = Network.inputs(2).layer(2, Activation.TANH).layer(1, Activation.SIGMOID).random(1);
        assertEquals("GENERAL has one f for all layers, a = f(z) (l.32); given: 2-2-1 (tanh, sigmoid; squared error)",
                refusal(() -> new GeneralView(problem(net, 1))));
    }

    @Test
    void aSpecialCaseIsRefusedOnAnotherNetworkInItsOwnWords() {
        var wide = problem(net(Loss.CROSS_ENTROPY, Activation.SIGMOID, 2, 3, 1), 2);
        var section5 = "general-15a: GENERAL (15) is section 5's 2-2-1 network of sigmoids with the c of (12), "
                + "cross-entropy but for its sign (l.125); "
                + "given: 2-3-1 (sigmoid, sigmoid; cross-entropy), m = 2";
        assertEquals(section5, refusal(() -> GENERAL.equation("general-15a").on(wide.net(), wide.X(), wide.Y())));
        assertEquals(section5, refusal(() -> GENERAL.equation("general-15a").value(new GeneralView(wide), 0)));
        var deep = problem(net(Loss.SQUARED_ERROR, Activation.TANH, 2, 3, 3, 2), 2);
        var given = "; given: 2-3-3-2 (tanh, tanh, tanh; squared error), m = 2";
        assertEquals("general-14a: GENERAL (14) is section 4's two-layer network, L = 2" + given,
                refusal(() -> GENERAL.equation("general-14a").on(deep.net(), deep.X(), deep.Y())));
        assertEquals("general-11b: GENERAL (11) is section 2's network with one output neuron, N_L = 1" + given,
                refusal(() -> GENERAL.equation("general-11b").on(deep.net(), deep.X(), deep.Y())));
        assertEquals("general-h: GENERAL section 3 has f = σ in all layers (l.94)" + given,
                refusal(() -> GENERAL.equation("general-h").on(deep.net(), deep.X(), deep.Y())));
        assertEquals("general-13b: GENERAL section 3 has f = σ in all layers and the c of (12), "
                + "cross-entropy but for its sign (l.94)" + given,
                refusal(() -> GENERAL.equation("general-13b").on(deep.net(), deep.X(), deep.Y())));
    }

    @Test
    void aRecursionWithoutALayerToRunInIsRefused() {
        var flat = problem(net(Loss.SQUARED_ERROR, Activation.TANH, 3, 2), 2);
        assertEquals("general-9a (9) l.68 holds at no layer of the network given: 3-2 (tanh; squared error)",
                refusal(() -> GENERAL.equation("general-9a").on(flat.net(), flat.X(), flat.Y())));
    }

    @Test
    void anIndexOutOfRangeIsNamedWithItsLetterAndItsRange() {
        var v = new GeneralView(problem(net(Loss.SQUARED_ERROR, Activation.TANH, 3, 4, 2), 5));
        assertEquals("w^l: l = 2, it runs over 0…1", outOfRange(() -> v.w(2, 1, 1)));
        assertEquals("w^l: n_l = 4, it runs over 0…3", outOfRange(() -> v.w(0, 4, 1)));
        assertEquals("w^l: n_{l+1} = 0, it runs over 1…4", outOfRange(() -> v.w(0, 0, 0)));
        assertEquals("z^{p,l}: l = 0, it runs over 1…2", outOfRange(() -> v.z(1, 0, 1)));
        assertEquals("a^{p,l}: n_l = 0, it runs over 1…3", outOfRange(() -> v.a(1, 0, 0)));
        assertEquals("x^p: p = 6, it runs over 1…5", outOfRange(() -> v.x(6, 1)));
        assertEquals("y^p: n_L = 3, it runs over 1…2", outOfRange(() -> v.y(1, 3)));
        assertEquals("h^p: p = 0, it runs over 1…5", outOfRange(() -> v.h(0, 1)));
        assertEquals("∂c^p/∂z^{p,l}: n_L = 3, it runs over 1…2", outOfRange(() -> v.dcdz(1, 3, 1, 1)));
        assertEquals("∂c^p/∂w^l: l = -1, it runs over 0…1", outOfRange(() -> v.dcdw(1, 1, -1, 0, 1)));
        assertEquals("N_l: l = 3, it runs over 0…2", outOfRange(() -> v.N(3)));
        assertEquals("∂C/∂w^l: l = 2, it runs over 0…1", outOfRange(() -> v.dCdw(v.problem().backward(), 2)));
    }

    /** E004-1. */
    @Test
    void aStepAlongThePrintedSignGoesUphillAndTheOtherDownhill() {
        var crossEntropy = GENERAL.networks().get().stream()
                .filter(problem -> problem.net().loss() == Loss.CROSS_ENTROPY).limit(20).toList();
        assertEquals(20, crossEntropy.size());
        for (var problem : crossEntropy) {
            assertTrue(problem.with(moved(problem, -1e-3)).cost() > problem.cost(), problem::toString);
            assertTrue(problem.with(moved(problem, 1e-3)).cost() < problem.cost(), problem::toString);
        }
    }

    /** w + α ∂C/∂w, with the gradients of (13). */
    private static Network moved(Problem problem, double alpha) {
        var v = new GeneralView(problem);
        var moved = new HashMap<Quantity, Matrix>();
        for (int l = 1; l <= v.L(); l++) {
            var dCdw = GENERAL.equation("general-13d").value(v, l + 1);
            moved.put(Kind.W.at(l), problem.net().W(l).plus(dCdw.transpose().times(alpha)));
            moved.put(Kind.B.at(l),
                    problem.net().b(l).plus(GENERAL.equation("general-13c").value(v, l + 1).times(alpha)));
        }
        var net = problem.net();
        for (var quantity : moved.keySet()) {
            net = net.with(quantity, moved.get(quantity));
        }
        return net;
    }

    /** E004-6. */
    @Test
    void theFullSeedCountsEverythingOncePerOutput() {
        var form = GENERAL.errata().get(5).tried().get(0);
        for (var problem : GENERAL.networks().get()) {
            int outputs = problem.net().n(problem.net().L());
            form.domain().visit(problem, (v, point) -> form.printed().at(v, point.layer())
                    .minus(form.sides().at(v, point.layer()).given().times(outputs)).maxAbs())
                    .forEach(difference -> assertEquals(0, difference, 1e-13));
        }
    }

    /** E004-7. */
    @Test
    void theSumOverALayerMayGoOnlyWhereAReluLeavesOneNodeOfItAlive() {
        var form = GENERAL.errata().get(6).tried().get(0);
        for (var problem : GENERAL.networks().get()) {
            form.domain().visit(problem, (v, point) -> {
                int l = point.layer();
                long alive = IntStream.rangeClosed(1, v.N(l))
                        .filter(n -> IntStream.rangeClosed(1, v.P()).anyMatch(p -> v.dcdz(p, 1, l, n) != 0)).count();
                double apart = form.printed().at(v, l).minus(form.sides().at(v, l).given()).maxAbs();
                return alive <= 1 ? apart == 0 : apart > 1e-6 || problem.backward().dZ(l - 1).maxAbs() == 0;
            }).forEach(Assertions::assertTrue);
        }
    }
}
