package backstep.check;

import backstep.engine.Formula;
import java.util.List;

/**
 * The first wrong step: an equation that is wrong although its operands are right.
 *
 * @param formula which equation
 * @param l at which layer
 * @param before what was found right just before it, in order
 * @param what what is wrong with it
 */
public record Fault(Formula formula, int l, List<String> before, String what) {

    /** Copies the list. */
    public Fault {
        before = List.copyOf(before);
    }

    /** For example {@code dZ[2] right, dW[2] right, dA[1] wrong: first fault in BP3 at layer 2}. */
    @Override
    public String toString() {
        var right = before.stream().map(name -> name + " right, ").reduce("", String::concat);
        return "%s%s %s: first fault in %s at layer %d".formatted(right, formula.output(l), what, formula.id(), l);
    }
}
