package backstep.typeset;

import java.util.List;

/** What stands between and around the quantities of an equation; {@code %s} is m, and Σ is over the examples. */
enum Sign implements Term {

    EQUAL(" = "), PLUS(" + "), TIMES(" "), COMMA(", "), OPEN("("), CLOSE(")"),
    A("A"), Z("Z"), W("W"), G("g"),
    G_PRIME("g'", "g′"),
    /** The pullback of g, of dA and Z. */
    PULLBACK("g^*", "g*", "g<sup>*</sup>", "g*"),
    LOSS("\\ell", "ℓ"),
    PENALTY("\\text{penalty}", "penalty"),
    PARTIAL("\\partial ", "∂"),
    HADAMARD(" \\circ ", " ∘ "),
    /** Before, between and behind numerator and denominator. */
    FRACTION("\\frac{", ""), OVER("}{", "/"), END("}", ""),
    ONES("\\mathbf 1", "1", "<b>1</b>", "1"),
    MEAN("\\frac1%s\\, ", "(1/%s) ", "(1/%s) ", "1/%s "),
    /** The mean of a sum, before which LaTeX itself leaves room. */
    MEAN_OF_TOTAL("\\frac1%s ", "(1/%s) ", "(1/%s) ", "1/%s "),
    /** Before and behind what is summed. */
    TOTAL("\\sum_i ", "Σ ", "Σ<sub>i</sub> ", "Σi "), INDEX("_i", "_i", "<sub>i</sub>", "i");

    /** The media: LaTeX; a terminal; a picture; a picture's aligned numbers, which markup would shift. */
    static final int LATEX = 0, PLAIN = 1, MARKUP = 2, ALIGNED = 3;

    private final List<String> written;

    /** The last one is that of all further media. */
    Sign(String... written) {
        this.written = List.of(written);
    }

    String in(int medium) {
        return written.get(Math.min(medium, written.size() - 1));
    }
}
