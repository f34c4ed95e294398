package backstep.derivation;

import static java.util.Objects.requireNonNull;

import backstep.matrix.Matrix;
import backstep.matrix.NonNull;
import backstep.network.Network;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A derivation of backpropagation as data: its equations, its claims, its errata, and its view of a network.
 *
 * @param <V> its view: its letters and its indices
 * @param name for example {@code EFAVDB}
 * @param source title, author and address, where the document gives them
 * @param conventions its letters and indices beside the canonical ones
 * @param view sees a network and its data in its notation; refuses what the reference does not cover
 * @param networks those on which it is verified, made when they are first asked for
 * @param equations in the order of the document
 * @param claims in the order of the document
 * @param errata in the order of the document
 */
public record Derivation<V extends View>(String name, String source, Conventions conventions,
        Function<Problem, V> view, Supplier<List<Problem>> networks, List<Equation<V>> equations, List<Claim> claims,
        List<Erratum<V>> errata) {

    /** Copies the lists, and keeps the networks once they are made. */
    public Derivation {
        requireNonNull(name, "name is null");
        requireNonNull(source, "source is null");
        requireNonNull(conventions, "conventions is null");
        requireNonNull(view, "view is null");
        networks = new Once<>(requireNonNull(networks, "networks is null"));
        equations = NonNull.list("equations", equations);
        claims = NonNull.list("claims", claims);
        errata = NonNull.list("errata", errata);
    }

    /**
     * One network in this derivation's notation.
     *
     * @param net the network
     * @param X n_0×m
     * @param Y n_L×m
     * @return its view
     * @throws IllegalArgumentException if the reference does not cover the network; the condition is named
     */
    public V on(Network net, Matrix X, Matrix Y) {
        return view.apply(new Problem(net, X, Y));
    }

    /**
     * One equation.
     *
     * @param id the identifier, for example {@code efavdb-BP1}
     * @return the equation
     * @throws NoSuchElementException if there is none; those that there are are named
     */
    public Equation<V> equation(String id) {
        requireNonNull(id, "id is null");
        return equations.stream().filter(equation -> equation.id().equals(id)).findFirst()
                .orElseThrow(() -> new NoSuchElementException("%s has no equation %s; it has %s".formatted(
                        name, id, ids().collect(Collectors.joining(", ")))));
    }

    /**
     * The identifiers of its equations and claims.
     *
     * @return as in the lists
     */
    public Stream<String> ids() {
        return Stream.concat(equations.stream().map(Equation::id), claims.stream().map(Claim::id));
    }

    /**
     * Verifies every equation, claim and erratum.
     *
     * @return one line for each
     */
    public Verification verify() {
        return Verification.of(this);
    }

    /**
     * Its errata, with the numbers that decide.
     *
     * @return one entry for each
     */
    public Gallery gallery() {
        return Gallery.of(this);
    }

    @Override
    public String toString() {
        return "%s: %s; %d equations, %d claims, %d errata".formatted(
                name, source, equations.size(), claims.size(), errata.size());
    }
}
