package backstep.derivation.gist;

import static backstep.derivation.Index.vector;

import backstep.engine.ForwardPass;
import backstep.matrix.Matrix;
import backstep.network.Quantity;
import backstep.network.Quantity.Kind;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * GIST's cost as a function C(w) of numbered parameters w_1, w_2, … (l.150): layer by layer, each matrix row by row.
 *
 * @param v the network and its M training examples
 * @param positions where w_j stands
 */
record NumberedParameters(GistView v, List<Position> positions) {

    /** An entry of a parameter, rows and columns from 0. */
    record Position(Quantity parameter, int row, int column) {}

    /** The weights alone. */
    static NumberedParameters of(GistView v) {
        return new NumberedParameters(v, positions(v, Kind.W).toList());
    }

    /** The weights and, by "the same idea", the biases. */
    static NumberedParameters andBiases(GistView v) {
        return new NumberedParameters(v, Stream.concat(positions(v, Kind.W), positions(v, Kind.B)).toList());
    }

    private static Stream<Position> positions(GistView v, Kind kind) {
        return v.layers().mapToObj(l -> kind.at(l - 1)).flatMap(parameter -> {
            var value = v.problem().forward().get(parameter);
            return IntStream.range(0, value.rows() * value.columns())
                    .mapToObj(i -> new Position(parameter, i / value.columns(), i % value.columns()));
        });
    }

    /** How many there are. */
    int N() {
        return positions.size();
    }

    /** C(w), by one forward pass for each training example, all at once. */
    double C() {
        return ForwardPass.of(v.problem().net(), v.problem().X()).cost(v.problem().Y());
    }

    /** C(w + εe_j), likewise. */
    double C(int j, double epsilon) {
        var position = positions.get(j - 1);
        var w = v.problem().forward().get(position.parameter());
        var moved = w.with(position.row(), position.column(), w.get(position.row(), position.column()) + epsilon);
        return ForwardPass.of(v.problem().net().with(position.parameter(), moved), v.problem().X())
                .cost(v.problem().Y());
    }

    /** (C(w + εe_j) − C(w)) / ε for j = 1, …, N. */
    Matrix forwardDifferences(double epsilon) {
        double here = C();
        return vector(N(), j -> (C(j, epsilon) - here) / epsilon);
    }

    /** (C(w + εe_j) − C(w − εe_j)) / 2ε for j = 1, …, N. */
    Matrix centralDifferences(double epsilon) {
        return vector(N(), j -> (C(j, epsilon) - C(j, -epsilon)) / (2 * epsilon));
    }

    /** Derivatives in this numbering, from those of each parameter. */
    Matrix numbered(Function<Quantity, Matrix> gradient) {
        return vector(N(), j -> gradient.apply(positions.get(j - 1).parameter())
                .get(positions.get(j - 1).row(), positions.get(j - 1).column()));
    }

    /** The derivatives of the backward pass in this numbering. */
    Matrix gradient() {
        var backward = v.problem().backward();
        return numbered(parameter -> parameter.kind() == Kind.W ? backward.dW(parameter.l())
                : backward.db(parameter.l()));
    }
}
