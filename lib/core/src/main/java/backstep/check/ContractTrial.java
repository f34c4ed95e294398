package backstep.check;

import backstep.engine.Formula;
import backstep.engine.Rules;
import backstep.engine.Schedule.Scheduled;
import backstep.estimate.Tolerances;
import backstep.matrix.Matrix;
import backstep.network.Network;
import backstep.network.Penalty;
import backstep.network.Quantity;
import backstep.network.Quantity.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

/**
 * One rule at one layer, held to what its equation cannot do. Values count as equal where the check itself would not
 * tell them apart: within {@link Tolerances#LIMIT} of the sums of absolute terms behind them.
 */
final class ContractTrial {

    /** A mixture of what comes down in which no part of either is hidden. */
    private static final double A = 0.7;
    private static final double B = -1.3;

    private final Network net;
    private final Rules rules;
    private final Scheduled due;
    private final Quantity name;
    private final ContractProbe probe;
    private final int examples; // of the user's data
    private final List<Breach> breaches = new ArrayList<>();
    private final double size;

    ContractTrial(Network net, Rules rules, Scheduled due, ContractProbe probe, int examples) {
        this.net = net;
        this.rules = rules;
        this.due = due;
        this.name = due.formula().output(due.l());
        this.probe = probe;
        this.examples = examples;
        this.size = probe.size(due);
    }

    /** A rule that does not run here, or gives what is not finite, is the check's; it is tried on all the data then. */
    List<Breach> run(ContractProbe all) {
        Matrix base;
        try {
            base = untouched();
        } catch (Refused refused) {
            runsOnAll(all, refused);
            return breaches;
        }
        if (base.isFinite() && repeats(base)) {
            if (isBackward()) {
                isLinear(base);
            }
            byExample(base);
        }
        return breaches;
    }

    /** A rule that threw, or gave no matrix of the right shape. */
    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;

        Refused(Throwable cause) {
            super(cause.getMessage() == null || !(cause instanceof IllegalArgumentException)
                    ? "%s: %s".formatted(cause.getClass().getSimpleName(), cause.getMessage()) : cause.getMessage(),
                    cause);
        }
    }

    private Matrix call(ContractProbe on, double a, double b) {
        var site = on.site(due, a, b, rules.alpha());
        try {
            return rules.apply(due.formula(), site);
        } catch (CancellationException stopped) {
            throw stopped;
        } catch (RuntimeException | AssertionError | StackOverflowError thrown) {
            throw new Refused(thrown);
        }
    }

    private void breach(String sentence, Object... values) {
        breaches.add(new Breach(due.formula(), due.l(), sentence.formatted(values)));
    }

    private boolean same(Matrix x, Matrix y, double of) {
        return x.sameShape(y)
                && x.minus(y).maxAbs() <= Tolerances.LIMIT * Math.max(of, Math.max(x.maxAbs(), y.maxAbs()));
    }

    private boolean same(Matrix x, Matrix y) {
        return same(x, y, size);
    }

    /** The first call, around which every operand is looked at. */
    private Matrix untouched() {
        var site = probe.site(due, 1, 0, rules.alpha());
        var before = new HashMap<Quantity, double[][]>();
        site.known().forEach((operand, value) -> before.put(operand, value.toArray()));
        Matrix base;
        try {
            base = rules.apply(due.formula(), site);
        } catch (CancellationException stopped) {
            throw stopped;
        } catch (RuntimeException | AssertionError | StackOverflowError thrown) {
            throw new Refused(thrown);
        }
        var changed = changed(before, site.known());
        if (!changed.isEmpty()) {
            breach("changes what it was given: %s is another afterwards", String.join(", ", changed));
        }
        return base;
    }

    private static List<String> changed(Map<Quantity, double[][]> before, Map<Quantity, Matrix> after) {
        return before.keySet().stream().filter(operand -> {
            var now = after.get(operand).toArray();
            return !Arrays.deepEquals(now, before.get(operand));
        }).map(Quantity::toString).sorted().toList();
    }

    private void runsOnAll(ContractProbe all, Refused refused) {
        if (all == null || all.m() == probe.m()) {
            return; // the check says so
        }
        try {
            call(all, 1, 0);
            breach("runs on all %d examples, but not on %d of them: %s", examples, probe.m(), refused.getMessage());
        } catch (Refused everywhere) {
            return; // the check says so
        }
    }

    /** The same operands give the same, at once and after others; other operands give another value. */
    private boolean repeats(Matrix base) {
        try {
            if (!same(base, call(probe, 1, 0))) {
                breach("gives another value when it is called again with the same operands");
                return false;
            }
            var elsewhere = isBackward() ? probe : probe.columns(new int[probe.m()]);
            double a = isBackward() ? 0 : 1;
            var other = call(elsewhere, a, 1 - a);
            var again = call(probe, 1, 0);
            if (!same(base, again)) {
                breach("remembers a call: after one with other operands it gives another value for the same ones");
                return false;
            }
            var expected = elsewhere.value(name, a, 1 - a);
            if (same(base, other) && !same(probe.value(name, 1, 0), expected)) {
                breach("gives the same %s whatever %s is: a result of an earlier call, or taken from elsewhere",
                        name, operands());
                return false;
            }
            return true;
        } catch (Refused refused) {
            breach("runs with the first operands, but not with others of the same shapes: %s", refused.getMessage());
            return false;
        }
    }

    private String operands() {
        return switch (due.formula()) {
            case BP1, BP2, BP3 -> Kind.DZ.at(due.l()).toString();
            case BP4 -> Kind.DA.at(due.l()).toString();
            default -> due.formula().operands(due.l()).get(0).kind() == Kind.W ? Kind.A.at(due.l() - 1).toString()
                    : due.formula().operands(due.l()).get(0).toString();
        };
    }

    private boolean isBackward() {
        return switch (due.formula()) {
            case BP1, BP2, BP3, BP4 -> true;
            default -> false;
        };
    }

    /** BP1 may have a penalty's part, which does not depend on dZ. */
    private Matrix constant(ContractProbe on) {
        return call(on, 0, 0);
    }

    private void isLinear(Matrix base) {
        try {
            var constant = constant(probe);
            if (net.penalty() == Penalty.NONE || due.formula() != Formula.BP1) {
                if (!same(constant, constant.times(0))) {
                    breach("gives %s that is not 0 for %s = 0", name, operands());
                    return;
                }
            }
            var first = base.minus(constant);
            var second = call(probe, 0, 1).minus(constant);
            var mixed = call(probe, A, B).minus(constant);
            if (!same(mixed, first.times(A).plus(second.times(B)))) {
                breach("is not linear in %s", operands());
            }
        } catch (Refused refused) {
            breach("runs with the first operands, but not with others of the same shapes: %s", refused.getMessage());
        }
    }

    /** Each example alone beside all of them. */
    private void byExample(Matrix base) {
        var alone = new ArrayList<Matrix>();
        Matrix constant = null;
        try {
            for (int i = 0; i < probe.m(); i++) {
                alone.add(call(probe.columns(i), 1, 0));
            }
            constant = isSummed() && due.formula() != Formula.COST ? constant(probe.columns(0)) : null;
        } catch (Refused refused) {
            breach("does not run on a single example (m = 1): %s", refused.getMessage());
            return;
        }
        if (isSummed()) {
            sums(base, alone, constant);
        } else if (!mixes()) {
            columns(base, alone);
        }
    }

    private boolean isSummed() {
        return due.formula() == Formula.BP1 || due.formula() == Formula.BP2 || due.formula() == Formula.COST;
    }

    /** Whether the activation itself looks at the other examples. */
    private boolean mixes() {
        return switch (due.formula()) {
            case ACTIVATION, BP4, OUTPUT_DELTA, LOSS -> net.g(due.l()).mixesExamples();
            default -> false;
        };
    }

    /** The mean of each one's own, or, in the other convention, their sum. */
    private void sums(Matrix base, List<Matrix> alone, Matrix constant) {
        if (due.formula() == Formula.COST && net.penalty() != Penalty.NONE) {
            return; // what of J is the penalty's is not known
        }
        var all = constant == null ? base : base.minus(constant(probe));
        var sum = alone.stream().map(one -> constant == null ? one : one.minus(constant)).reduce(Matrix::plus)
                .orElseThrow();
        if (same(all.times(probe.m()), sum)) {
            return;
        }
        if (!same(all, sum)) {
            breach("does not sum over the examples: %s of %d of them is neither the mean nor the sum of each one's own",
                    name, probe.m());
            return;
        }
        var right = probe.value(name, 1, 0).minus(constant == null ? all.times(0) : probe.value(name, 0, 0));
        if (examples > 1 && same(all.times(examples), right.times(probe.m()))) {
            breach("divides by %d however many examples there are", examples);
        }
    }

    /** Column i from column i alone; an output derivative may have the 1/m of the mean in it. */
    private void columns(Matrix base, List<Matrix> alone) {
        var each = Matrix.generate(base.rows(), base.columns(), (i, j) -> alone.get(j).get(i, 0));
        boolean mean = due.formula() == Formula.OUTPUT_DA || due.formula() == Formula.OUTPUT_DELTA;
        var right = probe.value(name, 1, 0);
        if (mean && examples > 1 && same(base, each) && !same(base, right) && same(base.times(examples), right)) {
            breach("divides by %d however many examples there are", examples);
        } else if (!same(base, each) && !(mean && same(base.times(probe.m()), each))) {
            int mixed = IntStream.range(0, base.columns())
                    .filter(j -> !same(base.columnAt(j), each.columnAt(j))).findFirst().orElse(0);
            breach("mixes examples: column %d of %s is another when that example is alone", mixed + 1, name);
        }
    }
}
