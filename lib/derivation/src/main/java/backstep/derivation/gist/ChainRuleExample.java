package backstep.derivation.gist;

import static backstep.estimate.NumericalGradient.slope;
import static backstep.derivation.Index.sum;
import static backstep.derivation.Index.vector;

import backstep.matrix.Matrix;
import java.util.function.DoubleUnaryOperator;

/**
 * Smooth functions to try a chain rule on: x_i(t) = sin(Σ_j w_ij t_j + b_i) + ½ Σ_j w_ij t_j², y(x) = Σ_i b_i x_i² +
 * sin(Σ_i x_i).
 *
 * @param w n×m
 * @param b n×1
 * @param t where, m×1
 */
record ChainRuleExample(Matrix w, Matrix b, Matrix t) {

    /** n, the count of the x_i. */
    int n() {
        return w.rows();
    }

    /** m, the count of the t_j. */
    int m() {
        return w.columns();
    }

    /** (x_1, …, x_n) at t. */
    Matrix x(Matrix at) {
        return vector(n(), i -> x(i, at));
    }

    /** x_i at t. */
    double x(int i, Matrix at) {
        return Math.sin(sum(m(), j -> w.get(i - 1, j - 1) * at.get(j - 1, 0)) + b.get(i - 1, 0))
                + sum(m(), j -> w.get(i - 1, j - 1) * at.get(j - 1, 0) * at.get(j - 1, 0)) / 2;
    }

    /** y at x. */
    double y(Matrix x) {
        return sum(n(), i -> b.get(i - 1, 0) * x.get(i - 1, 0) * x.get(i - 1, 0)) + Math.sin(x.sum());
    }

    /** ∂y/∂x_i, x being that of t. */
    double dydx(int i, Matrix at) {
        var x = x(at);
        return slope(entry -> y(x.with(i - 1, 0, entry)), x.get(i - 1, 0));
    }

    /** ∂x_i/∂t_j. */
    double dxdt(int i, int j) {
        return slope(entry -> x(i, t.with(j - 1, 0, entry)), t.get(j - 1, 0));
    }

    /** ∂y/∂t_j of the composite function, without the x_i. */
    double dydt(int j) {
        return slope(entry -> y(x(t.with(j - 1, 0, entry))), t.get(j - 1, 0));
    }

    /** y at t, from y at t = 0 and what each x_i contributes on the straight way from there. */
    double yAlongTheWay() {
        return y(x(t.times(0))) + integral(s -> sum(n(), i -> dydx(i, t.times(s)) * slope(r -> x(i, t.times(r)), s)));
    }

    /** From 0 to 1, by Simpson's rule. */
    private static double integral(DoubleUnaryOperator f) {
        int intervals = 500;
        return sum(0, intervals, i -> (i == 0 || i == intervals ? 1 : i % 2 == 0 ? 2 : 4)
                * f.applyAsDouble((double) i / intervals)) / (3 * intervals);
    }
}
