package backstep.check;

import backstep.matrix.Matrix;
import backstep.network.Quantity;
import backstep.network.Quantity.Kind;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Typical mistakes in the step θ − α dθ and in momentum, as data. */
public final class UpdateMistakes {

    private static final String DESCENT = "θ − α dθ";
    static final String ANY = "any step";
    private static final String ALPHA = "another α (not 1)";
    private static final String M = "another m (not 1)";
    private static final String LAYER = "gradients that differ from each other, more layers";
    private static final String MOVING = "a velocity that is not 0 before the step, another β (not ½)";
    private static final String NON_SQUARE = "a W that is not square, with more than one column, and another m";
    private static final int MOST = 1000; // times that a gradient is counted

    private static final List<UpdateMistake> RATE = List.of(
            mistake("no-alpha", "θ − dθ", "the learning rate α is missing", ALPHA, at -> at.withAlpha(1).right()),
            mistake("divided-by-alpha", "θ − dθ/α", "the gradient is divided by α, not multiplied", ALPHA,
                    at -> at.withAlpha(1 / at.alpha()).right()),
            mistake("alpha-squared", "θ − α² dθ", "α is applied twice", ALPHA,
                    at -> moved(at, at.alpha())),
            mistake("alpha-over-m", "θ − (α/m) dθ", "the step is divided by m, which is in dθ already", M,
                    at -> at.m() < 1 ? null : at.withAlpha(at.alpha() / at.m()).right()),
            mistake("sum-not-mean", "θ − α Σ dθ_i", "the gradients of the examples are added up, not averaged", M,
                    at -> at.m() < 1 ? null : at.with(at.gradient().times(at.m())).right()),
            mistake("ascent", "θ + α dθ", "the sign is that of ascent", ANY, at -> moved(at, -1)));

    private static final List<UpdateMistake> PARAMETER = List.of(
            mistake("unchanged", "θ", "the parameter was not updated, or the result not kept", ANY,
                    at -> new Updated(at.theta(), at.right().state())),
            mistake("only-weights", "b", "only the weights were updated, not the biases", "both W and b of a layer",
                    at -> at.isWeight() ? null : new Updated(at.theta(), at.right().state())),
            mistake("only-biases", "W", "only the biases were updated, not the weights", "both W and b of a layer",
                    at -> at.isWeight() ? new Updated(at.theta(), at.right().state()) : null),
            mistake("assigned", "−α dθ", "= stands for −=: the step replaces θ", ANY,
                    at -> new Updated(at.change(), at.right().state())),
            mistake("assigned-positive", "α dθ", "= stands for −=: the step, without its sign, replaces θ", ANY,
                    at -> new Updated(at.change().times(-1), at.right().state())),
            mistake("decay", "(1−α) θ − α dθ", "θ itself is multiplied by 1 − α", ANY,
                    at -> new Updated(at.right().theta().minus(at.theta().times(at.alpha())), at.right().state())),
            mistake("multiplied", "θ ∘ (α dθ)", "θ is multiplied by the step, which is to be subtracted", ANY,
                    at -> new Updated(at.theta().hadamard(at.change().times(-1)), at.right().state())),
            mistake("updated-twice", "θ − α dθ − α dθ", "the step was made twice with one gradient", ANY,
                    at -> {
                        var once = at.right();
                        return at.withTheta(once.theta()).withState(once.state()).right();
                    }));

    private static final List<UpdateMistake> GRADIENT = List.of(
            mistake("transposed", "W − α dWᵀ", "the gradient is transposed", "a dW that is not symmetric",
                    at -> at.isWeight() ? at.with(at.gradient().transpose()).right() : null),
            mistake("db-transposed", "b − α dbᵀ", "the gradient is transposed", "more than one unit",
                    at -> at.isWeight() ? null : at.with(at.gradient().transpose()).right()),
            mistake("sign-only", "θ − α sign(dθ)", "only the signs of the gradient are used", ANY,
                    at -> at.with(at.gradient().map(Math::signum)).right()),
            mistake("db-not-dW", "W − α db 1ᵀ", "db stands for dW", LAYER,
                    at -> at.isWeight() ? spread(at, Kind.DB) : null),
            mistake("db-strict", "W − α db", "db stands for dW, whose shape it has not", NON_SQUARE,
                    at -> at.isWeight() ? strict(at, Kind.DB) : null),
            mistake("dW-not-db", "b − α dW", "dW stands for db", LAYER,
                    at -> at.isWeight() ? null : spread(at, Kind.DW)),
            mistake("dW-strict", "b − α dW", "dW stands for db, whose shape it has not", NON_SQUARE,
                    at -> at.isWeight() ? null : strict(at, Kind.DW)),
            mistake("dZ-not-dW", "θ − α dZ", "dZ stands for the parameter's own gradient", M,
                    at -> spread(at, Kind.DZ)),
            mistake("dZ-strict", "θ − α dZ", "dZ stands for the parameter's own gradient, whose shape it has not",
                    NON_SQUARE, at -> strict(at, Kind.DZ)),
            mistake("not-reset", "θ − α (dθ + dθ of the steps before)",
                    "gradients of earlier steps are added up and not reset", "three steps",
                    at -> at.earlier().isEmpty() ? null
                            : at.with(at.earlier().stream().reduce(at.gradient(), Matrix::plus)).right()),
            mistake("counted", "θ − α k dθ", "the gradient is counted k times (a whole number), as when examples or "
                    + "steps are added up and not reset", ANY, UpdateMistakes::counted));

    private static final List<UpdateMistake> MOMENTUM = List.of(
            momentum("momentum-sign", "−βv", "the velocity comes in with the wrong sign", "βv",
                    at -> at.withState(times(at.state(), -1)).right()),
            momentum("gradient-sign", "−dθ in v", "the gradient comes into the velocity with the wrong sign", "dθ in v",
                    at -> at.with(at.gradient().times(-1)).right()),
            momentum("folded", "dθ ← dθ + βv, then the rule", "the velocity is folded into dθ as well", "dθ as it is",
                    at -> at.with(at.gradient().plus(at.velocity().times(at.beta()))).right()),
            momentum("alpha-in-velocity", "v of α dθ, then αv", "α is applied in the velocity and again in the step",
                    "α once", at -> at.with(at.gradient().times(at.alpha())).right()),
            momentum("beta-exchanged", "(1−β)v", "β and 1 − β are exchanged", "βv",
                    at -> at.withBeta(1 - at.beta()).right()),
            momentum("beta-missing", "v without β", "β is missing: the velocity never fades", "βv",
                    at -> at.withBeta(1).right()),
            momentum("stale-velocity", "θ moved by the old v", "the step is made before the velocity is updated",
                    "first v, then θ",
                    at -> new Updated(at.theta().plus(at.change(at.state())), at.right().state())),
            momentum("velocity-kept", "θ moved by the old v, v stays", "the velocity is never updated",
                    "first v, then θ",
                    at -> new Updated(at.theta().plus(at.change(at.state())), at.state())),
            momentum("velocity-reset", "v ← 0 before the step", "the velocity is forgotten before each step", "v kept",
                    at -> at.withState(times(at.state(), 0)).right()),
            momentum("plain", "θ − α dθ", "the velocity is left out: plain descent", "the rule with its v",
                    at -> new Updated(at.theta().minus(at.gradient().times(at.alpha())), at.right().state())));

    private static final List<UpdateMistake> DECAY = List.of(
            decay("decay-missing", "no λθ", "the weight decay is missing", at -> withoutDecay(at).right()),
            decay("decay-sign", "−λθ", "the weight decay has the wrong sign",
                    at -> at.by(decayed(at.rule(), -at.rule().decay(), at.rule().decoupled())).right()),
            decay("decay-coupling", "λθ in dθ, or −αλθ beside it: the other one",
                    "the decay stands in the gradient where it is to stand beside the step, or the other way round",
                    at -> at.by(decayed(at.rule(), at.rule().decay(), !at.rule().decoupled())).right()),
            decay("decay-without-alpha", "(1−λ)θ", "the weight decay lacks α",
                    at -> {
                        var plain = withoutDecay(at).right();
                        return at.isWeight() ? new Updated(plain.theta().minus(at.theta().times(at.rule().decay())),
                                plain.state()) : null;
                    }),
            decay("decay-on-biases", "b decays", "the biases decay as well",
                    at -> {
                        double lambda = at.rule().decay();
                        return at.isWeight() ? null : at.rule().decoupled()
                                ? new Updated(at.right().theta().minus(at.theta().times(at.alpha() * lambda)),
                                at.right().state())
                                : at.with(at.gradient().plus(at.theta().times(lambda))).right();
                    }));

    private static final List<UpdateMistake> STANDARD = Stream.of(RATE, PARAMETER, GRADIENT, MOMENTUM, DECAY)
            .flatMap(List::stream).toList();

    private UpdateMistakes() {}

    /**
     * The mistakes that the check knows by itself; those of exchanged layers and of the order come in where the
     * gradients and the data for them are given.
     *
     * @return a list to which one's own may be added in a copy
     */
    public static List<UpdateMistake> standard() {
        return STANDARD;
    }

    /** The gradient of another layer for each one's own, where its shape fits. */
    static Stream<UpdateMistake> exchanged(List<Quantity> gradients) {
        var layers = gradients.stream().map(Quantity::l).distinct().sorted().toList();
        return layers.stream().map(l -> new UpdateMistake("layer-" + l, "θ[l] − α dθ[%d]".formatted(l),
                "the gradient of layer %d stands for that of another layer".formatted(l), DESCENT, LAYER, at -> {
                    var other = at.known().get((at.isWeight() ? Kind.DW : Kind.DB).at(l));
                    return at.parameter().l() == l || other == null || !other.sameShape(at.theta()) ? null
                            : at.with(other).right();
                }));
    }

    private static UpdateMistake mistake(String id, String formula, String sentence, String shownBy,
            Function<UpdateSite, Updated> step) {
        return new UpdateMistake(id, formula, sentence, DESCENT, shownBy, step);
    }

    /** A mistake of rules that keep a velocity. */
    private static UpdateMistake momentum(String id, String formula, String sentence, String right,
            Function<UpdateSite, Updated> step) {
        return new UpdateMistake(id, formula, sentence, right, MOVING,
                at -> at.rule().states() == 1 ? step.apply(at) : null);
    }

    /** A mistake of rules that let weights decay. */
    private static UpdateMistake decay(String id, String formula, String sentence, Function<UpdateSite, Updated> step) {
        return new UpdateMistake(id, formula, sentence, "λθ in dW, or −αλW beside the step; weights only",
                "W and b that are not 0, another α, a velocity", at -> at.rule().decay() == 0 ? null : step.apply(at));
    }

    private static UpdateSite withoutDecay(UpdateSite at) {
        return at.by(decayed(at.rule(), 0, false));
    }

    private static UpdateRule decayed(UpdateRule rule, double lambda, boolean beside) {
        return beside ? rule.withDecoupledDecay(lambda) : rule.withDecay(lambda);
    }

    /** θ + factor · Δθ. */
    private static Updated moved(UpdateSite at, double factor) {
        return new Updated(at.theta().plus(at.change().times(factor)), at.right().state());
    }

    private static List<Matrix> times(List<Matrix> state, double factor) {
        return state.stream().map(value -> value.times(factor)).toList();
    }

    private static Updated spread(UpdateSite at, Kind kind) {
        return at.here(kind).filter(other -> fits(at, other)).map(other -> at.spread(other).right()).orElse(null);
    }

    private static boolean fits(UpdateSite at, Matrix other) {
        int columns = at.theta().columns();
        return other.rows() == at.theta().rows()
                && (other.columns() == columns || other.columns() == 1 || columns == 1);
    }

    /** Where shapes are strict, the mistake is refused. */
    private static Updated strict(UpdateSite at, Kind kind) {
        return at.here(kind).filter(other -> !other.sameShape(at.theta())).map(other -> at.with(other).right())
                .orElse(null);
    }

    /** The step is linear in dθ: from one more dθ, and from where θ is found, how many there were. */
    private static Updated counted(UpdateSite at) {
        if (at.after() == null || !at.after().sameShape(at.theta())) {
            return null;
        }
        var once = at.right().theta();
        var more = at.with(at.gradient().times(2)).right().theta().minus(once);
        var extra = at.after().minus(once);
        double count = 0;
        double largest = 0;
        for (int i = 0; i < more.rows(); i++) {
            for (int j = 0; j < more.columns(); j++) {
                if (Math.abs(more.get(i, j)) > largest) {
                    largest = Math.abs(more.get(i, j));
                    count = 1 + Math.rint(extra.get(i, j) / more.get(i, j));
                }
            }
        }
        return count < 2 || count > MOST ? null : at.with(at.gradient().times(count)).right();
    }
}
