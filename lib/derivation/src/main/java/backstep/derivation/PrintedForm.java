package backstep.derivation;

import static java.util.Objects.requireNonNull;

import backstep.derivation.Comparison.Pair;
import backstep.derivation.Comparison.Sides;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * A printed form and its correction, beside the same estimate.
 *
 * @param <V> the reference's view
 * @param id for example {@code E003-3col}
 * @param latex the printed form
 * @param networks on which it is tried, made when they are first asked for; none for those of the derivation
 * @param domain where the two can differ
 * @param printed the printed form, literally
 * @param sides the corrected form and the estimate
 * @param isRight whether the printed form is right after all
 */
public record PrintedForm<V extends View>(String id, String latex, Supplier<List<Problem>> networks, Domain<V> domain,
        Expression<V> printed, Sides<V> sides, boolean isRight) {

    /** Refuses what is not there. */
    public PrintedForm {
        requireNonNull(id, "id is null");
        requireNonNull(latex, "latex is null");
        requireNonNull(networks, "networks is null");
        requireNonNull(domain, "domain is null");
        requireNonNull(printed, "printed is null");
        requireNonNull(sides, "sides is null");
    }

    /**
     * A printed form in the place of an equation: the same domain, the same estimate, which the equation's own value
     * meets.
     *
     * @param <V> the reference's view
     * @param id the identifier
     * @param latex the printed form
     * @param right the equation as corrected
     * @param printed the printed form, literally
     * @return to be tried on the networks of the derivation
     */
    public static <V extends View> PrintedForm<V> of(String id, String latex, Equation<V> right,
            Expression<V> printed) {
        return new PrintedForm<>(id, latex, List::of, right.domain(), printed, right.comparison().sides(), false);
    }

    /**
     * A printed form, where it can differ from the corrected one.
     *
     * @param <V> the reference's view
     * @param id the identifier
     * @param latex the printed form
     * @param domain where the two can differ
     * @param printed the printed form, literally
     * @param corrected what is right
     * @param expected the estimate
     * @return to be tried on the networks of the derivation
     */
    public static <V extends View> PrintedForm<V> of(String id, String latex, Domain<V> domain, Expression<V> printed,
            Expression<V> corrected, Expression<V> expected) {
        requireNonNull(corrected, "corrected is null");
        requireNonNull(expected, "expected is null");
        return new PrintedForm<>(id, latex, List::of, domain, printed,
                (v, l) -> new Pair(corrected.at(v, l), expected.at(v, l)), false);
    }

    /**
     * The same form on networks of its own.
     *
     * @param others instead of those of the derivation
     * @return the form
     */
    public PrintedForm<V> on(Supplier<List<Problem>> others) {
        requireNonNull(others, "others is null");
        return new PrintedForm<>(id, latex, new Once<>(others), domain, printed, sides, isRight);
    }

    /**
     * The same form at these layers only, where it can differ from the corrected one.
     *
     * @param layers in the reference's count
     * @return the form
     */
    public PrintedForm<V> at(Function<V, IntStream> layers) {
        return new PrintedForm<>(id, latex, networks, domain.at(layers), printed, sides, isRight);
    }

    /**
     * The same form, which is right as printed.
     *
     * @return the form
     */
    public PrintedForm<V> rightAfterAll() {
        return new PrintedForm<>(id, latex, networks, domain, printed, sides, true);
    }
}
