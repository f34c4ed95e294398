package backstep.check.mutant;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.check.Block;
import java.util.EnumSet;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every typical mistake is flagged, on every probe but those that hide it. */
class MutantTest {

    private static final EnumSet<Probe> RECOMMENDED = EnumSet.of(Probe.P1, Probe.P2, Probe.P3, Probe.RELU_BOTH_SIGNS,
            Probe.SATURATED);

    static Stream<Mutant> mutants() {
        return Mutants.all();
    }

    /** Flagged: the report is not passed; a formula that was refused is named in it, with the shapes. */
    private static boolean flagged(Mutant mutant, Probe probe) {
        var report = mutant.check(probe);
        assertTrue(report.notes().stream().filter(note -> note.contains(" threw "))
                .allMatch(note -> note.matches("(?s).*\\d×\\d.*\\d×\\d.*")), report::toString);
        return !report.passed();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mutants")
    void isFlaggedEverywhereButWhereItEqualsTheRightEquation(Mutant mutant) {
        assertAll(mutant.probes().stream().map(probe -> () ->
                assertEquals(!mutant.passesOn().contains(probe), flagged(mutant, probe), () -> mutant
                        + " flagged on " + probe)));
        assertTrue(mutant.probes().containsAll(mutant.passesOn()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mutants")
    void oneOfTheRecommendedProbesFlagsIt(Mutant mutant) {
        assertFalse(mutant.passesOn().containsAll(mutant.probes().stream().filter(RECOMMENDED::contains).toList()));
    }

    @Test
    void noneIsLost() {
        assertEquals(new TreeMap<>(Map.ofEntries(Map.entry("FZ", 4L), Map.entry("FA", 6L), Map.entry("J-SE", 8L),
                Map.entry("J-CE", 9L),
                Map.entry("OUT-SE", 14L),
                Map.entry("OUT-CE", 10L), Map.entry("DA-CE", 6L), Map.entry("BP1", 14L), Map.entry("BP2", 15L),
                Map.entry("BP3", 11L),
                        Map.entry("BP4", 12L),
                Map.entry("HID", 7L))),
                mutants().collect(Collectors.groupingBy(Mutant::equation, TreeMap::new, Collectors.counting())));
        assertEquals(116, mutants().map(Mutant::id).distinct().count());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mutants")
    void theFirstFlagIsOnTheQuantityThatTheEquationComputes(Mutant mutant) {
        var output = mutant.formula().output(Probe.LAYER - mutant.below());
        for (var probe : EnumSet.of(Probe.P1, Probe.P2, Probe.P3)) {
            if (mutant.probes().contains(probe) && !mutant.passesOn().contains(probe)) {
                assertEquals(output.toString(), firstFlag(mutant, probe), () -> mutant + " on " + probe);
            }
        }
    }

    /** The first wrong block; that of a refused formula is its own, not computed. */
    private static String firstFlag(Mutant mutant, Probe probe) {
        return mutant.check(probe).blocks().stream().filter(Block::isFault).findFirst().orElseThrow().quantity()
                .toString();
    }
}
