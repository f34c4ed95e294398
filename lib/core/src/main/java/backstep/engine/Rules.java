package backstep.engine;

import static java.util.Objects.requireNonNull;

import backstep.matrix.Matrix;
import backstep.matrix.NonNull;
import backstep.network.Activation;
import backstep.network.Penalty;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.ToDoubleBiFunction;
import java.util.function.UnaryOperator;

/**
 * The equations that a pass uses, any of them replaceable by a lambda: of the formula's own arguments, or of the whole
 * {@link Site}.
 *
 * @param replaced the equations that are not the library's own
 * @param alpha the learning rate that a rule may reach for through its site
 */
public record Rules(Map<Formula, Function<Site, Matrix>> replaced, double alpha) {

    private static final Rules STANDARD = new Rules(Map.of(), 0.1);

    /** Copies the map. */
    public Rules {
        var copy = new EnumMap<Formula, Function<Site, Matrix>>(Formula.class);
        copy.putAll(NonNull.map("replaced", replaced));
        replaced = Collections.unmodifiableMap(copy);
    }

    /**
     * The equations of {@link Backprop}.
     *
     * @return rules without replacement
     */
    public static Rules standard() {
        return STANDARD;
    }

    /**
     * Applies an equation, and holds its output to the shape that the network gives it.
     *
     * @param formula which one
     * @param at the layer with all that is known there
     * @return its output
     * @throws IllegalArgumentException if a rule gives no matrix of that shape
     */
    public Matrix apply(Formula formula, Site at) {
        var mine = replaced.get(formula);
        var value = mine == null ? standard(formula, at) : mine.apply(at);
        var name = formula.output(at.l());
        int rows = at.rows(name);
        int columns = at.columns(name);
        if (value == null || value.rows() != rows || value.columns() != columns) {
            throw new IllegalArgumentException("%s gave %s as %s; %s needs to be %d×%d%s".formatted(
                    formula.id(), name, value == null ? "null" : value.shape(), name, rows, columns,
                    value != null && value.rows() == columns
                            && value.columns() == rows ? "; is a transpose missing?" : ""));
        }
        return value;
    }

    private static Matrix standard(Formula formula, Site at) {
        return switch (formula) {
            case LINEAR -> Backprop.Z(at.W(), at.APrev(), at.b());
            case ACTIVATION -> Backprop.A(at.g(), at.Z());
            case LOSS -> Backprop.losses(at.net().loss(), at.g(), at.Z(), at.Y());
            case COST -> Matrix.row(Backprop.cost(at.losses(), at.net().penalised()));
            case OUTPUT_DA -> Backprop.dA(at.net().loss(), at.A(), at.Y());
            case OUTPUT_DELTA -> Backprop.dZ(at.net().loss(), at.g(), at.Z(), at.Y());
            case BP1 -> at.net().penalty() == Penalty.NONE ? Backprop.bp1(at.dZ(), at.APrev())
                    : Backprop.bp1(at.dZ(), at.APrev(), at.net().penalty(), at.W());
            case BP2 -> Backprop.bp2(at.dZ());
            case BP3 -> Backprop.bp3(at.W(), at.dZ());
            case BP4 -> Backprop.bp4(at.dA(), at.g(), at.Z());
        };
    }

    /**
     * Replaces any equation by a rule of the site.
     *
     * @param formula which equation
     * @param rule the new one
     * @return the other rules
     */
    public Rules with(Formula formula, Function<Site, Matrix> rule) {
        requireNonNull(formula, "formula is null");
        requireNonNull(rule, "rule is null");
        var copy = new EnumMap<Formula, Function<Site, Matrix>>(Formula.class);
        copy.putAll(replaced);
        copy.put(formula, rule);
        return new Rules(copy, alpha);
    }

    /** By what was given for the formula's own arguments, none of it null. */
    private Rules with(Formula formula, Object rule, Function<Site, Matrix> ofSite) {
        requireNonNull(rule, "rule is null");
        return with(formula, ofSite);
    }

    /**
     * Names the learning rate that a rule sees at its site.
     *
     * @param alpha the rate
     * @return the other rules
     */
    public Rules withAlpha(double alpha) {
        return new Rules(replaced, alpha);
    }

    /** A rule of three matrices. */
    @FunctionalInterface
    public interface Three {
        /** The formula: (W, A[l−1], b) → Z. */
        Matrix apply(Matrix first, Matrix second, Matrix third);
    }

    /** A rule of an upstream derivative, an activation and Z. */
    @FunctionalInterface
    public interface ThroughActivation {
        /** The formula: (dA, the layer's activation, Z[l]) → dZ. */
        Matrix apply(Matrix upstream, Activation g, Matrix Z);
    }

    /** Replaces (2) by (W, A[l−1], b) → Z. */
    public Rules withZ(Three rule) {
        return with(Formula.LINEAR, rule, at -> rule.apply(at.W(), at.APrev(), at.b()));
    }

    /** Replaces (1) by Z → A. */
    public Rules withA(UnaryOperator<Matrix> rule) {
        return with(Formula.ACTIVATION, rule, at -> rule.apply(at.Z()));
    }

    /** Replaces (3), with the losses in it, by (A[L], Y) → J. */
    public Rules withCost(ToDoubleBiFunction<Matrix, Matrix> rule) {
        return with(Formula.COST, rule, at -> Matrix.row(rule.applyAsDouble(at.A(), at.Y())));
    }

    /** Replaces dA[L] by (A[L], Y) → dA[L]. */
    public Rules withOutputDA(BinaryOperator<Matrix> rule) {
        return with(Formula.OUTPUT_DA, rule, at -> rule.apply(at.A(), at.Y()));
    }

    /** Replaces the output delta by (A[L], Y) → dZ[L]. */
    public Rules withOutputDelta(BinaryOperator<Matrix> rule) {
        return with(Formula.OUTPUT_DELTA, rule, at -> rule.apply(at.A(), at.Y()));
    }

    /** Replaces BP1 by (dZ, A[l−1]) → dW. */
    public Rules withBp1(BinaryOperator<Matrix> rule) {
        return with(Formula.BP1, rule, at -> rule.apply(at.dZ(), at.APrev()));
    }

    /** Replaces BP2 by dZ → db. */
    public Rules withBp2(UnaryOperator<Matrix> rule) {
        return with(Formula.BP2, rule, at -> rule.apply(at.dZ()));
    }

    /** Replaces BP3 by (W, dZ) → dA[l−1]. */
    public Rules withBp3(BinaryOperator<Matrix> rule) {
        return with(Formula.BP3, rule, at -> rule.apply(at.W(), at.dZ()));
    }

    /** Replaces BP4 by (dA, g, Z) → dZ. */
    public Rules withBp4(ThroughActivation rule) {
        return with(Formula.BP4, rule, at -> rule.apply(at.dA(), at.g(), at.Z()));
    }
}
