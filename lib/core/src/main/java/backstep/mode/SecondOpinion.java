package backstep.mode;

import backstep.engine.Gradients;
import backstep.network.Elementwise;
import backstep.network.Network;
import backstep.network.Penalty;
import java.util.ArrayList;
import java.util.List;

/** Derivatives by a way of their own, which knows neither BP1–BP4 nor a difference quotient. */
public sealed interface SecondOpinion extends Gradients permits ForwardAccumulation, ReverseAccumulation {

    /**
     * The network in question.
     *
     * @return the network
     */
    Network network();

    /**
     * Whose opinion it is.
     *
     * @return how a sentence of {@link #trusted()} begins, for example {@code the dual numbers use}
     */
    String source();

    /**
     * What this opinion takes on trust: the given g′ or pullback of a user's activation, the given derivative of a
     * user's loss, that of a penalty.
     *
     * @return a sentence for each, none for the library's own activations and losses
     */
    default List<String> trusted() {
        var net = network();
        var trusted = new ArrayList<String>();
        for (int l = 1; l <= net.L(); l++) {
            var g = net.g(l);
            if (!Forms.isWritten(g)) {
                var derivative = g instanceof Elementwise ? "g′" : "pullback";
                trusted.add("%s the given %s of %s in layer %d".formatted(source(), derivative, g.name(), l));
            }
        }
        if (!Forms.FROM_A.containsKey(net.loss().unweighted())) {
            trusted.add("%s the given derivative of the loss %s".formatted(source(), net.loss().name()));
        }
        if (net.penalty() != Penalty.NONE) {
            trusted.add("%s the given derivative of the penalty %s".formatted(source(), net.penalty().name()));
        }
        return trusted;
    }
}
