package backstep.check.mutant;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.check.Block;
import backstep.estimate.ErrorMetric;
import backstep.check.Fault;
import backstep.check.GradientCheck;
import backstep.check.Report;
import backstep.check.Verdict;
import backstep.engine.Formula;
import backstep.engine.Rules;
import backstep.engine.Site;
import backstep.matrix.Matrix;
import backstep.network.Network;
import backstep.network.Quantity;
import backstep.network.Quantity.Kind;
import backstep.engine.ForwardPass;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every typical mistake is found at its own equation and its own layer, on every probe that shows it. */
class LocatedTest {

    private static final Rules RIGHT = Rules.standard();
    private static final Set<Formula> FORWARD = EnumSet.of(Formula.LINEAR, Formula.ACTIVATION);
    private static final Set<Formula> OUTPUT = EnumSet.of(Formula.LOSS, Formula.COST, Formula.OUTPUT_DA,
            Formula.OUTPUT_DELTA);

    /** An equation at a layer; layer 0: nowhere. */
    private record Place(Formula formula, int l) {
        static Place of(Report report) {
            return report.firstFault().map(fault -> new Place(fault.formula(), fault.l())).orElse(new Place(null, 0));
        }
    }

    static Stream<Mutant> mutants() {
        return MutantTest.mutants();
    }

    private static List<Probe> showing(Mutant mutant) {
        return mutant.probes().stream().filter(probe -> !mutant.passesOn().contains(probe)).toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mutants")
    void inOneLayerItIsFoundThere(Mutant mutant) {
        var own = new Place(mutant.formula(), Probe.LAYER - mutant.below());
        assertAll(showing(mutant).stream()
                .map(probe -> () -> assertEquals(own, Place.of(mutant.check(probe)), () -> mutant + " on " + probe)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mutants")
    void inEveryLayerItIsFoundAtTheFirstOneThatItChanges(Mutant mutant) {
        for (var probe : EnumSet.of(Probe.P1, Probe.P2, Probe.P3, Probe.RELU_BOTH_SIGNS)) {
            if (mutant.probes().contains(probe)) {
                var on = mutant.on(probe);
                var mine = mutant.mistake().in(RIGHT.withAlpha(Probe.ALPHA));
                var report = GradientCheck.of(on.net(), on.X(), on.Y()).rules(mine).run();
                assertEquals(firstChanged(mutant, on), Place.of(report), () -> mutant + " on " + probe);
            }
        }
    }

    /** By the formula's value from right operands, without any check. */
    private static Place firstChanged(Mutant mutant, Probe.Case on) {
        var known = everything(on);
        return layers(mutant.formula(), on.net())
                .filter(l -> changes(mutant, new Site(l, on.net(), known, Probe.ALPHA)))
                .mapToObj(l -> new Place(mutant.formula(), l)).findFirst().orElse(new Place(null, 0));
    }

    private static IntStream layers(Formula formula, Network net) {
        int L = net.L();
        return FORWARD.contains(formula) ? IntStream.rangeClosed(1, L) : OUTPUT.contains(formula) ? IntStream.of(L)
                : IntStream.iterate(formula == Formula.BP4 ? L - 1 : L, l -> l >= 1, l -> l - 1);
    }

    private static boolean changes(Mutant mutant, Site at) {
        try {
            var value = mutant.mistake().rule().apply(at);
            var right = at.get(mutant.formula().output(at.l()));
            return !value.sameShape(right) || ErrorMetric.of(value, right) > ErrorMetric.LIMIT;
        } catch (IllegalArgumentException | IllegalStateException refusal) {
            return true;
        }
    }

    private static Map<Quantity, Matrix> everything(Probe.Case on) {
        var net = on.net();
        int L = net.L();
        var forward = ForwardPass.of(net, on.X());
        var backward = forward.backward(on.Y());
        var known = new HashMap<Quantity, Matrix>(net.parameters());
        known.put(Kind.A.at(0), on.X());
        known.put(Kind.DA.at(0), backward.dX());
        known.put(Kind.Y.at(L), on.Y());
        known.put(Kind.LOSSES.at(L), forward.losses(on.Y()));
        known.put(Kind.J.at(L), Matrix.row(forward.cost(on.Y())));
        for (int l = 1; l <= L; l++) {
            known.putAll(Map.of(Kind.Z.at(l), forward.Z(l), Kind.A.at(l), forward.A(l), Kind.DA.at(l), backward.dA(l),
                    Kind.DZ.at(l), backward.dZ(l),
                    Kind.DW.at(l), backward.dW(l), Kind.DB.at(l), backward.db(l)));
        }
        return known;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mutants")
    void whatStandsJustBeforeItAndCouldBeComparedIsSaidToBeRight(Mutant mutant) {
        var wrong = mutant.formula().output(Probe.LAYER - mutant.below());
        for (var probe : showing(mutant)) {
            var report = mutant.check(probe);
            var right = report.blocks().stream().takeWhile(block -> !block.quantity().equals(wrong))
                    .filter(block -> block.verdict() == Verdict.OK)
                    .map(block -> block.quantity().toString()).toList();
            var before = report.firstFault().map(Fault::before).orElseThrow();
            assertEquals(right.subList(right.size() - 2, right.size()), before, () -> mutant + " on " + probe);
        }
    }

    /**
     * Two equations that share one mistake: the first of them in the order of the check is named, and the other is no
     * mere consequence.
     */
    @ParameterizedTest(name = "{0}")
    @MethodSource("outputDerivatives")
    void aWrongDAThatTheOutputDeltaUsesTooIsFoundAtDA(Mutant mutant) {
        for (var probe : EnumSet.of(Probe.P1, Probe.P2, Probe.ONE_EXAMPLE, Probe.ONE_UNIT)) {
            var on = mutant.on(probe);
            var mine = mutant.mistake().in(RIGHT);
            var both = mine.with(Formula.OUTPUT_DELTA,
                    at -> mine.apply(Formula.OUTPUT_DA, at).hadamard(Terms.gPrime(at)));
            var report = GradientCheck.of(on.net(), on.X(), on.Y()).rules(both).run();
            assertEquals(new Place(Formula.OUTPUT_DA, on.net().L()), Place.of(report), () -> mutant + " on " + probe);
            assertEquals(List.of("dA[2]", "dZ[2]"),
                    report.blocks().stream().filter(Block::isCause).map(block -> block.quantity().toString()).toList());
        }
    }

    static Stream<Mutant> outputDerivatives() {
        return mutants().filter(mutant -> mutant.formula() == Formula.OUTPUT_DA);
    }

    @Test
    void noneEscapes() {
        assertTrue(mutants().noneMatch(mutant -> showing(mutant).isEmpty()));
        assertEquals(116, mutants().count());
        assertEquals(905, mutants().mapToLong(mutant -> showing(mutant).size()).sum(),
                "a place for each mutant on each probe that shows it");
        assertEquals(6, outputDerivatives().count());
    }
}
