package backstep.derivation;

/** How an equation is written. */
public enum Form {
    /** For one entry, with indices. */
    ELEMENTWISE,
    /** For vectors or matrices. */
    VECTORIZED,
    /** It gives a name to something. */
    DEFINITION,
    /** An order in which to compute. */
    ALGORITHM
}
