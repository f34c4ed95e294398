package backstep.exchange.array;

/** What stands under a name in a file: numbers, or texts such as the names of activations. */
public sealed interface Array permits NumericArray, TextArray {

    /**
     * What it is, for messages.
     *
     * @return for example {@code float64 (2, 3)}
     */
    String describe();
}
