package backstep.check;

import backstep.engine.Formula;
import backstep.engine.Rules;
import backstep.engine.Schedule.Scheduled;
import backstep.matrix.Matrix;
import backstep.mistake.Mistake;
import backstep.network.Loss;
import backstep.network.Network;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A network of the same functions in other sizes, with other examples, on which formulas show that they differ: sizes
 * that are all different, none 1 or 2, and a count of examples that is none of them.
 *
 * @param reference its right values
 */
record TellingProbe(Reference reference) {

    private static final double ALPHA = 0.3;
    private static final List<Integer> COUNTS = List.of(7, 11, 13);
    private static final List<Integer> WIDTHS = List.of(6, 5, 4, 3, 8, 9, 10, 12, 14, 15);

    /** The same sizes with other examples, then other sizes too. */
    static List<TellingProbe> like(Network net, int m) {
        var sizes = IntStream.rangeClosed(0, net.L()).map(net::n).boxed().toList();
        var distinct = IntStream.rangeClosed(0, net.L()).mapToObj(l -> WIDTHS.get(l % WIDTHS.size())).toList();
        int count = COUNTS.stream().filter(c -> c != m && !sizes.contains(c)).findFirst().orElse(17);
        return Stream.of(of(net, sizes, count), of(net, distinct, count)).flatMap(Optional::stream).toList();
    }

    private static Optional<TellingProbe> of(Network net, List<Integer> sizes, int m) {
        try {
            var plan = Network.inputs(sizes.get(0)).loss(net.loss()).penalty(net.penalty());
            for (int l = 1; l <= net.L(); l++) {
                plan = net.hasBias(l) ? plan.layer(sizes.get(l), net.g(l))
                        : plan.layerWithoutBias(sizes.get(l), net.g(l));
            }
            var random = RandomGeneratorFactory.of("L64X128MixRandom").create(m);
            var other = plan.random(m);
            var X = Matrix.generate(sizes.get(0), m, (k, i) -> random.nextDouble(-1, 1));
            var Y = labels(net.loss(), sizes.get(net.L()), m, random);
            return Optional.of(new TellingProbe(new Reference(other, X, other.requireLabels(Y, m), Map.of())));
        } catch (IllegalArgumentException notOfOtherSizes) {
            return Optional.empty(); // an activation of a fixed size, a mask for one, or a loss with labels of its own
        }
    }

    private static Matrix labels(Loss loss, int n, int m, RandomGenerator random) {
        var kind = loss.unweighted();
        return kind == Loss.SOFTMAX_CROSS_ENTROPY ? Matrix.generate(n, m, (k, i) -> k == i % n ? 1 : 0)
                : kind == Loss.CROSS_ENTROPY ? Matrix.generate(n, m, (k, i) -> random.nextInt(2))
                : Matrix.generate(n, m, (k, i) -> random.nextDouble(0.1, 0.9));
    }

    /** Whether each formula differs from each other, at some layer; those of two equations always do. */
    boolean tells(List<Mistake> mistakes) {
        return IntStream.range(0, mistakes.size()).allMatch(one -> IntStream.range(0, one)
                .allMatch(other -> differ(mistakes.get(one), mistakes.get(other))));
    }

    private boolean differ(Mistake one, Mistake other) {
        return one.formula() != other.formula() || layers(one.formula()).anyMatch(l -> {
            var at = reference.site(l, ALPHA);
            return !Match.same(Match.attempt(one.rule(), at), 1, Match.attempt(other.rule(), at), 0);
        });
    }

    /** Whether a formula differs from the right one, at some layer. */
    boolean shows(Mistake mistake) {
        return layers(mistake.formula()).anyMatch(l -> !isRight(mistake, l));
    }

    private boolean isRight(Mistake mistake, int l) {
        var at = reference.site(l, ALPHA);
        var right = Match.attempt(site -> Rules.standard().apply(mistake.formula(), site), at);
        return Match.same(Match.attempt(mistake.rule(), at), 1, right, 0);
    }

    /** Where a pass runs the equation; dX, which no parameter needs, it does not compute. */
    private IntStream layers(Formula formula) {
        return reference.schedule().stream().filter(due -> due.formula() == formula).mapToInt(Scheduled::l)
                .filter(l -> formula != Formula.BP3 || l > 1);
    }

    /** For example {@code 6-5-4 with m = 7}. */
    @Override
    public String toString() {
        var net = reference.net();
        return IntStream.rangeClosed(0, net.L()).mapToObj(l -> "" + net.n(l)).collect(Collectors.joining("-"))
                + " with m = " + reference.m();
    }
}
