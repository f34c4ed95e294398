package backstep.estimate;

/** How a slope is estimated from values of a function. */
public enum Scheme {
    /** (f(x + h) − f(x)) / h, wrong by about h f″/2. */
    FORWARD,
    /** (f(x + h) − f(x − h)) / 2h, wrong by about h² f‴/6. */
    CENTRAL,
    /**
     * Central quotients at h, h/2, h/4, extrapolated to h = 0 (Richardson; the step search after Ridders), wrong by
     * about h⁶.
     */
    EXTRAPOLATED
}
