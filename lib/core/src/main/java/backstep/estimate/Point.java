package backstep.estimate;

import backstep.engine.ForwardPass;
import backstep.matrix.Interrupts;
import backstep.matrix.Matrix;
import backstep.network.Activation;
import backstep.network.Elementwise;
import backstep.network.Layer;
import backstep.network.Loss;
import backstep.network.Network;
import java.util.Arrays;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Where a network is differentiated: a forward pass and labels, and what is found out about the functions there that
 * nobody said.
 */
final class Point {

    final ForwardPass forward;
    final Network net;
    final Matrix Y;
    final Matrix losses;
    /** More examples than this are seen by some of them, where each has its own loss. */
    static final int MANY = 10_000;

    /** Functions of the library without a kink and without a look at other examples. */
    private static final Set<Activation> SMOOTH = Set.of(Activation.IDENTITY, Activation.SIGMOID, Activation.TANH,
            Activation.SOFTPLUS, Activation.SOFTMAX);
    private static final Set<Loss> SMOOTH_LOSSES = Set.of(Loss.SQUARED_ERROR, Loss.CROSS_ENTROPY,
            Loss.SOFTMAX_CROSS_ENTROPY);

    private final boolean[] mixes;
    private final Matrix[] kinks;
    private final Matrix ofLoss;
    private final boolean smooth;
    private final boolean[] homogeneous;

    Point(ForwardPass forward, Matrix Y) {
        this.forward = forward;
        this.net = forward.network();
        this.Y = Y;
        this.losses = forward.losses(Y);
        this.mixes = new boolean[net.L() + 1];
        this.kinks = new Matrix[net.L() + 1];
        this.homogeneous = new boolean[net.L() + 1];
        for (int l = 1; l <= net.L(); l++) {
            Interrupts.poll("a look at layer %d".formatted(l));
            homogeneous[l] = net.g(l) instanceof Elementwise && Sensitivity.isHomogeneous(net.g(l), forward.Z(l));
            mixes[l] = mixes(net.g(l), forward.Z(l));
            kinks[l] = net.g(l).kinks().length > 0 || SMOOTH.contains(net.g(l)) ? null
                    : kinks(net.g(l), mixes[l], forward.Z(l));
        }
        int L = net.L();
        ofLoss = net.loss().kinks().length > 0 || SMOOTH_LOSSES.contains(net.loss().unweighted()) ? null
                : rows(forward.A(L), A -> net.loss().fromA(A, Y));
        smooth = IntStream.rangeClosed(1, L).allMatch(this::isSmooth) && ofLoss == null && lossIsSmooth();
    }

    /** Whether an activation from this layer on makes the outputs of an example depend on other examples. */
    boolean mixesFrom(int layer) {
        return IntStream.rangeClosed(layer, net.L()).anyMatch(l -> mixes[l]);
    }

    /** Whether there are very many examples, any of which give what they give among all. */
    boolean isOfMany() {
        return Y.columns() > MANY && net.layers().stream().map(Layer::g)
                .allMatch(g -> g instanceof Elementwise || SMOOTH.contains(g))
                && SMOOTH_LOSSES.contains(net.loss().unweighted());
    }

    /** Whether a layer's activation is elementwise, of no number of a size of its own, as ReLU is. */
    boolean isHomogeneous(int l) {
        return homogeneous[l];
    }

    /** 1 for each unit of a layer that stands at a kink which nobody declared; null where there is none. */
    Matrix undeclaredKinks(int l) {
        return kinks[l];
    }

    /** 1 for each output that stands at a kink of the loss which nobody declared; null where there is none. */
    Matrix undeclaredKinksOfLoss() {
        return ofLoss;
    }

    /**
     * Whether, of all activations and the loss, no derivative jumps within a first step, except at a kink that was
     * declared: seen from whether quotients converge. Of what mixes examples it is not known.
     */
    boolean isSmooth() {
        return smooth;
    }

    private boolean isSmooth(int l) {
        var g = net.g(l);
        var Z = forward.Z(l);
        if (SMOOTH.contains(g)) {
            return true;
        }
        if (kinks[l] != null) {
            return false; // whose quotients to both sides are alike, and show nothing
        }
        if (g instanceof Elementwise) {
            return isSmooth(g::A, Z, Matrix.ones(Z.rows(), Z.columns()), away(Z, g.kinks()));
        }
        return !mixes[l] && IntStream.range(0, Z.rows()).allMatch(row ->
                isSmooth(g::A, Z, row(Z, row), Matrix.ones(Z.rows(), Z.columns())));
    }

    private boolean lossIsSmooth() {
        if (SMOOTH_LOSSES.contains(net.loss().unweighted())) {
            return true;
        }
        var A = forward.A(net.L());
        var apart = Matrix.ones(1, A.rows()).times(away(A.minus(Y), net.loss().kinks()))
                .map(all -> all < A.rows() ? 0 : 1);
        return IntStream.range(0, A.rows()).allMatch(row -> {
            var step = row(A, row).combine("within", A.map(net.loss()::room), (is, room) -> is * Math.min(1, room));
            return isSmooth(at -> net.loss().fromA(at, Y), A, step, apart);
        });
    }

    /** 1 for each entry that is farther from every kink than a step goes. */
    private static Matrix away(Matrix at, double[] kinks) {
        return at.map(x -> Arrays.stream(kinks).allMatch(kink -> Math.abs(x - kink) > Tolerances.FAR) ? 1 : 0);
    }

    private static boolean isSmooth(UnaryOperator<Matrix> F, Matrix at, Matrix direction, Matrix where) {
        var quotients = IntStream.rangeClosed(0, 3).mapToObj(k -> {
            double h = Tolerances.FAR / (1 << k);
            return F.apply(at.plus(direction.times(h))).minus(F.apply(at.minus(direction.times(h)))).times(0.5 / h);
        }).toList();
        var longer = best(quotients.get(0), quotients.get(1), quotients.get(2));
        var shorter = best(quotients.get(1), quotients.get(2), quotients.get(3));
        var size = Sensitivity.size(F.apply(at)).plus(Sensitivity.size(shorter)).times(Tolerances.CONVERGED);
        return Sensitivity.size(shorter.minus(longer)).combine("within", size, (gap, most) -> gap > most ? 1 : 0)
                .hadamard(where).maxAbs() == 0;
    }

    private static Matrix best(Matrix coarse, Matrix middle, Matrix fine) {
        return fine.times(64).minus(middle.times(20)).plus(coarse).times(1.0 / 45);
    }

    /** As the activation says, or as is seen when the first example moves. */
    static boolean mixes(Activation g, Matrix Z) {
        if (g.mixesExamples() || g instanceof Elementwise || Z.columns() == 1 || SMOOTH.contains(g)) {
            return g.mixesExamples();
        }
        var moved = g.A(Matrix.generate(Z.rows(), Z.columns(),
                (k, i) -> Z.get(k, i) + (i > 0 ? 0 : k % 2 == 0 ? Tolerances.REACH : -0.7 * Tolerances.REACH)));
        return moved.minus(g.A(Z)).combine("others", indices(Z), (change, i) -> i > 0 ? change : 0).maxAbs() > 0;
    }

    private static Matrix indices(Matrix Z) {
        return Matrix.generate(Z.rows(), Z.columns(), (k, i) -> i);
    }

    private static Matrix kinks(Activation g, boolean mixes, Matrix Z) {
        if (mixes) {
            return null;
        }
        return g instanceof Elementwise ? orNull(kinks(g::A, Z, sizes(Z))) : rows(Z, g::A);
    }

    /** Row by row, since what a function gives for a column may have a kink in any entry of it. */
    private static Matrix rows(Matrix at, UnaryOperator<Matrix> F) {
        var all = Matrix.generate(at.rows(), at.columns(), (k, i) -> 0);
        for (int row = 0; row < at.rows(); row++) {
            var one = row(at, row);
            var of = kinks(F, at, one.hadamard(sizes(at)));
            all = all.plus(one.combine("in row", anyOf(of, at.rows()), (is, any) -> is * any));
        }
        return orNull(all);
    }

    private static Matrix row(Matrix shape, int row) {
        return Matrix.generate(shape.rows(), shape.columns(), (k, i) -> k == row ? 1 : 0);
    }

    private static Matrix sizes(Matrix at) {
        return at.map(x -> Math.max(1, Math.abs(x)));
    }

    /** 1 in a column in which there is one. */
    private static Matrix anyOf(Matrix columns, int rows) {
        return Matrix.ones(rows, columns.rows()).times(columns).map(count -> count > 0 ? 1 : 0);
    }

    private static Matrix orNull(Matrix kinks) {
        return kinks.maxAbs() == 0 ? null : kinks;
    }

    /**
     * 1 for each entry of F whose slopes along a direction to the two sides stay apart when the step is made shorter,
     * by more than rounding does.
     */
    private static Matrix kinks(UnaryOperator<Matrix> F, Matrix at, Matrix direction) {
        double step = Tolerances.CENTRAL_STEP;
        double shorter = step / Tolerances.SHORTER;
        var here = F.apply(at);
        var above = F.apply(at.plus(direction.times(step)));
        var below = F.apply(at.minus(direction.times(step)));
        var longer = gap(above, here, below, step);
        var still = gap(F.apply(at.plus(direction.times(shorter))), here, F.apply(at.minus(direction.times(shorter))),
                shorter);
        var slope = above.minus(below).times(1 / (2 * step));
        double rounding = Tolerances.TWO_QUOTIENTS_NOISE * Tolerances.rounding(at.rows()) / shorter;
        var blur = Sensitivity.size(here).plus(Sensitivity.size(slope)).times(rounding);
        return still.combine("above", blur, (gap, most) -> gap > most ? gap : 0)
                .combine("stays", longer, (gap, before) -> gap > 0 && gap >= Tolerances.STAYS * before ? 1 : 0);
    }

    private static Matrix gap(Matrix above, Matrix here, Matrix below, double h) {
        return Sensitivity.size(above.minus(here).minus(here.minus(below))).times(1 / h);
    }
}
