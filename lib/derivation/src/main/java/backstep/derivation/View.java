package backstep.derivation;

/** One network and its data in the letters and indices of one reference. */
public interface View {

    /**
     * What is seen.
     *
     * @return the network, the data, the canonical passes
     */
    Problem problem();

    /**
     * The way back: the canonical network and data, rebuilt from this reference's letters alone.
     *
     * @return equal to {@link #problem()} in every entry
     */
    Problem canonical();
}
