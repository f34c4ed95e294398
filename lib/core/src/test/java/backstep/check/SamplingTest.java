package backstep.check;

import static backstep.network.Activation.SIGMOID;
import static backstep.network.Activation.TANH;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.engine.Backprop;
import backstep.engine.Formula;
import backstep.engine.Rules;
import backstep.matrix.Matrix;
import backstep.network.Network;
import backstep.network.Quantity.Kind;
import backstep.sample.RandomCase;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Some entries of every block, never only of the large ones. */
class SamplingTest {

    /** Weights of 60 and 6 entries, biases of 6 and 1. */
    private static final Network NET = Network.inputs(10).layer(6, TANH).layer(1, SIGMOID).random(2);
    private static final Matrix X = RandomCase.matrix(RandomCase.generator(2), 10, 4, 1);
    private static final Matrix Y = Matrix.row(0, 1, 1, 0);
    private static final GradientCheck CHECK = GradientCheck.of(NET, X, Y);

    private record Place(int row, int column) {}

    private static Set<Place> places(Block block) {
        return block.entries().stream().map(entry -> new Place(entry.row(), entry.column()))
                .collect(Collectors.toSet());
    }

    private static List<Set<Place>> places(Report report) {
        return report.derivatives().stream().map(SamplingTest::places).toList();
    }

    @ParameterizedTest(name = "{0} of each")
    @ValueSource(ints = {1, 2, 5, 7, 59, 60, 1000})
    void everyBlockOfDerivativesHasSoManyDifferentEntriesAndForwardValuesAreAllCompared(int count) {
        var full = CHECK.run().blocks();
        var sampled = CHECK.sample(count, 5).blocks();
        for (int k = 0; k < full.size(); k++) {
            int all = full.get(k).entries().size();
            boolean derivative = full.get(k).quantity().kind().isDerivative();
            assertEquals(full.get(k).quantity(), sampled.get(k).quantity());
            assertEquals(derivative ? Math.min(count, all) : all, places(sampled.get(k)).size(),
                    full.get(k).quantity()::toString);
            assertTrue(full.get(k).entries().containsAll(sampled.get(k).entries()),
                    "the same estimates as in a full check");
        }
    }

    @Test
    void aSeedDrawsTheSameEntriesAgainAndAnotherSeedOthers() {
        assertEquals(CHECK.sample(3, 5), CHECK.sample(3, 5));
        assertNotEquals(places(CHECK.sample(3, 5)), places(CHECK.sample(3, 6)));
    }

    @Test
    void everyEntryIsDrawnByOneSeedOrAnother() {
        var drawn = new HashSet<Place>();
        LongStream.range(0, 200).forEach(seed -> drawn.addAll(dW1(CHECK.sample(3, seed))));
        assertEquals(60, drawn.size());
    }

    private static Set<Place> dW1(Report report) {
        return places(report.blocks().stream().filter(block -> block.quantity().equals(Kind.DW.at(1))).findFirst()
                .orElseThrow());
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {0, 1, 2, 3, 4, 5, 6, 7})
    void oneEntryOfEachBlockFindsAWrongBiasAmongManyWeights(long seed) {
        var right = Rules.standard();
        var mine = right.with(Formula.BP2,
                at -> at.l() == 2 ? Backprop.bp2(at.dZ()).times(1.01) : right.apply(Formula.BP2, at));
        var report = CHECK.rules(mine).sample(1, seed);
        assertEquals(List.of("db[2]"),
                report.blocks().stream().filter(Block::isFault).map(block -> block.quantity().toString()).toList());
        assertTrue(report.firstFault().orElseThrow().toString().endsWith("db[2] wrong: first fault in BP2 at layer 2"),
                report::toString);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {0, 1, 2, 3, 4, 5, 6, 7})
    void whatIsRightPassesWhicheverEntriesAreDrawn(long seed) {
        assertTrue(CHECK.sample(2, seed).passed());
    }
}
