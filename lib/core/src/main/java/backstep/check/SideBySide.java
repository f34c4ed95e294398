package backstep.check;

import static java.util.Objects.requireNonNull;

import backstep.estimate.Estimate;
import backstep.estimate.NumericalGradient;
import backstep.estimate.Scheme;
import backstep.matrix.Digits;
import backstep.matrix.Matrix;
import backstep.matrix.NonNull;
import backstep.mode.ForwardAccumulation;
import backstep.network.Network;
import backstep.network.Quantity;
import backstep.network.Quantity.Kind;
import backstep.engine.ForwardPass;
import backstep.engine.Gradients;
import backstep.typeset.Grid;
import backstep.typeset.Showable;
import backstep.typeset.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * All opinions on one block of derivatives: backpropagation, three difference quotients with error bars, dual numbers.
 *
 * @param quantity dW[l], db[l], dZ[l] or dA[l]
 * @param analytic by BP1–BP4
 * @param estimates by forward, central and extrapolated quotients
 * @param dual by forward accumulation
 * @param trusted what the dual numbers take on trust
 */
public record SideBySide(Quantity quantity, Matrix analytic, Map<Scheme, Estimate> estimates, Matrix dual,
        List<String> trusted) implements Showable {

    /** Refuses what is not there. */
    public SideBySide {
        requireNonNull(quantity, "quantity is null");
        requireNonNull(analytic, "analytic is null");
        NonNull.map("estimates", estimates);
        requireNonNull(dual, "dual is null");
        trusted = NonNull.list("trusted", trusted);
    }

    /**
     * Asks for all opinions.
     *
     * @param net the network
     * @param X n_0×m
     * @param Y n_L×m
     * @param derivative dW[l], db[l], dZ[l] or dA[l], for example {@code Kind.DW.at(1)}
     * @return the opinions
     * @throws IllegalArgumentException if it is no derivative, or X or Y do not fit
     */
    public static SideBySide of(Network net, Matrix X, Matrix Y, Quantity derivative) {
        requireNonNull(net, "net is null");
        requireNonNull(X, "X is null");
        requireNonNull(Y, "Y is null");
        var nudged = nudgedFor(derivative);
        var estimates = new LinkedHashMap<Scheme, Estimate>();
        for (var scheme : Scheme.values()) {
            estimates.put(scheme, NumericalGradient.of(net, X, Y, scheme).estimate(nudged));
        }
        var dual = ForwardAccumulation.of(net, X, Y);
        var analytic = ForwardPass.of(net, X).backward(Y);
        return new SideBySide(
                derivative, value(analytic, derivative), estimates, value(dual, derivative), dual.trusted());
    }

    /** What is nudged for a derivative. */
    static Quantity nudgedFor(Quantity derivative) {
        return switch (derivative.kind()) {
            case DW -> Kind.W.at(derivative.l());
            case DB -> Kind.B.at(derivative.l());
            case DZ -> Kind.Z.at(derivative.l());
            case DA -> Kind.A.at(derivative.l());
            default -> throw new IllegalArgumentException(derivative + " is no derivative; dW, db, dZ, dA are");
        };
    }

    private static Matrix value(Gradients gradients, Quantity derivative) {
        return switch (derivative.kind()) {
            case DW -> gradients.dW(derivative.l());
            case DB -> gradients.db(derivative.l());
            case DZ -> gradients.dZ(derivative.l());
            default -> gradients.dA(derivative.l());
        };
    }

    private List<List<String>> rows() {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of(quantity.toString(), "analytic", "dual", "forward", "central", "extrapolated"));
        for (int i = 0; i < analytic.rows(); i++) {
            for (int j = 0; j < analytic.columns(); j++) {
                var row = new ArrayList<>(List.of("(%d, %d)".formatted(i + 1, j + 1),
                        Digits.of(analytic.get(i, j), 12), Digits.of(dual.get(i, j), 12)));
                for (var estimate : estimates.values()) {
                    row.add("%s ± %s".formatted(
                            Digits.of(estimate.value().get(i, j), 12), Digits.of(estimate.bar().get(i, j), 1)));
                }
                rows.add(row);
            }
        }
        return rows;
    }

    /** A line for each entry. */
    @Override
    public String toString() {
        return rows().stream().map(row -> String.join("  ", row)).collect(Collectors.joining("\n"))
                + trusted.stream().map(note -> "\n— " + note).collect(Collectors.joining());
    }

    @Override
    public Map<String, String> forms() {
        var rows = rows().stream().map(row -> row.stream().map(Text::of).toList()).toList();
        return Map.of(TEXT, toString(), HTML, new Grid("rrrrrr", List.of(), rows).html()
                + trusted.stream().map(note -> Text.of(note).block()).collect(Collectors.joining()));
    }
}
