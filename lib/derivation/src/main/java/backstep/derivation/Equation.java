package backstep.derivation;

import static java.util.Objects.requireNonNull;

import backstep.matrix.Matrix;
import backstep.network.Network;
import backstep.typeset.Showable;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One equation of a reference, to be read, evaluated in its own notation, and verified.
 *
 * <p>An {@link EquationBuilder} makes it from a row of the reference's list; {@link #verify} evaluates it wherever it
 * holds on a network, and holds each value to its estimate.
 *
 * @param <V> the reference's view
 * @param statement what is written
 * @param domain where it holds
 * @param value the right-hand side
 * @param comparison what it is held to
 */
public record Equation<V extends View>(Statement statement, Domain<V> domain, Expression<V> value,
        Comparison<V> comparison) implements Showable {

    /** Refuses what is not there. */
    public Equation {
        requireNonNull(statement, "statement is null");
        requireNonNull(domain, "domain is null");
        requireNonNull(value, "value is null");
        requireNonNull(comparison, "comparison is null");
    }

    /**
     * The identifier.
     *
     * @return for example {@code efavdb-BP1}
     */
    public String id() {
        return statement.id();
    }

    /**
     * Where it stands in the reference.
     *
     * @return number and line
     */
    public String place() {
        return statement.place();
    }

    /**
     * The equation, corrected where it is wrong as printed.
     *
     * @return LaTeX without dollars
     */
    public String latex() {
        return statement.latex();
    }

    /**
     * What it is compared with.
     *
     * @return the kind of estimate
     */
    public Evidence evidence() {
        return comparison.evidence();
    }

    /**
     * Its value at one layer.
     *
     * @param v the view, as the derivation's {@link Derivation#on on} gives it
     * @param l the layer, as the reference counts
     * @return the right-hand side, computed literally
     * @throws IllegalArgumentException if the equation does not cover the network; the condition is named
     */
    public Matrix value(V v, int l) {
        require(v, v.problem());
        return value.at(v, l);
    }

    /**
     * What its value, or what follows from it, must equal at one layer.
     *
     * @param v the view
     * @param l the layer, as the reference counts
     * @return the estimate
     */
    public Matrix expected(V v, int l) {
        return comparison.sides().at(v, l).expected();
    }

    /**
     * Everything it says of a network.
     *
     * @param net the network
     * @param X n_0×m
     * @param Y n_L×m
     * @return value and estimate, layer by layer (and example by example)
     * @throws IllegalArgumentException if the reference or this equation does not cover the network; the condition is
     *     named
     */
    public List<Evaluated> on(Network net, Matrix X, Matrix Y) {
        var problem = new Problem(net, X, Y);
        require(domain.view().apply(domain.eachExample() ? problem.example(1) : problem), problem);
        var evaluations = on(problem).toList();
        if (evaluations.isEmpty()) {
            throw new IllegalArgumentException(
                    "%s %s holds at no layer of the network given: %s".formatted(id(), place(), net));
        }
        return evaluations;
    }

    /**
     * Holds it to its estimate on a network.
     *
     * @param net the network
     * @param X n_0×m
     * @param Y n_L×m
     * @return the equation with the error at each point of its domain
     * @throws IllegalStateException if it is farther off than its {@linkplain Evidence#limit limit} somewhere
     * @throws IllegalArgumentException if the reference does not cover the network; the condition is named
     */
    public Verified verify(Network net, Matrix X, Matrix Y) {
        return new Verified(id(), place(), latex(), evidence(), on(net, X, Y)).orThrow();
    }

    /** Nothing on a network that the equation is not about. */
    Stream<Evaluated> on(Problem problem) {
        return domain.visit(problem, (v, point) -> evaluated(v, point));
    }

    private Evaluated evaluated(V v, Domain.Point point) {
        var pair = comparison.sides().at(v, point.layer());
        return new Evaluated(id(), latex(), point.toString(), pair.given(), pair.expected());
    }

    private void require(V v, Problem given) {
        var demand = domain.demand();
        if (!demand.met().test(v)) {
            throw new IllegalArgumentException("%s: %s; given: %s".formatted(id(), demand.condition(), given));
        }
    }

    /** As it is read: with its place, its shapes, and what it is in the canonical notation. */
    @Override
    public String toString() {
        return statement.toString();
    }

    @Override
    public Map<String, String> forms() {
        return Map.of(TEXT, toString(), MARKDOWN, statement.markdown());
    }
}
