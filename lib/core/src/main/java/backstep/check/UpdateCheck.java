package backstep.check;

import backstep.check.UpdateStep.Batch;
import backstep.engine.BackwardPass;
import backstep.engine.ForwardPass;
import backstep.matrix.Matrix;
import backstep.matrix.NonNull;
import backstep.network.Network;
import backstep.network.Quantity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * An update checked like an equation: parameters before, gradients, parameters after, and the velocity where there is
 * one. What moved is compared with what had to move, relative to the step α dθ: a step of 1e-6 with the wrong sign is
 * wrong although θ hardly shows it.
 *
 * <pre>{@code
 * var backward = ForwardPass.of(net, X).backward(Y);
 * UpdateCheck.of(backward, 0.1).after(mine).run().orThrow();                 // θ ← θ − α dθ
 * UpdateCheck.of(backward, 0.1).momentum(0.9).velocity(before, after).after(mine).run();
 * }</pre>
 */
public final class UpdateCheck {

    private final List<UpdateStep> steps;
    private final UpdateSetting setting;

    private UpdateCheck(List<UpdateStep> steps, UpdateSetting setting) {
        this.steps = List.copyOf(steps);
        this.setting = setting;
    }

    /**
     * A check of any parameters.
     *
     * @param before θ before the step, W[l] and b[l] by their names, any of them
     * @param gradients dW[l] and db[l]; whatever else is there, such as dZ[l], serves to name mistakes
     * @param alpha the learning rate, finite
     * @return the check, to be told what came of it by {@link #after(Map)} or {@link #by}
     * @throws IllegalArgumentException if α is not finite, no parameter has a gradient, or a gradient has not the shape
     * of its parameter
     */
    public static UpdateCheck of(Map<Quantity, Matrix> before, Map<Quantity, Matrix> gradients, double alpha) {
        return of(UpdateStep.of(NonNull.map("before", before), NonNull.map("gradients", gradients), 0, null), alpha);
    }

    /**
     * A check of a network's parameters.
     *
     * @param before the network before the step
     * @param gradients dW[l] and db[l], any of them
     * @param alpha the learning rate, finite
     * @return the check
     * @throws IllegalArgumentException as {@link #of(Map, Map, double)}
     */
    public static UpdateCheck of(Network before, Map<Quantity, Matrix> gradients, double alpha) {
        return of(Objects.requireNonNull(before, "before").parameters(), gradients, alpha);
    }

    /**
     * A check of a step by the gradients of a backward pass; its network is what was there before.
     *
     * @param pass the backward pass
     * @param alpha the learning rate, finite
     * @return the check
     */
    public static UpdateCheck of(BackwardPass pass, double alpha) {
        return of(UpdateStep.of(Objects.requireNonNull(pass, "pass")), alpha);
    }

    private static UpdateCheck of(UpdateStep step, double alpha) {
        if (!Double.isFinite(alpha)) {
            throw new IllegalArgumentException("α needs to be finite, given: " + alpha);
        }
        return new UpdateCheck(List.of(step.requireFitting()),
                new UpdateSetting(alpha, 0, List.of(UpdateRule.DESCENT), UpdateMistakes.standard(), 0));
    }

    private UpdateCheck last(UpdateStep step) {
        var all = new ArrayList<>(steps);
        all.set(all.size() - 1, step);
        return new UpdateCheck(all, setting);
    }

    private UpdateStep last() {
        return steps.get(steps.size() - 1);
    }

    private UpdateCheck set(UpdateSetting other) {
        return new UpdateCheck(steps, other);
    }

    /**
     * The same with what came of the step.
     *
     * @param after θ after it, any of the parameters
     * @return the check, to be run
     */
    public UpdateCheck after(Map<Quantity, Matrix> after) {
        return last(last().after(NonNull.map("after", after), Map.of()));
    }

    /**
     * The same with what came of the step.
     *
     * @param after the network after it
     * @return the check, to be run
     */
    public UpdateCheck after(Network after) {
        return after(Objects.requireNonNull(after, "after").parameters());
    }

    /**
     * The same with a step that is made here, by a formula of θ, dθ, α and whatever is known; what it throws is told.
     *
     * @param mine for example {@code at -> at.theta().minus(at.gradient().times(at.alpha()))}
     * @return the check, to be run
     */
    public UpdateCheck by(Function<UpdateSite, Matrix> mine) {
        Objects.requireNonNull(mine, "mine");
        var after = new HashMap<Quantity, Matrix>();
        var thrown = new HashMap<Quantity, String>();
        for (var parameter : last().parameters()) {
            try {
                after.put(parameter, Objects.requireNonNull(
                        mine.apply(site(steps.size(), parameter, setting.rules().get(0))), "the new θ"));
            } catch (CancellationException stopped) {
                throw stopped;
            } catch (RuntimeException refused) {
                thrown.put(parameter, "threw %s: %s".formatted(refused.getClass().getSimpleName(),
                        refused.getMessage()));
            }
        }
        return last(last().after(after, thrown));
    }

    /**
     * The same with one step more, from what came of the last one.
     *
     * @param gradients as {@link #of(Map, Map, double)}
     * @return the check, to be told what came of it
     * @throws IllegalArgumentException if the gradients do not fit
     */
    public UpdateCheck then(Map<Quantity, Matrix> gradients) {
        var before = new HashMap<>(last().before());
        before.putAll(last().after());
        return then(UpdateStep.of(before, NonNull.map("gradients", gradients), last().m(), null));
    }

    /**
     * The same with one step more, by the gradients of a backward pass.
     *
     * @param pass of the network that came of the last step
     * @return the check, to be told what came of it
     */
    public UpdateCheck then(BackwardPass pass) {
        return then(UpdateStep.of(Objects.requireNonNull(pass, "pass")));
    }

    private UpdateCheck then(UpdateStep next) {
        var all = new ArrayList<>(steps);
        all.add(next.requireFitting());
        return new UpdateCheck(all, setting);
    }

    /**
     * The same by other rules; more than one where the convention is to be recognised.
     *
     * @param rules at least one
     * @return the check
     */
    public UpdateCheck rules(UpdateRule... rules) {
        if (NonNull.array("rules", rules).length == 0) {
            throw new IllegalArgumentException("an update is checked by at least one rule, given: none");
        }
        return set(new UpdateSetting(setting.alpha(), setting.beta(), List.of(rules), setting.mistakes(),
                setting.roundoff()));
    }

    /**
     * The same by momentum, in whichever of the conventions of {@link UpdateRule#MOMENTUM} fits; {@link #rules} after
     * this holds it to one.
     *
     * @param beta β
     * @return the check
     */
    public UpdateCheck momentum(double beta) {
        return set(new UpdateSetting(setting.alpha(), beta, UpdateRule.MOMENTUM, setting.mistakes(),
                setting.roundoff()));
    }

    /**
     * The same with the velocity of the last step; without it the first step starts from 0, and each further one from
     * what the rule made of the one before.
     *
     * @param before v before the step, by the name of its parameter
     * @param after v after it; an empty map if it is not to be judged
     * @return the check
     */
    public UpdateCheck velocity(Map<Quantity, Matrix> before, Map<Quantity, Matrix> after) {
        return state(lists(NonNull.map("before", before)), lists(NonNull.map("after", after)));
    }

    /**
     * The same with whatever a rule of one's own keeps, as its {@link UpdateRule#state} lists it.
     *
     * @param before by the name of its parameter
     * @param after likewise; an empty map if it is not to be judged
     * @return the check
     */
    public UpdateCheck state(Map<Quantity, List<Matrix>> before, Map<Quantity, List<Matrix>> after) {
        return last(last().states(NonNull.map("before", before), NonNull.map("after", after)));
    }

    private static Map<Quantity, List<Matrix>> lists(Map<Quantity, Matrix> values) {
        return values.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> List.of(entry.getValue())));
    }

    /**
     * The same with the count of examples, for mistakes of a factor m.
     *
     * @param m at least 1
     * @return the check
     */
    public UpdateCheck examples(int m) {
        if (m < 1) {
            throw new IllegalArgumentException("a mean needs at least 1 example, given m = " + m);
        }
        return last(last().of(m, last().batch()));
    }

    /**
     * The same with the data of the last step: the gradients given are compared with those of the network, and an
     * update before the derivative was propagated through is recognised.
     *
     * @param net the network before the step
     * @param X n_0×m
     * @param Y n_L×m
     * @return the check
     */
    public UpdateCheck on(Network net, Matrix X, Matrix Y) {
        ForwardPass.of(Objects.requireNonNull(net, "net"), Objects.requireNonNull(X, "X"))
                .cost(Objects.requireNonNull(Y, "Y")); // which refuses what does not fit
        return last(last().of(X.columns(), new Batch(net, X, Y)));
    }

    /**
     * The same with other mistakes to be named.
     *
     * @param mistakes for example {@link UpdateMistakes#standard()} and one's own
     * @return the check
     */
    public UpdateCheck mistakes(List<UpdateMistake> mistakes) {
        return set(new UpdateSetting(setting.alpha(), setting.beta(), setting.rules(),
                NonNull.list("mistakes", mistakes),
                setting.roundoff()));
    }

    /**
     * The same in a precision of its own; otherwise float where every parameter is one, and double elsewhere.
     *
     * @param u half of the gap between 1 and the next number, for example 2⁻²⁴ for float
     * @return the check
     */
    public UpdateCheck roundoff(double u) {
        return set(new UpdateSetting(setting.alpha(), setting.beta(), setting.rules(), setting.mistakes(), u));
    }

    List<UpdateStep> steps() {
        return steps;
    }

    UpdateSetting setting() {
        return setting;
    }

    /** All that is known of a parameter at a step; the state is that given for the step, or zeros. */
    UpdateSite site(int t, Quantity parameter, UpdateRule rule) {
        return setting.site(steps, t, parameter, rule);
    }

    /**
     * Judges every step.
     *
     * @return the report
     * @throws IllegalArgumentException if nothing came of a step, or a state does not fit its rule
     * @throws java.util.concurrent.CancellationException if the thread is interrupted; its interrupt flag is cleared
     */
    public UpdateReport run() {
        int states = setting.rules().stream().mapToInt(UpdateRule::states).max().orElseThrow();
        for (int t = 1; t <= steps.size(); t++) {
            if (steps.get(t - 1).judged().isEmpty()) {
                throw new IllegalArgumentException(("step %d: no W[l] or b[l] after it is given whose gradient is: "
                        + "after(…) or by(…) tells what came of it").formatted(t));
            }
            steps.get(t - 1).requireStates(states);
        }
        return UpdateDiagnosis.of(this);
    }
}
