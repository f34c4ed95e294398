package backstep.engine;

import static backstep.matrix.Matrix.ones;

import backstep.matrix.Matrix;
import backstep.network.Activation;
import backstep.network.Loss;
import backstep.network.Penalty;

/**
 * Backpropagation on one page: the equations, one method each, and below them the order of the two passes.
 *
 * <p>Examples are columns; dA and dZ hold each example's own derivative in its column, dW and db those of the cost J.
 * Every equation refuses operands whose shapes do not fit, with both shapes and the likely cause.
 * Sources: EFAVDB is Cathy Yeh, "Backpropagation in neural networks" (efavdb.com/backpropagation-in-neural-networks);
 * UFLDL, l = L.
 */
public final class Backprop {

    private Backprop() {}

    /** (2), the linear part of a layer: W n_l×n_{l−1}, APrev n_{l−1}×m, b n_l×1 → Z n_l×m; EFAVDB (2). */
    public static Matrix Z(Matrix W, Matrix APrev, Matrix b) {
        Shapes.product("(2) Z = W A + b 1ᵀ", "W", W, "A", APrev);
        Shapes.shape("(2) Z = W A + b 1ᵀ", "W 1", W.rows(), 1, "b", b);
        // (2)  Z = W A + b 1ᵀ
        return W.times(APrev).plus(b.times(ones(1, APrev.columns())));
    }

    /** (1), the activation of a layer: Z n_l×m → A n_l×m; EFAVDB (1). */
    public static Matrix A(Activation g, Matrix Z) {
        // (1)  A = g(Z)
        return g.A(Z);
    }

    /** Each example's loss, from Z[L]: Z n_L×m, Y n_L×m → ℓ 1×m; EFAVDB, between (2) and (3). */
    public static Matrix losses(Loss loss, Activation g, Matrix Z, Matrix Y) {
        Shapes.same("loss of each example", "Z[L]", Z, "Y", Y);
        return loss.fromZ(g, Z, Y);
    }

    /** (3), the cost: ℓ 1×m and what the weights add → J; EFAVDB (3), the penalty as UFLDL has it. */
    public static double cost(Matrix losses, double penalty) {
        double m = losses.columns();
        Shapes.shape("(3) J = (1/m) Σ loss", "1ᵀ", 1, losses.columns(), "loss", losses);
        // (3)  J = (1/m) Σ loss_i + penalty
        return losses.sum() / m + penalty;
    }

    /** (3) without a penalty: ℓ 1×m → J. */
    public static double cost(Matrix losses) {
        return cost(losses, 0);
    }

    /** The derivative of each example's loss by the outputs: A n_L×m, Y n_L×m → dA[L] n_L×m; implied by EFAVDB. */
    public static Matrix dA(Loss loss, Matrix A, Matrix Y) {
        Shapes.same("dA[L] = ∂loss/∂A[L]", "A[L]", A, "Y", Y);
        return loss.dA(A, Y);
    }

    /** The output delta: Z n_L×m, Y n_L×m → dZ[L] n_L×m, finite also where dA[L] is not; UFLDL. */
    public static Matrix dZ(Loss loss, Activation g, Matrix Z, Matrix Y) {
        Shapes.same("dZ[L] = ∂loss/∂Z[L]", "Z[L]", Z, "Y", Y);
        return loss.dZ(g, Z, Y);
    }

    /** BP1: dZ n_l×m, APrev n_{l−1}×m → dW n_l×n_{l−1}; EFAVDB (BP1). */
    public static Matrix bp1(Matrix dZ, Matrix APrev) {
        double m = dZ.columns();
        Shapes.product("BP1 dW = (1/m) dZ Aᵀ", "dZ", dZ, "Aᵀ", APrev.transpose());
        // BP1  dW = (1/m) dZ Aᵀ
        return dZ.times(APrev.transpose()).times(1 / m);
    }

    /** BP1 where J has a penalty: also W n_l×n_{l−1}. */
    public static Matrix bp1(Matrix dZ, Matrix APrev, Penalty penalty, Matrix W) {
        // BP1  dW = (1/m) dZ Aᵀ + ∂penalty/∂W
        return bp1(dZ, APrev).plus(penalty.dW(W));
    }

    /** BP2, the mean of dZ over the examples: dZ n_l×m → db n_l×1; EFAVDB (BP2). */
    public static Matrix bp2(Matrix dZ) {
        double m = dZ.columns();
        // BP2  db = (1/m) dZ 1
        return dZ.times(ones(dZ.columns(), 1)).times(1 / m);
    }

    /** BP3: W n_l×n_{l−1} as the forward pass used it (not yet updated), dZ n_l×m → dA[l−1] n_{l−1}×m; EFAVDB (BP3). */
    public static Matrix bp3(Matrix W, Matrix dZ) {
        Shapes.product("BP3 dA = Wᵀ dZ", "Wᵀ", W.transpose(), "dZ", dZ);
        // BP3  dA_prev = Wᵀ dZ
        return W.transpose().times(dZ);
    }

    /** BP4, through the activation: dA n_l×m, Z n_l×m (g′ is taken at Z, not at A) → dZ n_l×m; EFAVDB (BP4). */
    public static Matrix bp4(Matrix dA, Activation g, Matrix Z) {
        Shapes.same("BP4 dZ = dA ∘ g′(Z)", "dA", dA, "Z", Z);
        // BP4  dZ = dA ∘ g′(Z), in general the pullback of g at Z, applied to dA
        return g.pullback(dA, Z);
    }

    /** The update of W or b by its derivative at the old parameters, of the same shape; EFAVDB, gradient descent. */
    public static Matrix update(Matrix theta, double alpha, Matrix dTheta) {
        Shapes.same("update θ − α dθ", "θ", theta, "dθ", dTheta);
        // θ_new = θ − α dθ
        return theta.minus(dTheta.times(alpha));
    }

    /** The forward pass: from the inputs up, each equation when its operands are there. */
    public static void forward(int L, Schedule then) {
        for (int l = 1; l <= L; l++) {
            then.run(Formula.LINEAR, l);
            then.run(Formula.ACTIVATION, l);
        }
    }

    /** From the outputs to the cost. */
    public static void cost(int L, Schedule then) {
        then.run(Formula.LOSS, L);
        then.run(Formula.COST, L);
    }

    /** The backward pass: from the output delta down to the parameters of layer 1. */
    public static void backward(int L, Schedule then) {
        then.run(Formula.OUTPUT_DELTA, L);
        for (int l = L; l >= 1; l--) {
            then.run(Formula.BP1, l);
            then.run(Formula.BP2, l);
            if (l > 1) {
                then.run(Formula.BP3, l);
                then.run(Formula.BP4, l - 1);
            }
        }
    }

    /** Both passes and the cost, with dA[L] and dA[0], which no parameter needs. */
    public static void all(int L, Schedule then) {
        forward(L, then);
        cost(L, then);
        then.run(Formula.OUTPUT_DA, L);
        backward(L, then);
        then.run(Formula.BP3, 1);
    }
}
