package backstep.sample;

import backstep.matrix.Matrix;
import backstep.network.Activation;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/**
 * Activations of a whole column or a whole batch as a user would write them, right ones and, of each, one with a wrong
 * pullback.
 */
public record OwnActivation(String name, UnaryOperator<Matrix> ofZ, BinaryOperator<Matrix> back,
        boolean mixesExamples) implements Activation {

    private static final double EPSILON = 1e-5;

    /** a = z − the mean of its column. */
    public static final OwnActivation CENTRED_COLUMN = new OwnActivation("centred column",
            Z -> Z.minus(ofColumns(Z)), (dA, Z) -> dA.minus(ofColumns(dA)), false);

    /** Layer normalisation without parameters: a = (z − mean)/√(variance + ε) of its column. */
    public static final OwnActivation NORMAL_COLUMN = new OwnActivation("normal column",
            Z -> centred(Z).hadamard(perDeviation(Z)), OwnActivation::throughNormal, false);

    /** a = z − the mean of its row: what the unit does for this example beside all others. */
    public static final OwnActivation CENTRED_BATCH = new OwnActivation("centred batch",
            Z -> CENTRED_COLUMN.A(Z.transpose()).transpose(),
            (dA, Z) -> CENTRED_COLUMN.pullback(dA.transpose(), Z.transpose()).transpose(), true);

    /** Batch normalisation without parameters. */
    public static final OwnActivation NORMAL_BATCH = new OwnActivation("normal batch",
            Z -> NORMAL_COLUMN.A(Z.transpose()).transpose(),
            (dA, Z) -> NORMAL_COLUMN.pullback(dA.transpose(), Z.transpose()).transpose(), true);

    public static final List<OwnActivation> ALL = List.of(CENTRED_COLUMN, NORMAL_COLUMN, CENTRED_BATCH, NORMAL_BATCH);

    /** The means of the columns, in every row. */
    private static Matrix ofColumns(Matrix matrix) {
        return Matrix.ones(matrix.rows(), matrix.rows()).times(matrix).times(1.0 / matrix.rows());
    }

    private static Matrix centred(Matrix Z) {
        return Z.minus(ofColumns(Z));
    }

    private static Matrix perDeviation(Matrix Z) {
        return ofColumns(centred(Z).hadamard(centred(Z))).map(variance -> 1 / Math.sqrt(variance + EPSILON));
    }

    /** (dA − mean dA − A mean(dA ∘ A)) / deviation. */
    private static Matrix throughNormal(Matrix dA, Matrix Z) {
        var A = centred(Z).hadamard(perDeviation(Z));
        return dA.minus(ofColumns(dA)).minus(A.hadamard(ofColumns(dA.hadamard(A)))).hadamard(perDeviation(Z));
    }

    /** The same function with a pullback that forgets that an output depends on more than its own Z. */
    public OwnActivation forgetful() {
        return new OwnActivation(name + " that forgets", ofZ, (dA, Z) -> {
            var one = Matrix.ones(Z.rows(), Z.columns()).times(0);
            return Matrix.generate(Z.rows(), Z.columns(), (k, i) -> back.apply(one.with(k, i, dA.get(k, i)), Z)
                    .get(k, i));
        }, mixesExamples);
    }

    @Override
    public Matrix A(Matrix Z) {
        return ofZ.apply(Z);
    }

    @Override
    public Matrix pullback(Matrix dA, Matrix Z) {
        return back.apply(dA, Z);
    }

    @Override
    public String toString() {
        return name;
    }
}
