package backstep.derivation.efavdb;

import static backstep.estimate.NumericalGradient.slope;
import static backstep.derivation.Index.sum;
import static backstep.derivation.Index.vector;

import backstep.matrix.Matrix;

/**
 * Smooth functions for the chain rule of l.100, made from a network's numbers: u_i(x) = sin(w_i x + i) and f(u) = exp(Σ
 * w_i u_i / k) (1 + Σ u_i²).
 *
 * @param w the weights of the first neuron, k×1
 * @param x where the derivatives are taken
 */
record SmoothFunctions(Matrix w, double x) {

    static SmoothFunctions of(EfavdbView v) {
        return new SmoothFunctions(v.w(1, 1), v.A(0, 1, 1));
    }

    int k() {
        return w.rows();
    }

    double u(int i, double x) {
        return Math.sin(w.get(i - 1, 0) * x + i);
    }

    Matrix u(double x) {
        return vector(k(), i -> u(i, x));
    }

    double f(Matrix u) {
        return Math.exp(sum(k(), i -> w.get(i - 1, 0) * u.get(i - 1, 0)) / k())
                * (1 + sum(k(), i -> u.get(i - 1, 0) * u.get(i - 1, 0)));
    }

    /** f at u(x), but for u_i. */
    double f(int i, double ui) {
        return f(u(x).with(i - 1, 0, ui));
    }

    /** ∂f/∂u_i, by central differences. */
    double fByU(int i) {
        return slope(ui -> f(i, ui), u(i, x));
    }

    /** du_i/dx, by central differences. */
    double uByX(int i) {
        return slope(t -> u(i, t), x);
    }
}
