package backstep.check;

import static java.util.Objects.requireNonNull;

import backstep.engine.Formula;
import backstep.engine.Schedule.Scheduled;
import backstep.matrix.NonNull;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A wrong step: an equation that is wrong although its operands are right.
 *
 * @param formula which equation
 * @param layers at which layers, in the order of the pass
 * @param before what was found right just before it, in order
 * @param what what is wrong with it
 * @param suspects all equations among which the fault must be; one, where what stands before it was known
 * @param causes what reproduces the numbers: each of them does, and only one of them was done
 * @param apart what tells several causes apart; empty where nothing does or nothing needs to
 */
public record Fault(Formula formula, List<Integer> layers, List<String> before, String what, List<Scheduled> suspects,
        List<Cause> causes, String apart) {

    /** Copies the lists; nothing may be null. */
    public Fault {
        requireNonNull(formula, "formula is null");
        requireNonNull(what, "what is null");
        requireNonNull(apart, "apart is null");
        layers = NonNull.list("layers", layers);
        before = NonNull.list("before", before);
        suspects = NonNull.list("suspects", suspects);
        causes = NonNull.list("causes", causes);
    }

    /**
     * Where it is seen first.
     *
     * @return the layer
     */
    public int l() {
        return layers.get(0);
    }

    /** For example {@code dZ[2] right, dW[2] right, dA[1] wrong: first fault in BP3 at layer 2}. */
    @Override
    public String toString() {
        return told("first fault");
    }

    String told(String which) {
        var right = before.stream().map(name -> name + " right, ").reduce("", String::concat);
        var place = suspects.size() <= 1 ? "%s at layer %d".formatted(formula.id(), l())
                : suspects.stream().map(due -> "%s at layer %d".formatted(due.formula().id(), due.l()))
                        .collect(Collectors.joining(", or ", "", " (what stands between was not given)"));
        return "%s%s %s: %s in %s".formatted(right, formula.output(l()), what, which, place);
    }
}
