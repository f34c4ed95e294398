package backstep.engine;

import static backstep.matrix.Matrix.ones;

import backstep.matrix.Matrix;
import backstep.network.Activation;
import backstep.network.Loss;

/**
 * The equations of backpropagation, one method each.
 *
 * <p>Examples are columns; dA and dZ hold each example's own derivative in its column, dW and db those of the cost J.
 * Sources: EFAVDB is Cathy Yeh, "Backpropagation in neural networks" (efavdb.com/backpropagation-in-neural-networks).
 */
public final class Backprop {

    private Backprop() {}

    /**
     * Equation (2), the linear part of a layer: Z = W A_prev + b 1ᵀ.
     *
     * @param W n_l×n_{l−1}
     * @param APrev A[l−1], n_{l−1}×m
     * @param b n_l×1
     * @return Z[l], n_l×m
     * @throws IllegalArgumentException if W has not as many columns as A[l−1] has rows, or b is not n_l×1; source EFAVDB (2)
     */
    public static Matrix Z(Matrix W, Matrix APrev, Matrix b) {
        Shapes.product("(2) Z = W A + b 1ᵀ", "W", W, "A", APrev);
        Shapes.same("(2) Z = W A + b 1ᵀ", "W 1", ones(W.rows(), 1), "b", b);
        // (2)  Z = W A + b 1ᵀ
        return W.times(APrev).plus(b.times(ones(1, APrev.columns())));
    }

    /**
     * Equation (1), the activation of a layer: A = g(Z).
     *
     * @param g the activation of layer l
     * @param z Z[l], n_l×m
     * @return A[l], n_l×m; source EFAVDB (1)
     */
    public static Matrix A(Activation g, Matrix z) {
        // (1)  A = g(Z)
        return g.A(z);
    }

    /**
     * Each example's loss, from Z[L].
     *
     * @param loss squared error, cross-entropy or one's own
     * @param g the activation of layer L
     * @param z Z[L], n_L×m
     * @param y Y, n_L×m
     * @return ℓ, 1×m
     * @throws IllegalArgumentException if Z[L] and Y have not one shape; source EFAVDB, between (2) and (3)
     */
    public static Matrix losses(Loss loss, Activation g, Matrix z, Matrix y) {
        Shapes.same("loss of each example", "Z[L]", z, "Y", y);
        return loss.fromZ(g, z, y);
    }

    /**
     * Equation (3), the cost: J = (1/m) Σ ℓ_i.
     *
     * @param losses each example's loss, 1×m
     * @return J
     * @throws IllegalArgumentException if the losses are not one row; source EFAVDB (3)
     */
    public static double cost(Matrix losses) {
        double m = losses.columns();
        Shapes.same("(3) J = (1/m) Σ loss", "1ᵀ", ones(1, losses.columns()), "loss", losses);
        // (3)  J = (1/m) Σ loss_i
        return losses.sum() / m;
    }

    /**
     * The derivative of each example's loss with respect to the outputs: dA[L] = ∂ℓ/∂A[L].
     *
     * @param loss squared error: A − Y; cross-entropy: −Y/A + (1 − Y)/(1 − A); softmax cross-entropy: −Y/A
     * @param a A[L], n_L×m
     * @param y Y, n_L×m
     * @return dA[L], n_L×m
     * @throws IllegalArgumentException if A[L] and Y have not one shape; implied by EFAVDB, start of the recursion
     */
    public static Matrix dA(Loss loss, Matrix a, Matrix y) {
        Shapes.same("dA[L] = ∂loss/∂A[L]", "A[L]", a, "Y", y);
        return loss.dA(a, y);
    }

    /**
     * The output delta: dZ[L] = ∂ℓ/∂Z[L].
     *
     * @param loss squared error: (A − Y) ∘ g′(Z); cross-entropy: A − Y
     * @param g the activation of layer L
     * @param z Z[L], n_L×m
     * @param y Y, n_L×m
     * @return dZ[L], n_L×m, finite also where dA[L] is not
     * @throws IllegalArgumentException if Z[L] and Y have not one shape; source UFLDL, l = L
     */
    public static Matrix dZ(Loss loss, Activation g, Matrix z, Matrix y) {
        Shapes.same("dZ[L] = ∂loss/∂Z[L]", "Z[L]", z, "Y", y);
        return loss.dZ(g, z, y);
    }

    /**
     * BP1: dW = (1/m) dZ A_prevᵀ.
     *
     * @param dZ n_l×m
     * @param APrev A[l−1], n_{l−1}×m
     * @return dW[l], n_l×n_{l−1}
     * @throws IllegalArgumentException if dZ and A[l−1] have not the same m columns; source EFAVDB (BP1)
     */
    public static Matrix bp1(Matrix dZ, Matrix APrev) {
        double m = dZ.columns();
        Shapes.product("BP1 dW = (1/m) dZ Aᵀ", "dZ", dZ, "Aᵀ", APrev.transpose());
        // BP1  dW = (1/m) dZ Aᵀ
        return dZ.times(APrev.transpose()).times(1 / m);
    }

    /**
     * BP2: db = (1/m) dZ 1, the mean of dZ over the examples.
     *
     * @param dZ n_l×m
     * @return db[l], n_l×1; source EFAVDB (BP2)
     */
    public static Matrix bp2(Matrix dZ) {
        double m = dZ.columns();
        // BP2  db = (1/m) dZ 1
        return dZ.times(ones(dZ.columns(), 1)).times(1 / m);
    }

    /**
     * BP3: dA_prev = Wᵀ dZ.
     *
     * @param W n_l×n_{l−1}, as the forward pass used it (not yet updated)
     * @param dZ n_l×m
     * @return dA[l−1], n_{l−1}×m
     * @throws IllegalArgumentException if W has not as many rows as dZ; source EFAVDB (BP3)
     */
    public static Matrix bp3(Matrix W, Matrix dZ) {
        Shapes.product("BP3 dA = Wᵀ dZ", "Wᵀ", W.transpose(), "dZ", dZ);
        // BP3  dA_prev = Wᵀ dZ
        return W.transpose().times(dZ);
    }

    /**
     * BP4: dZ = dA ∘ g′(Z); for softmax, which is not elementwise, dZ = A ∘ (dA − 11ᵀ(A ∘ dA)).
     *
     * @param dA n_l×m
     * @param g the activation of layer l
     * @param z Z[l], n_l×m (g′ is taken at Z, not at A)
     * @return dZ[l], n_l×m
     * @throws IllegalArgumentException if dA and Z have not one shape; source EFAVDB (BP4)
     */
    public static Matrix bp4(Matrix dA, Activation g, Matrix z) {
        Shapes.same("BP4 dZ = dA ∘ g′(Z)", "dA", dA, "Z", z);
        if (g == Activation.SOFTMAX) {
            var a = A(g, z);
            // BP4 of softmax  dZ = A ∘ (dA − 11ᵀ(A ∘ dA))
            return a.hadamard(dA.minus(ones(a.rows(), a.rows()).times(a.hadamard(dA))));
        }
        // BP4  dZ = dA ∘ g′(Z)
        return dA.hadamard(z.map(g::gPrime));
    }

    /**
     * The update of one parameter: θ_new = θ − α dθ.
     *
     * @param theta W[l] or b[l]
     * @param alpha the learning rate
     * @param dTheta dW[l] or db[l], taken at the old parameters
     * @return the new parameter, of the same shape
     * @throws IllegalArgumentException if the shapes differ; source EFAVDB, gradient descent
     */
    public static Matrix update(Matrix theta, double alpha, Matrix dTheta) {
        Shapes.same("update θ − α dθ", "θ", theta, "dθ", dTheta);
        return theta.minus(dTheta.times(alpha));
    }
}
