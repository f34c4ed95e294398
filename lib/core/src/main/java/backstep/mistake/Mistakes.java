package backstep.mistake;

import static java.util.Objects.requireNonNull;

import backstep.engine.Formula;
import backstep.network.Network;
import java.util.List;
import java.util.stream.Stream;

/** The mistakes that the library knows by name. */
public final class Mistakes {

    private static final List<Mistake> FACTORS = FactorMistakes.all().toList();
    private static final List<Mistake> ALL = Stream.of(ForwardMistakes.all(), OutputMistakes.all(),
            BackwardMistakes.all(), FACTORS.stream(), PenaltyMistakes.all(), WeightMistakes.all()).flatMap(of -> of)
            .toList();

    private Mistakes() {}

    /**
     * All of them.
     *
     * @return from the forward equations to the penalty
     */
    public static List<Mistake> all() {
        return ALL;
    }

    /**
     * Those that are the right value times a number; on what another mistake gives they make a pair with it.
     *
     * @return a part of {@link #all()}
     */
    public static List<Mistake> factors() {
        return FACTORS;
    }

    /**
     * Those that can be made in an equation of a network.
     *
     * @param formula the equation
     * @param net the network
     * @return mistakes that concern its loss and its penalty
     */
    public static List<Mistake> in(Formula formula, Network net) {
        requireNonNull(formula, "formula");
        requireNonNull(net, "net");
        return ALL.stream().filter(mistake -> mistake.formula() == formula && mistake.concerns().test(net)).toList();
    }

    /**
     * The right equation, in words that fit every loss and activation.
     *
     * @param formula which one
     * @return for example {@code dA_prev = Wᵀ dZ}
     */
    public static String right(Formula formula) {
        return Equation.rightForm(requireNonNull(formula, "formula is null"));
    }

    /**
     * A mistake by its id.
     *
     * @param id for example {@code BP3/W-not-transposed}
     * @return the mistake
     * @throws IllegalArgumentException if there is none of that id
     */
    public static Mistake named(String id) {
        requireNonNull(id, "id");
        return ALL.stream().filter(mistake -> mistake.id().equals(id)).findFirst().orElseThrow(() ->
                new IllegalArgumentException("no mistake is called %s; Mistakes.all() has their ids".formatted(id)));
    }
}
