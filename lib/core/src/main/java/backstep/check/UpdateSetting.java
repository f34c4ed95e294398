package backstep.check;

import backstep.matrix.Matrix;
import backstep.network.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What holds for all steps of an update.
 *
 * @param alpha the learning rate
 * @param beta of momentum
 * @param rules any of which may have made the steps
 * @param mistakes to be named
 * @param roundoff u; 0 if it is to be recognised from the numbers
 */
record UpdateSetting(double alpha, double beta, List<UpdateRule> rules, List<UpdateMistake> mistakes,
        double roundoff) {

    private static final double DOUBLE = Math.ulp(1.0) / 2;
    private static final double FLOAT = Math.ulp(1.0f) / 2;

    /** The mistakes of the list, and those of exchanged layers. */
    List<UpdateMistake> mistakes(List<UpdateStep> steps) {
        var gradients = steps.stream().flatMap(step -> step.gradients().keySet().stream()).distinct().toList();
        var all = new ArrayList<>(mistakes);
        all.addAll(UpdateMistakes.exchanged(gradients).toList());
        return all;
    }

    /** The unit roundoff: that of float where all that was written is one. */
    double u(List<UpdateStep> steps) {
        if (roundoff > 0) {
            return roundoff;
        }
        return steps.stream().flatMap(UpdateStep::written).allMatch(UpdateSetting::isFloat) ? FLOAT : DOUBLE;
    }

    private static boolean isFloat(Matrix values) {
        return values.map(x -> x == (float) x || Double.isNaN(x) ? 0 : 1).sum() == 0;
    }

    /** All that is known of a parameter at a step; the state is that given for the step, or zeros. */
    UpdateSite site(List<UpdateStep> steps, int t, Quantity parameter, UpdateRule rule) {
        var step = steps.get(t - 1);
        var theta = step.before().get(parameter);
        var name = UpdateStep.gradientOf(parameter);
        var zeros = IntStream.range(0, rule.states()).mapToObj(k -> theta.times(0)).toList();
        var earlier = steps.subList(0, t - 1).stream().map(UpdateStep::gradients)
                .filter(gradients -> gradients.containsKey(name)).map(gradients -> gradients.get(name)).toList();
        return new UpdateSite(parameter, rule, theta, step.gradients().get(name),
                step.stateBefore().getOrDefault(parameter, zeros), step.gradients(), earlier,
                new UpdateSite.Rates(alpha, beta, step.m(), t), step.after().get(parameter));
    }
}
