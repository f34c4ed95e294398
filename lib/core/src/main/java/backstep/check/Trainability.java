package backstep.check;

import backstep.engine.BackwardPass;
import backstep.engine.ForwardPass;
import backstep.matrix.Digits;
import backstep.matrix.Matrix;
import backstep.matrix.NonNull;
import backstep.network.Elementwise;
import backstep.network.Loss;
import backstep.network.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Why training stands still although every gradient is right: units that are identical, saturated or dead, gradients
 * that vanish or explode from layer to layer, weights of 0, constant inputs, a plateau.
 *
 * <pre>{@code
 * Trainability.of(net, X, Y).findings();   // [2 of 2 units of layer 1 are identical …]; empty if nothing stands out
 * }</pre>
 *
 * @param findings a line for each; none for an ordinary network
 */
public record Trainability(List<String> findings) {

    /** A slope below which a unit hardly passes anything on: beyond |z| = 4.2 for tanh, 6.9 for the sigmoid. */
    private static final double FLAT = 1e-3;

    /** So large a part of a layer, or of the inputs, stands out. */
    private static final double HALF = 0.5;

    /** In fewer examples a unit that is off in all of them is nothing special. */
    private static final int ENOUGH = 4;

    /** Gradients of two layers that are farther apart have vanished or exploded on the way. */
    private static final double APART = 1e-6;

    /** On a plateau J is that of a constant up to this part, … */
    private static final double AS_CONSTANT = 1e-3;

    /** … and the derivatives of the examples cancel up to this part. */
    private static final double CANCELS = 0.01;

    /** What rounding leaves of two units that are the same. */
    private static final double SAME = 1e-12;

    /** Copies the list. */
    public Trainability {
        findings = NonNull.list("findings", findings);
    }

    /**
     * Looks at a network on a batch.
     *
     * @param net the network
     * @param X n_0×m
     * @param Y n_L×m
     * @return what stands out
     * @throws IllegalArgumentException if X or Y do not fit the network
     */
    public static Trainability of(Network net, Matrix X, Matrix Y) {
        var forward = ForwardPass.of(Objects.requireNonNull(net, "net"), Objects.requireNonNull(X, "X"));
        double cost = forward.cost(Objects.requireNonNull(Y, "Y"));
        var backward = forward.backward(Y);
        return new Trainability(Stream.of(zeros(net), identical(net, backward), saturated(net, forward),
                dead(net, forward), byLayer(net, backward), inputs(X), plateau(net, backward, Y, cost))
                .filter(line -> !line.isEmpty()).toList());
    }

    /** A finding of some layers in one line. */
    private static String layers(Network net, IntFunction<String> ofLayer, String meaning) {
        var found = IntStream.rangeClosed(1, net.L()).mapToObj(ofLayer).filter(text -> !text.isEmpty()).toList();
        return found.isEmpty() ? "" : String.join(", ", found) + meaning;
    }

    private static String zeros(Network net) {
        return layers(net, l -> net.W(l).maxAbs() == 0 ? "W[%d] = 0".formatted(l) : "",
                ": nothing comes through, neither forward nor back");
    }

    /** Same weights in and same gradients; the last layer's units have labels of their own. */
    private static String identical(Network net, BackwardPass pass) {
        return layers(net, l -> {
            if (l == net.L()) {
                return "";
            }
            int n = net.n(l);
            var rows = Stream.of(net.W(l), net.b(l), pass.dW(l), pass.db(l)).map(Trainability::scaled).toList();
            long alike = IntStream.range(0, n).filter(i -> IntStream.range(0, n)
                    .anyMatch(j -> j != i && rows.stream().allMatch(of -> sameRow(of[i], of[j])))).count();
            return alike == 0 ? "" : "%d of %d units of layer %d".formatted(alike, n, l);
        }, " are identical, in weights and in gradients: no step will make them differ");
    }

    /** Its rows, the largest entry being 1. */
    private static double[][] scaled(Matrix of) {
        double size = of.maxAbs();
        return (size == 0 ? of : of.map(x -> x / size)).toArray();
    }

    private static boolean sameRow(double[] one, double[] other) {
        return IntStream.range(0, one.length).allMatch(k -> Math.abs(one[k] - other[k]) <= SAME);
    }

    /** Of smooth activations; an output of cross-entropy is saturated where it is right. */
    private static String saturated(Network net, ForwardPass pass) {
        return layers(net, l -> {
            boolean passes = l == net.L() && net.loss().unweighted() == Loss.CROSS_ENTROPY;
            if (passes || !(net.g(l) instanceof Elementwise g) || g.kinks().length > 0) {
                return "";
            }
            double share = mean(pass.Z(l).map(z -> Math.abs(g.gPrime(z)) < FLAT ? 1 : 0));
            return share < HALF ? "" : String.format(Locale.ROOT, "%.0f %% of layer %d", 100 * share, l);
        }, " is saturated, unit by unit and example by example: g′ is below 0.001 there, and hardly a derivative comes "
                + "through");
    }

    private static double mean(Matrix values) {
        return values.sum() / values.rows() / values.columns();
    }

    private static String dead(Network net, ForwardPass pass) {
        return layers(net, l -> {
            if (!(net.g(l) instanceof Elementwise g) || g.kinks().length == 0) {
                return "";
            }
            var slopes = pass.Z(l).map(z -> Math.abs(g.gPrime(z)));
            int n = net.n(l);
            long dead = IntStream.range(0, n).filter(i -> slopes.rowAt(i).maxAbs() == 0).count();
            boolean many = dead == n || dead >= HALF * n && slopes.columns() >= ENOUGH;
            return !many ? "" : "%d of %d units of layer %d".formatted(dead, n, l);
        }, " are dead: g′ = 0 in every example, and their weights never change");
    }

    /** Root mean squares, so that a layer's size does not matter. */
    private static String byLayer(Network net, BackwardPass pass) {
        var sizes = IntStream.rangeClosed(1, net.L()).mapToDouble(l -> Math.sqrt(mean(pass.dW(l)
                .hadamard(pass.dW(l))))).toArray();
        if (pass.dZ(net.L()).maxAbs() == 0 || DoubleStream.of(sizes).anyMatch(size -> !Double.isFinite(size))) {
            return ""; // a perfect fit has nothing to learn
        }
        double first = sizes[0];
        double last = sizes[sizes.length - 1];
        double largest = DoubleStream.of(sizes).max().orElseThrow();
        double smallest = DoubleStream.of(sizes).min().orElseThrow();
        if (smallest > APART * largest) {
            return "";
        }
        var text = Arrays.stream(sizes).mapToObj(size -> Digits.of(size, 2)).collect(Collectors.joining(", "));
        var way = largest == 0 ? "all weights stay" : first <= APART * last ? "it vanishes on the way down"
                : last <= APART * first ? "it explodes on the way down" : "some layers hardly move beside others";
        return "‖dW‖ by layer, 1 to %d, as a root mean square: %s: %s".formatted(net.L(), text, way);
    }

    private static String inputs(Matrix X) {
        int m = X.columns();
        if (m < 2) {
            return "";
        }
        var constant = IntStream.range(0, X.rows()).filter(i -> IntStream.range(1, m)
                .allMatch(j -> X.get(i, j) == X.get(i, 0))).boxed().toList();
        if (constant.size() == X.rows()) {
            return "all %d examples are the same: there is nothing to tell them by".formatted(m);
        }
        return constant.size() < HALF * X.rows() ? ""
                : "%d of %d inputs are the same in every example (the first of them: input %d): they are a second bias"
                .formatted(constant.size(), X.rows(), constant.get(0) + 1);
    }

    /** J is that of the mean label for everyone, and the derivatives of the examples cancel. */
    private static String plateau(Network net, BackwardPass backward, Matrix Y, double cost) {
        int m = Y.columns();
        var mean = Y.times(Matrix.ones(m, 1)).times(1.0 / m).times(Matrix.ones(1, m));
        if (mean.minus(Y).maxAbs() == 0) {
            return ""; // a constant is right
        }
        double constant = net.loss().fromA(mean, Y).sum() / m;
        double own = cost - net.penalised();
        double delta = backward.dZ(net.L()).maxAbs();
        var gradients = new ArrayList<Matrix>();
        for (int l = 1; l <= net.L(); l++) {
            gradients.add(backward.dW(l).minus(net.penalty().dW(net.W(l))));
            gradients.add(backward.db(l));
        }
        double largest = gradients.stream().mapToDouble(Matrix::maxAbs).max().orElseThrow();
        boolean flat = Math.abs(own - constant) <= AS_CONSTANT * constant && largest <= CANCELS * delta;
        return !flat ? "" : "J = %s is what the best constant output costs (%s), and the derivatives of the examples "
                .formatted(Digits.of(own, 4), Digits.of(constant, 4)) + "cancel each other: a plateau";
    }

    /** A line for each finding. */
    @Override
    public String toString() {
        return String.join("\n", findings);
    }
}
