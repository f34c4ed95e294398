package backstep.check;

import backstep.engine.Formula;
import backstep.engine.Rules;
import backstep.engine.Schedule;
import backstep.matrix.Interrupts;
import backstep.matrix.Matrix;
import backstep.network.Network;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * What a rule may not do whatever its values are: change what it is given, give another value the second time, remember
 * a call, be no linear function of what comes down (BP1–BP4), not sum over the examples (BP1, BP2, J), or mix them
 * (Z, A, losses, dA, dZ). Only rules that were replaced are tried, on at most three examples, with about a dozen calls
 * each.
 *
 * <pre>{@code
 * var mine = Rules.standard().withBp2(dZ -> dZ.times(Matrix.ones(4, 1)).times(0.25));
 * RuleContract.breaches(net, X, Y, mine);   // BP2 at layer 2, db = (1/m) dZ 1: does not run on a single example …
 * }</pre>
 */
public final class RuleContract {

    private static final int FEW = 3;

    private RuleContract() {}

    /**
     * Tries every replaced rule at every layer.
     *
     * @param net the network
     * @param X n_0×m
     * @param Y n_L×m
     * @param rules the rules in question
     * @return what they did that their equations cannot; what throws or is not finite on X itself is left to the check
     * @throws IllegalArgumentException if X or Y do not fit the network
     * @throws java.util.concurrent.CancellationException if the thread is interrupted; its interrupt flag is cleared
     */
    public static List<Breach> breaches(Network net, Matrix X, Matrix Y, Rules rules) {
        Objects.requireNonNull(net, "net").requireInputs(Objects.requireNonNull(X, "X"));
        net.requireLabels(Objects.requireNonNull(Y, "Y"), X.columns());
        if (Objects.requireNonNull(rules, "rules").replaced().isEmpty()) {
            return List.of();
        }
        ContractProbe probe;
        try {
            probe = few(net, X, Y);
        } catch (IllegalArgumentException fixed) {
            return List.of(); // an activation that is made for this batch, with a mask for one, runs on no other
        }
        var all = probe.m() == X.columns() ? null : ContractProbe.of(net, X, Y);
        var breaches = new ArrayList<Breach>();
        for (var due : ContractProbe.schedule(net)) {
            Interrupts.poll("%s at layer %d".formatted(due.formula().id(), due.l()));
            if (rules.replaced().containsKey(due.formula())) {
                breaches.addAll(new ContractTrial(net, rules, due, probe, X.columns()).run(all));
            }
        }
        return List.copyOf(breaches);
    }

    /** Three examples, far from each other; to a single one its half is added. */
    private static ContractProbe few(Network net, Matrix X, Matrix Y) {
        int m = X.columns();
        if (m == 1) {
            return ContractProbe.of(net, Matrix.generate(X.rows(), 2, (i, j) -> X.get(i, 0) / (1 + j)),
                    ContractProbe.columns(Y, 0, 0));
        }
        int[] some = IntStream.range(0, Math.min(m, FEW)).map(k -> k * (m - 1) / (Math.min(m, FEW) - 1)).toArray();
        return ContractProbe.of(net, ContractProbe.columns(X, some), ContractProbe.columns(Y, some));
    }

    /**
     * The replaced rules that no step of training on this network asks for.
     *
     * @param net the network
     * @param rules the rules in question
     * @return a sentence for each, in the order of the equations
     */
    public static List<String> unused(Network net, Rules rules) {
        Objects.requireNonNull(net, "net");
        Objects.requireNonNull(rules, "rules");
        var asked = Schedule.of(net, then -> ContractProbe.pass(net.L(), then)).stream()
                .map(Schedule.Scheduled::formula).toList();
        return rules.replaced().keySet().stream().filter(formula -> !asked.contains(formula))
                .sorted(Comparator.naturalOrder())
                .map(formula -> "your %s was not used: %s".formatted(formula.id(), why(formula))).toList();
    }

    private static String why(Formula formula) {
        return switch (formula) {
            case BP2 -> "no layer has a bias";
            case BP3 -> "with one layer it gives dX only, which no parameter needs";
            default -> "the last layer takes the output delta";
        };
    }
}
