package backstep.check;

import backstep.engine.BackwardPass;
import backstep.matrix.Matrix;
import backstep.network.Network;
import backstep.network.Quantity;
import backstep.network.Quantity.Kind;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One step that somebody made: what was there before, and what came of it.
 *
 * @param before θ before it, by the names W[l] and b[l]
 * @param gradients dW[l] and db[l], and whatever else a mistake may reach for, such as dZ[l]
 * @param after θ after it
 * @param stateBefore what the rule kept before it, by the parameter's name; empty where that is not given
 * @param stateAfter what the rule keeps after it
 * @param thrown what was thrown in the place of a θ
 * @param m the count of examples; 0 if it was not said
 * @param batch what the gradients are of; null if it was not said
 */
record UpdateStep(Map<Quantity, Matrix> before, Map<Quantity, Matrix> gradients, Map<Quantity, Matrix> after,
        Map<Quantity, List<Matrix>> stateBefore, Map<Quantity, List<Matrix>> stateAfter,
        Map<Quantity, String> thrown, int m, Batch batch) {

    /** A network with the parameters before the step, and the data of the step. */
    record Batch(Network net, Matrix X, Matrix Y) {}

    UpdateStep {
        before = Map.copyOf(before);
        gradients = Map.copyOf(gradients);
        after = Map.copyOf(after);
        stateBefore = Map.copyOf(stateBefore);
        stateAfter = Map.copyOf(stateAfter);
        thrown = Map.copyOf(thrown);
    }

    static UpdateStep of(Map<Quantity, Matrix> before, Map<Quantity, Matrix> gradients, int m, Batch batch) {
        return new UpdateStep(before, gradients, Map.of(), Map.of(), Map.of(), Map.of(), m, batch);
    }

    /** By the gradients of a pass, whose network is what was there before. */
    static UpdateStep of(BackwardPass pass) {
        var net = pass.network();
        var X = pass.get(Kind.A.at(0));
        return of(net.parameters(), UpdateOrder.gradients(pass), X.columns(),
                new Batch(net, X, pass.get(Kind.Y.at(net.L()))));
    }

    /** Refuses gradients that are not of the parameters. */
    UpdateStep requireFitting() {
        if (parameters().isEmpty()) {
            throw new IllegalArgumentException("an update needs W[l] with dW[l] or b[l] with db[l], given: %s and %s"
                    .formatted(before.keySet(), gradients.keySet()));
        }
        for (var parameter : parameters()) {
            var theta = before.get(parameter);
            var name = gradientOf(parameter);
            var gradient = gradients.get(name);
            if (!theta.sameShape(gradient)) {
                var other = parameter.kind() == Kind.W && gradient.columns() == 1 ? "; is it db[%d]?"
                        : gradient.sameShape(theta.transpose()) ? "; is a transpose missing?"
                        : parameter.kind() == Kind.B ? "; is it dW[%d], or dZ[%1$d] before BP2?" : "; is it dZ[%d]?";
                throw new IllegalArgumentException("update θ − α dθ: %s is %s, %s is %s: both need one shape%s"
                        .formatted(parameter, theta.shape(), name, gradient.shape(),
                        other.formatted(parameter.l())));
            }
            if (!theta.isFinite() || !gradient.isFinite()) {
                throw new IllegalArgumentException("update θ − α dθ: %s and %s need to be finite"
                        .formatted(parameter, name));
            }
        }
        return this;
    }

    UpdateStep after(Map<Quantity, Matrix> values, Map<Quantity, String> refusals) {
        return new UpdateStep(before, gradients, values, stateBefore, stateAfter, refusals, m, batch);
    }

    UpdateStep states(Map<Quantity, List<Matrix>> earlier, Map<Quantity, List<Matrix>> later) {
        return new UpdateStep(before, gradients, after, earlier, later, thrown, m, batch);
    }

    UpdateStep of(int examples, Batch data) {
        return new UpdateStep(before, gradients, after, stateBefore, stateAfter, thrown, examples, data);
    }

    /** The parameters that have a gradient, layer by layer. */
    List<Quantity> parameters() {
        return before.keySet().stream()
                .filter(name -> name.kind() == Kind.W || name.kind() == Kind.B)
                .filter(name -> gradients.containsKey(gradientOf(name)))
                .sorted(Comparator.comparingInt(Quantity::l).thenComparing(Quantity::kind)).toList();
    }

    /** Those of them whose outcome is known. */
    List<Quantity> judged() {
        return parameters().stream().filter(name -> after.containsKey(name) || thrown.containsKey(name)).toList();
    }

    /** dW[l] for W[l], db[l] for b[l]. */
    static Quantity gradientOf(Quantity parameter) {
        return (parameter.kind() == Kind.W ? Kind.DW : Kind.DB).at(parameter.l());
    }

    /** Refuses states that are not of the rule. */
    void requireStates(int needed) {
        Stream.of(stateBefore, stateAfter).forEach(states -> states.forEach((name, given) -> {
            var theta = before.get(name);
            if (theta == null || given.size() < needed || !given.stream().allMatch(theta::sameShape)) {
                throw new IllegalArgumentException("the state of %s needs %d of the shape %s, given: %s".formatted(
                        name, needed, theta == null ? "that it has (no such parameter was given)" : theta.shape(),
                        given.stream().map(Matrix::shape).toList()));
            }
        }));
    }

    /** All numbers that somebody's code wrote. */
    Stream<Matrix> written() {
        return Stream.concat(Stream.of(before, after).flatMap(values -> values.values().stream()),
                Stream.of(stateBefore, stateAfter).flatMap(values -> values.values().stream()).flatMap(List::stream));
    }
}
