package backstep.check;

import backstep.engine.BackwardPass;
import backstep.engine.Backprop;
import backstep.engine.Formula;
import backstep.engine.ForwardPass;
import backstep.engine.Rules;
import backstep.matrix.Matrix;
import backstep.network.Quantity;
import backstep.network.Quantity.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The gradients of a loop that updates W[l] before it is propagated through: BP3 takes the new one. */
final class UpdateOrder {

    private UpdateOrder() {}

    /** All gradients of a pass by their names, with dZ. */
    static Map<Quantity, Matrix> gradients(BackwardPass pass) {
        var gradients = new HashMap<Quantity, Matrix>();
        for (int l = 1; l <= pass.network().L(); l++) {
            for (var kind : List.of(Kind.DW, Kind.DB, Kind.DZ)) {
                gradients.put(kind.at(l), pass.get(kind.at(l)));
            }
        }
        return gradients;
    }

    /** By the parameters before the step. */
    static Map<Quantity, Matrix> right(UpdateStep step) {
        return gradients(backward(step, Rules.standard()));
    }

    /** With each W in BP3 as it is after the step. */
    static Map<Quantity, Matrix> late(UpdateStep step) {
        return gradients(backward(step, Rules.standard().with(Formula.BP3, at ->
                Backprop.bp3(updated(step, at.l(), at.W()), at.dZ()))));
    }

    private static Matrix updated(UpdateStep step, int l, Matrix before) {
        var after = step.after().get(Kind.W.at(l));
        return after != null && after.sameShape(before) ? after : before;
    }

    private static BackwardPass backward(UpdateStep step, Rules rules) {
        var net = step.batch().net();
        for (var parameter : step.before().entrySet()) {
            net = net.with(parameter.getKey(), parameter.getValue());
        }
        return ForwardPass.of(net, step.batch().X(), rules).backward(step.batch().Y());
    }

    /** The mistake at each step whose data are known; layer L cannot show it. */
    static UpdateMistake mistake(List<UpdateStep> steps) {
        var late = steps.stream().map(step -> step.batch() == null ? Map.<Quantity, Matrix>of() : late(step)).toList();
        return new UpdateMistake("order", "W[l] ← …, then dA[l−1] = W[l]ᵀ dZ[l]",
                "W of a layer is updated before the derivative is propagated through it",
                "every dW and db first, or dA[l−1] before the update of W[l]", "at least two layers, a larger α",
                at -> {
                    var step = steps.get(at.rates().step() - 1);
                    var gradient = late.get(at.rates().step() - 1).get(UpdateStep.gradientOf(at.parameter()));
                    return gradient == null || at.parameter().l() == step.batch().net().L() ? null
                            : at.with(gradient).right();
                });
    }
}
