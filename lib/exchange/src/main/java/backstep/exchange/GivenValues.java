package backstep.exchange;

import backstep.engine.Formula;
import backstep.engine.Rules;
import backstep.matrix.Matrix;
import backstep.network.Quantity;
import java.util.Map;

/**
 * Values from elsewhere as rules: each equation gives what was given of its outcome, and is right where nothing was.
 */
final class GivenValues {

    private GivenValues() {}

    static Rules asRules(Map<Quantity, Matrix> given) {
        var rules = Rules.standard();
        for (var formula : Formula.values()) {
            rules = rules.with(formula, at -> {
                var value = given.get(formula.output(at.l()));
                return value == null ? Rules.standard().apply(formula, at) : value;
            });
        }
        return rules;
    }
}
