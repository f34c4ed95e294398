package backstep.check;

import backstep.check.UpdateTrial.Place;
import backstep.matrix.Matrix;
import backstep.network.Quantity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The gradients of an update held to those of its network, where the data are known.
 *
 * @param mistakes all that may be named
 * @param order the mistake of the order
 * @param late where the gradients given are those of an update that came too early
 * @param notes what else is to be said of the gradients given
 * @param near how far gradients computed anew may be off: half of the digits
 */
record UpdateGradients(List<UpdateMistake> mistakes, UpdateMistake order, Set<Place> late, List<String> notes,
        double near) {

    /** So far may gradients be off that somebody computed in float. */
    private static final double GIVEN = 1e-5;

    static UpdateGradients of(UpdateCheck check) {
        double near = Math.sqrt(check.setting().u(check.steps()));
        var order = UpdateOrder.mistake(check.steps());
        var mistakes = new ArrayList<>(check.setting().mistakes(check.steps()));
        if (check.steps().stream().anyMatch(step -> step.batch() != null)) {
            mistakes.add(order);
        }
        var late = new HashSet<Place>();
        var notes = new ArrayList<String>();
        for (int t = 1; t <= check.steps().size(); t++) {
            var step = check.steps().get(t - 1);
            if (step.batch() == null) {
                continue;
            }
            var right = UpdateOrder.right(step);
            var tooLate = UpdateOrder.late(step);
            for (var parameter : step.judged()) {
                var name = UpdateStep.gradientOf(parameter);
                if (isNear(step.gradients(), right, name)) {
                    continue;
                }
                if (isNear(step.gradients(), tooLate, name)) {
                    late.add(new Place(t, parameter));
                } else {
                    notes.add(("%s as given is not the gradient of this network on this X and Y; the update is judged "
                            + "by it, and GradientCheck judges the gradient").formatted(name));
                }
            }
        }
        return new UpdateGradients(mistakes, order, late, notes, near);
    }

    private static boolean isNear(Map<Quantity, Matrix> given, Map<Quantity, Matrix> by, Quantity name) {
        var gradient = given.get(name);
        var other = by.get(name);
        return other != null && gradient.sameShape(other)
                && gradient.minus(other).maxAbs() <= GIVEN * Math.max(gradient.maxAbs(), other.maxAbs());
    }

    boolean isLate(Place place) {
        return late.contains(place);
    }

    double slack(UpdateMistake mistake) {
        return mistake == order ? near : 0;
    }
}
