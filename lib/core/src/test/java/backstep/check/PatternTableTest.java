package backstep.check;

import static backstep.network.Activation.SIGMOID;
import static backstep.network.Activation.TANH;
import static org.junit.jupiter.api.Assertions.assertEquals;

import backstep.engine.Backprop;
import backstep.engine.Formula;
import backstep.engine.Rules;
import backstep.engine.Site;
import backstep.matrix.Matrix;
import backstep.network.Network;
import backstep.network.Quantity;
import backstep.network.Quantity.Kind;
import backstep.sample.RandomCase;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where a fault that sits in every layer shows: each kind has its own pattern of wrong blocks, and one first fault. */
class PatternTableTest {

    private static final Rules RIGHT = Rules.standard();
    private static final int M = 7;

    /**
     * A fault, the blocks that it makes wrong by layer (dZ and dA of the layers 4 to 0, then dW and db), the layers in
     * which its own equation is wrong alone, and how the first fault is told.
     */
    private record Row(String name, Formula formula, Function<Site, Matrix> rule, Set<Integer> dZ, Set<Integer> dA,
            Set<Integer> dW, Set<Integer> db,
            Set<Integer> causes, String told) {
        Rules rules() {
            return RIGHT.with(formula, rule);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static final Set<Integer> NONE = Set.of();
    private static final Set<Integer> ALL = Set.of(1, 2, 3, 4);
    private static final Set<Integer> HIDDEN = Set.of(1, 2, 3);
    private static final Set<Integer> BELOW = Set.of(0, 1, 2, 3);
    private static final Set<Integer> EVERY_SECOND = Set.of(1, 3);

    private static Row output(String name, Function<Site, Matrix> rule) {
        return new Row(name, Formula.OUTPUT_DELTA, rule, ALL, BELOW, ALL, ALL, Set.of(4),
                "J right, dA[4] right, dZ[4] wrong: first fault in output delta at layer 4");
    }

    private static Row bp1(String name, double factor) {
        return new Row(name, Formula.BP1, at -> Backprop.bp1(at.dZ(), at.APrev())
                .times(factor), NONE, NONE, ALL, NONE, ALL,
                "dZ[4] right, dW[4] wrong: first fault in BP1 at layer 4");
    }

    private static Row bp2(String name, Function<Site, Matrix> rule) {
        return new Row(name, Formula.BP2, rule, NONE, NONE, NONE, ALL, ALL,
                "dZ[4] right, dW[4] right, db[4] wrong: first fault in BP2 at layer 4");
    }

    private static Row bp3(String name, double factor, Set<Integer> dZ, Set<Integer> dA) {
        return new Row(name, Formula.BP3, at -> Backprop.bp3(at.W(), at.dZ()).times(factor), dZ, dA, dZ, dZ, BELOW,
                "dW[4] right, db[4] right, dA[3] wrong: first fault in BP3 at layer 4");
    }

    private static Row bp4(String name, Function<Site, Matrix> rule) {
        return new Row(name, Formula.BP4, rule, HIDDEN, Set.of(0, 1, 2), HIDDEN, HIDDEN, HIDDEN,
                "db[4] right, dA[3] right, dZ[3] wrong: first fault in BP4 at layer 3");
    }

    private static Matrix outputDelta(Site at) {
        return RIGHT.apply(Formula.OUTPUT_DELTA, at);
    }

    private static Matrix gPrime(Site at, Matrix of) {
        return at.g().gPrime(of);
    }

    static Stream<Row> table() {
        return Stream.of(
                output("OUT sign", at -> outputDelta(at).times(-1)),
                output("OUT extra g′", at -> outputDelta(at).hadamard(gPrime(at, at.Z()))),
                bp1("BP1 sum", M),
                bp1("BP1 divided twice", 1.0 / M),
                bp2("BP2 sum", at -> Backprop.bp2(at.dZ()).times(M)),
                bp2("BP2 wrong", at -> at.dZ().columnAt(0)),
                bp3("BP3 sign: two of them cancel", -1, EVERY_SECOND, EVERY_SECOND),
                bp3("BP3 over m", 1.0 / M, HIDDEN, BELOW),
                bp4("BP4 no g′", Site::dA),
                bp4("BP4 g′ at A", at -> at.dA().hadamard(gPrime(at, at.A()))));
    }

    private static Report check(Rules mine, long seed) {
        var net = Network.inputs(4).layer(5, TANH).layer(3, SIGMOID).layer(2, TANH).layer(3, SIGMOID).random(seed);
        var random = RandomCase.generator(seed);
        return GradientCheck.of(net, RandomCase.matrix(random, 4, M, 1),
                RandomCase.matrix(random, 3, M, 1)).rules(mine).run();
    }

    private static Stream<Report> reports(Row row) {
        return IntStream.of(9, 10, 11).mapToObj(seed -> check(row.rules(), seed));
    }

    private static Set<Integer> layers(Report report, Kind kind, Predicate<Block> which) {
        return report.blocks().stream().filter(block -> block.quantity().kind() == kind).filter(which)
                .map(Block::quantity).map(Quantity::l)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("table")
    void aFaultInEveryLayerShowsWhereTheRecursionCarriesIt(Row row) {
        reports(row).forEach(report -> {
            assertEquals(row.dZ(), layers(report, Kind.DZ, Block::isFault), "dZ");
            assertEquals(row.dA(), layers(report, Kind.DA, Block::isFault), "dA");
            assertEquals(row.dW(), layers(report, Kind.DW, Block::isFault), "dW");
            assertEquals(row.db(), layers(report, Kind.DB, Block::isFault), "db");
            assertEquals(10, report.blocks().stream().takeWhile(block -> block.verdict() == Verdict.OK).limit(10)
                    .count(), "all up to J is right");
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("table")
    void theFirstFaultIsTold(Row row) {
        reports(row).forEach(report -> assertEquals(row.told(), report.firstFault().orElseThrow().toString()));
    }

    /** With right operands handed in, what cancels shows, and what only follows is right. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("table")
    void aloneItsOwnEquationIsWrongInEveryLayerAndNoOther(Row row) {
        var own = row.formula().output(4).kind();
        reports(row).forEach(report -> {
            for (var kind : Kind.values()) {
                assertEquals(kind == own ? row.causes() : NONE, layers(report, kind, Block::isCause), kind::toString);
            }
        });
    }

    @Test
    void noTwoEquationsShowTheSamePattern() {
        var patterns = table()
                .collect(Collectors.groupingBy(row -> Stream.of(row.dZ(), row.dA(), row.dW(), row.db()).toList(),
                Collectors.mapping(Row::formula, Collectors.toSet())));
        patterns.forEach((pattern, formulas) -> assertEquals(1, formulas.size(), () -> pattern + " for " + formulas));
        assertEquals(10, table().count());
    }
}
