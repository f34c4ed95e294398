package backstep.network;

import static java.util.Objects.requireNonNull;

/** Which loss goes behind which activation. */
final class MadeFor {

    private MadeFor() {}

    /** Refuses any activation but the one whose pullback cancels against the loss. */
    static void require(Loss loss, Activation needed, String named, Activation last) {
        requireNonNull(last, "last (g of the last layer) is null");
        if (last != needed) {
            throw new IllegalArgumentException(("%s needs %s in the last layer, given: %s; cross-entropy goes behind a "
                    + "sigmoid, softmax cross-entropy behind softmax, squared error behind any activation").formatted(
                    loss.name(), named, last.name().equals(needed.name()) ? "another function named " + last.name()
                            : last.name()));
        }
    }
}
