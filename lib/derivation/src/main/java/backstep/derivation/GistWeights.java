package backstep.derivation;

import static backstep.derivation.Index.vector;

import backstep.matrix.Matrix;
import backstep.network.Quantity;
import backstep.network.Quantity.Kind;
import backstep.engine.ForwardPass;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * GIST's cost as a function C(w) of numbered parameters w_1, w_2, … (l.150): layer by layer, each matrix row by row.
 *
 * @param v the network and its M training examples
 * @param places where w_j stands
 */
record GistWeights(GistView v, List<Place> places) {

    /** An entry of a parameter, rows and columns from 0. */
    record Place(Quantity parameter, int row, int column) {}

    /** The weights alone. */
    static GistWeights of(GistView v) {
        return new GistWeights(v, places(v, Kind.W).toList());
    }

    /** The weights and, by "the same idea", the biases. */
    static GistWeights andBiases(GistView v) {
        return new GistWeights(v, Stream.concat(places(v, Kind.W), places(v, Kind.B)).toList());
    }

    private static Stream<Place> places(GistView v, Kind kind) {
        return v.layers().mapToObj(l -> kind.at(l - 1)).flatMap(parameter -> {
            var value = v.setting().forward().get(parameter);
            return IntStream.range(0, value.rows() * value.columns()).mapToObj(i -> new Place(parameter, i / value.columns(), i % value.columns()));
        });
    }

    /** How many there are. */
    int N() {
        return places.size();
    }

    /** C(w), by one forward pass for each training example, all at once. */
    double C() {
        return ForwardPass.of(v.setting().net(), v.setting().X()).cost(v.setting().Y());
    }

    /** C(w + εe_j), likewise. */
    double C(int j, double epsilon) {
        var place = places.get(j - 1);
        var w = v.setting().forward().get(place.parameter());
        var moved = w.with(place.row(), place.column(), w.get(place.row(), place.column()) + epsilon);
        return ForwardPass.of(v.setting().net().with(place.parameter(), moved), v.setting().X()).cost(v.setting().Y());
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
        return vector(N(), j -> gradient.apply(places.get(j - 1).parameter()).get(places.get(j - 1).row(), places.get(j - 1).column()));
    }

    /** The derivatives of the backward pass in this numbering. */
    Matrix gradient() {
        var backward = v.setting().backward();
        return numbered(parameter -> parameter.kind() == Kind.W ? backward.dW(parameter.l()) : backward.db(parameter.l()));
    }
}
