package backstep.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.check.GradientCheck;
import backstep.matrix.Matrix;
import backstep.network.Quantity.Kind;
import backstep.sample.RandomCase;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Any equation of a pass can be replaced, by a lambda of its own arguments or of all that is known. */
class RulesTest {

    private static final RandomCase CASE = RandomCase.first(50).filter(c -> c.net().L() == 3 && c.X().columns() > 1)
            .findFirst().orElseThrow();
    private static final Rules RIGHT = Rules.standard();

    /** The library's own equations, handed in as lambdas. */
    static Stream<Arguments> ownEquations() {
        var net = CASE.net();
        var last = net.g(net.L());
        return Stream.of(
                Arguments.of("(2)", RIGHT.withZ(Backprop::Z)),
                Arguments.of("(1) at a site", RIGHT.with(Formula.ACTIVATION, at -> Backprop.A(at.g(), at.Z()))),
                Arguments.of("loss at a site", RIGHT.with(Formula.LOSS, at -> net.loss().fromA(at.A(), at.Y()))),
                Arguments.of("(3)", RIGHT.withCost((A, Y) -> net.loss().fromA(A, Y).sum() / Y.columns())),
                Arguments.of("dA[L]", RIGHT.withOutputDA((A, Y) -> Backprop.dA(net.loss(), A, Y))),
                Arguments.of("output delta", RIGHT.withOutputDelta((A, Y) -> net.loss().dA(A, Y).hadamard(
                        last.gPrime(ForwardPass.of(net, CASE.X()).Z(net.L()))))),
                Arguments.of("BP1", RIGHT.withBp1(Backprop::bp1)),
                Arguments.of("BP2", RIGHT.withBp2(Backprop::bp2)),
                Arguments.of("BP3", RIGHT.withBp3(Backprop::bp3)),
                Arguments.of("BP4", RIGHT.withBp4(Backprop::bp4)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ownEquations")
    void theLibrarysOwnEquationHandedInAsALambdaPasses(String name, Rules own) {
        GradientCheck.of(CASE.net(), CASE.X(), CASE.Y()).rules(own).run().orThrow();
        assertEquals(1, own.replaced().size());
    }

    @Test
    void anActivationHandedInAsALambdaIsEveryLayers() {
        var fwd = ForwardPass.of(CASE.net(), CASE.X(), RIGHT.withA(Z -> Z.map(Math::cbrt)));
        for (int l = 1; l <= 3; l++) {
            assertEquals(fwd.Z(l).map(Math::cbrt), fwd.A(l));
        }
    }

    /** Each replacement by its own method, with a rule that is wrong by a factor. */
    static Stream<Arguments> replacements() {
        var all = new EnumMap<Formula, Function<Rules, Rules>>(Formula.class);
        all.put(Formula.LINEAR, rules -> rules.withZ((W, A, b) -> Backprop.Z(W, A, b).times(1.5)));
        all.put(Formula.ACTIVATION, rules -> rules.withA(z -> z.map(x -> x / 7)));
        all.put(Formula.COST, rules -> rules.withCost((A, Y) -> A.sum() + 5));
        all.put(Formula.OUTPUT_DA, rules -> rules.withOutputDA((A, Y) -> A.plus(Y).plus(A)));
        all.put(Formula.OUTPUT_DELTA, rules -> rules.withOutputDelta((A, Y) -> A.plus(Y).plus(A)));
        all.put(Formula.BP1, rules -> rules.withBp1((dZ, A) -> Backprop.bp1(dZ, A).times(1.5)));
        all.put(Formula.BP2, rules -> rules.withBp2(dZ -> Backprop.bp2(dZ).times(1.5)));
        all.put(Formula.BP3, rules -> rules.withBp3((W, dZ) -> Backprop.bp3(W, dZ).times(1.5)));
        all.put(Formula.BP4, rules -> rules.withBp4((dA, g, Z) -> Backprop.bp4(dA, g, Z).times(1.5)));
        return all.entrySet().stream().map(e -> Arguments.of(e.getKey(), e.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("replacements")
    void aReplacedEquationIsUsedAndTheRulesBeforeAreAsTheyWere(Formula formula, Function<Rules, Rules> replace) {
        var before = Rules.standard();
        var mine = replace.apply(before);
        assertEquals(Set.of(formula), mine.replaced().keySet());
        assertEquals(Map.of(), before.replaced());
        var report = GradientCheck.of(CASE.net(), CASE.X(), CASE.Y()).rules(mine).run();
        assertTrue(!report.passed());
        var first = report.blocks().stream().filter(block -> block.isFault()).findFirst().orElseThrow();
        var suspects = Stream.iterate(3, l -> l - 1).limit(3).map(formula::output).toList();
        assertTrue(suspects.contains(first.quantity()), () -> formula + " shows first at " + first.quantity());
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(Formula.class)
    void replacementsAddUpAndCannotBeTakenBack(Formula formula) {
        var half = RIGHT.with(formula, at -> RIGHT.apply(formula, at).times(0.5));
        var both = half.with(Formula.BP2, at -> RIGHT.apply(Formula.BP2, at)).withAlpha(0.7);
        assertEquals(0.7, both.alpha());
        var expected = EnumSet.of(formula);
        expected.add(Formula.BP2);
        assertEquals(expected, both.replaced().keySet());
        assertThrows(UnsupportedOperationException.class, () -> both.replaced().clear());
    }

    @Test
    void theSiteKnowsAllThatAMistakeReachesFor() {
        var sites = new ArrayList<Site>();
        var spy = RIGHT.withAlpha(0.3).with(Formula.BP3, at -> {
            sites.add(at);
            return RIGHT.apply(Formula.BP3, at);
        });
        var fwd = ForwardPass.of(CASE.net(), CASE.X(), spy);
        var bwd = fwd.backward(CASE.Y());
        assertEquals(2, sites.size());
        var at = sites.get(1);
        assertEquals(2, at.l());
        assertEquals(CASE.net(), at.net());
        assertEquals(0.3, at.alpha());
        assertEquals(CASE.X(), at.X());
        assertEquals(CASE.Y(), at.Y());
        assertEquals(fwd.A(1), at.APrev());
        assertEquals(fwd.Z(1), at.ZPrev());
        assertEquals(CASE.net().W(2), at.W());
        assertEquals(CASE.net().b(2), at.b());
        assertEquals(CASE.net().g(2), at.g());
        assertEquals(fwd.Z(2), at.Z());
        assertEquals(fwd.A(2), at.A());
        assertEquals(bwd.dA(2), at.dA());
        assertEquals(bwd.dZ(2), at.dZ());
        assertEquals(bwd.dW(2), at.get(Kind.DW.at(2)));
        assertEquals(CASE.net().W(3), at.WNext());
        assertEquals(bwd.dZ(3), at.dZNext());
        assertNotEquals(at.dZ(), at.dZNext());
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(Formula.class)
    void aRuleCannotChangeWhatIsKnown(Formula formula) {
        var meddling = RIGHT.with(formula, at -> {
            at.known().put(Kind.A.at(0), Matrix.row(1));
            return RIGHT.apply(formula, at);
        });
        var report = GradientCheck.of(CASE.net(), CASE.X(), CASE.Y()).rules(meddling).run();
        assertEquals(formula, report.firstFault().orElseThrow().formula());
        assertTrue(report.notes().stream().allMatch(note -> note.startsWith(formula.id())
                && note.contains("UnsupportedOperationException")), report::toString);
    }

    @Test
    void theBackwardPassCanHaveOtherRulesThanTheForwardPass() {
        var fwd = ForwardPass.of(CASE.net(), CASE.X());
        var wrong = fwd.backward(CASE.Y(), RIGHT.withBp2(dZ -> Backprop.bp2(dZ).times(2)));
        assertEquals(fwd.backward(CASE.Y()).db(1).times(2), wrong.db(1));
        assertEquals(fwd.backward(CASE.Y()).dW(1), wrong.dW(1));
    }
}
