package backstep.estimate;

/**
 * Every number that decides how an estimate is made and what is called wrong, each with where it comes from. H is N. J.
 * Higham, "Accuracy and Stability of Numerical Algorithms", second edition; u = 2⁻⁵³ is the unit roundoff.
 */
public final class Tolerances {

    /** A block whose entries are all smaller is compared with this size. */
    public static final double FLOOR = 1e-3;

    /**
     * The largest error of a right equation, relative to its block, that is not called wrong whatever the error bar
     * says.
     */
    public static final double LIMIT = 1e-6;

    /** A bar wider than this part of the block's size cannot tell right from wrong: ten times {@link #LIMIT}. */
    public static final double TELLING = 10 * LIMIT;

    /**
     * The same for values in another arithmetic: {@link #TELLING} asks for 11 digits less than double has; of float32,
     * which has 9 fewer, 1 in 100 is asked, more than any mistake of the catalogue is small.
     *
     * @param unitRoundoff u of the arithmetic
     * @return the widest bar that tells, relative to the block
     */
    public static double telling(double unitRoundoff) {
        return unitRoundoff <= U ? TELLING : 1e-2;
    }

    /**
     * How far Z, A, losses and J may be from the reference, relative to what they are summed from: half of the digits
     * of a double, for other right forms.
     */
    public static final double FORWARD = 1e-9;

    /**
     * Ratios of given to estimate that differ by no more than this part are one ratio, and next to a number are that
     * number.
     */
    public static final double RATIO = 1e-3;

    /**
     * A decimal half-way between two texts is no binary number: it may be off by this part of half a unit of the last
     * digit.
     */
    public static final double HALF_WAY = 1e-6;

    /** By how much a first step moves a Z; small beside the curvature of every activation. */
    static final double REACH = 1e-2;

    /** A first step that moves a Z above by more is made shorter: a few times the reach, since weights are near 1. */
    static final double FAR = 4 * REACH;

    /** The longest step, where what it moves is next to nothing: its square is still a number. */
    static final double LONGEST = 0x1p500;

    /** Each step of the search is so many times shorter than the one before. */
    static final double SHRINK = 8;

    /** How many steps the search tries at most; the last one moves a Z by 4e-8. */
    static final int TRIES = 7;

    /** The last step of the search, in first steps. */
    static final double SHORTEST = Math.pow(SHRINK, 1 - TRIES);

    /** A kink that even the last step straddles lies well within so many of it. */
    static final double BESIDE = 4;

    /**
     * The distance of two values that were extrapolated once, from h and h/2 and from h/2 and h/4, is a small part of
     * that of the quotients at h and h/2 where the error falls as h²: it is a third of it where it falls as h.
     */
    static final double ORDERLY = 0.04;

    /**
     * Of a smooth function that distance is about h² of the other, 1e-4 at a first step. Ten times as much may be a
     * jump that the curve happens to hide.
     */
    static final double HIDDEN = 1e-3;

    /**
     * … and about q² of the slope where the distance of the quotients is a part q of it: a few times more, where terms
     * of the series are of unlike size.
     */
    static final double NEXT = 10;

    /**
     * Central quotients at h, h/2, h/4 and h/8 of a smooth function, extrapolated twice each, differ by so little of
     * its slope and its size at h = {@link #FAR}: h⁶ f⁗‴/5040/64, and rounding. A second derivative that jumps by κ
     * leaves up to 2 % of κ h.
     */
    static final double CONVERGED = 1e-9;

    /**
     * Where the second derivative jumps by κ, c away within a step h, central quotients and what is extrapolated from
     * them are off by up to κ h times a function of c/h, and so is the combination of second differences at h, h/2 and
     * h/4 from which the terms of h² and h⁴ have gone. Half of this part of that, or half of what
     * {@link Richardson#error()} says where that is more, covers the error wherever the jump is, and those of jumps of
     * higher derivatives.
     */
    static final double JUMP = 0.1;

    /**
     * An output nearer to the end of its loss than this cannot be nudged: the finest quotient of the shortest step,
     * which is so much shorter than that room, would leave the normal numbers.
     */
    public static final double NO_ROOM = Double.MIN_NORMAL * 4 * Math.pow(SHRINK, TRIES - 1) / REACH;

    /**
     * The step that serves a central quotient of a function of size 1 best is about the cube root of u, between h² and
     * u/h.
     */
    static final double CENTRAL_STEP = 1e-5;

    /**
     * The step that serves a one-sided quotient of a function of size 1 best is about the square root of u, between h
     * and u/h.
     */
    static final double ONE_SIDED_STEP = 1e-8;

    /** The step, in first steps, at which a slope is wanted to its order of magnitude only: 1e-4 for a Z. */
    static final double CRUDE = 1e-2;

    /**
     * The rounding of three central quotients at h, h/2 and h/4, each of which rounding moves by its noise over its
     * step, with the weights of Richardson's extrapolation, (64 q(h/4) − 20 q(h/2) + q(h))/45: (64·4 + 20·2 + 1)/45.
     */
    static final double EXTRAPOLATED_NOISE = (64 * 4 + 20 * 2 + 1) / 45.0;

    /**
     * The rounding of two one-sided quotients at one step, each of which rounding moves by twice its noise over the
     * step.
     */
    static final double TWO_QUOTIENTS_NOISE = 4;

    /**
     * At a kink the gap of the two slopes stays however short the step; without one it shrinks with the step. So much
     * shorter is tried, …
     */
    static final double SHORTER = 64;

    /** … and a gap that is still more than this part of the first stays. */
    static final double STAYS = 0.5;

    /** A slope lies between those to the two sides if it is no farther outside than this part of their gap. */
    static final double BETWEEN = 0.1;

    /** Noise that is estimated from nine values may be so many times larger. */
    static final double FEW_VALUES = 10;

    /** What is farther than this part of a scale is not near. */
    static final double NEAR = 0.64;

    /** How many steps are tried at most where a function is not finite to both sides. */
    static final int TRIES_AT_AN_END = 40;

    /** A step ends at so many units of the last digit of the entry that it moves. */
    static final double DIGITS_MOVED = 64;

    /** A block whose numbers are all smaller says nothing of how large they usually are. */
    static final double NOTHING = 1e-280;

    /** An entry smaller than this part of the largest of its block is taken to be that large: it may be rounding. */
    static final double OF_THE_LARGEST = 1e-8;

    /** By so much the first step is shorter where the size of an entry is not known. */
    static final double UNKNOWN = 1e-3;

    /** 21/16: a step with five digits of its own. */
    static final double NO_PERIOD = 1.3125;

    /**
     * What is of order h⁴ falls by 16 when the step is halved, what is of order h² by 4: from here on it is taken to be
     * of the higher.
     */
    static final double SMOOTH = 8;

    /** Of a function of which nothing is known a bar is so many times what the series leaves out. */
    static final double ANY_BEND = 5;

    /** A kink is off by half of its gap, and two of them near each other by some more: so many halves. */
    static final double GAP = 1.5;

    /** What is so many times the noise is seen. */
    static final double SEEN = 16;

    /** u = 2⁻⁵³, the unit roundoff of double. */
    static final double U = Math.ulp(1.0) / 2;

    private Tolerances() {}

    /**
     * The rounding of a sum of products with a bias and of what is made of it, relative to the sizes of its terms: γ_n
     * ≈ n u for the sum (H, section 3.1), and 8 u for the bias, the activation and the loss, each of a few roundings.
     *
     * @param terms n
     * @return (n + 8) u
     */
    static double rounding(int terms) {
        return rounding(terms, U);
    }

    /**
     * The same in another arithmetic.
     *
     * @param terms n
     * @param u its unit roundoff, 2⁻²⁴ for float
     * @return (n + 8) u
     */
    static double rounding(int terms, double u) {
        return (terms + 8) * u;
    }

    /**
     * The spacing of the numbers next to 0, to which small ones are rounded.
     *
     * @param u the unit roundoff
     * @return that of double, or, in any coarser arithmetic, that of float
     */
    static double smallest(double u) {
        return u <= U ? Double.MIN_VALUE : Float.MIN_VALUE;
    }
}
