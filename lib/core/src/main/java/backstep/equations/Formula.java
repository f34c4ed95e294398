package backstep.equations;

import static backstep.network.Quantity.Kind.A;
import static backstep.network.Quantity.Kind.B;
import static backstep.network.Quantity.Kind.DA;
import static backstep.network.Quantity.Kind.DB;
import static backstep.network.Quantity.Kind.DW;
import static backstep.network.Quantity.Kind.DZ;
import static backstep.network.Quantity.Kind.J;
import static backstep.network.Quantity.Kind.LOSSES;
import static backstep.network.Quantity.Kind.W;
import static backstep.network.Quantity.Kind.Y;
import static backstep.network.Quantity.Kind.Z;

import backstep.network.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a pass computes, equation by equation: the name, the formula, what goes in and what comes out. */
public enum Formula {
    /** (2). */
    LINEAR("(2)", "W^{[l]} A^{[l-1]} + b^{[l]} \\mathbf 1^\\top", at(Z), at(W), before(A), at(B)),
    /** (1). */
    ACTIVATION("(1)", "g(Z^{[l]})", at(A), at(Z)),
    /** Each example's loss. */
    LOSS("loss", "\\ell(Z^{[l]}, Y)", at(LOSSES), at(Z), at(Y)),
    /** (3). */
    COST("(3)", "\\frac1m \\sum_i \\ell_i", at(J), at(LOSSES)),
    /** dA[L]. */
    OUTPUT_DA("output dA", "\\partial \\ell / \\partial A^{[l]}", at(DA), at(A), at(Y)),
    /** dZ[L]. */
    OUTPUT_DELTA("output delta", "\\partial \\ell / \\partial Z^{[l]}", at(DZ), at(Z), at(Y)),
    /** BP1. */
    BP1("BP1", "\\frac1m\\, dZ^{[l]} A^{[l-1]\\top}", at(DW), at(DZ), before(A)),
    /** BP2. */
    BP2("BP2", "\\frac1m\\, dZ^{[l]} \\mathbf 1", at(DB), at(DZ)),
    /** BP3. */
    BP3("BP3", "W^{[l]\\top} dZ^{[l]}", before(DA), at(W), at(DZ)),
    /** BP4. */
    BP4("BP4", "dA^{[l]} \\circ g'(Z^{[l]})", at(DZ), at(DA), at(Z));

    /** A piece of an equation's right side. */
    public sealed interface Part {

        /**
         * The piece as it is written.
         *
         * @return LaTeX without delimiters
         */
        String latex();
    }

    /**
     * A quantity in an equation.
     *
     * @param quantity which one
     * @param transposed whether it stands there transposed
     * @param latex as it is written
     */
    public record Value(Quantity quantity, boolean transposed, String latex) implements Part {}

    /**
     * The column of m ones.
     *
     * @param transposed whether it stands there as a row
     * @param latex as it is written
     */
    public record Ones(boolean transposed, String latex) implements Part {}

    /**
     * What stands between the quantities.
     *
     * @param latex as it is written
     */
    public record Between(String latex) implements Part {}

    // A quantity by whose value the equation may be read; after ∂ it is only named.
    private static final Pattern QUANTITIES =
            Pattern.compile("(?<!partial )(d?[WZA]|d?b)\\^\\{\\[l(-1)?](\\\\top)?}|(\\\\ell_i)|(Y)|\\\\mathbf 1(\\^\\\\top)?");

    /** A quantity at layer l, or at a layer so many below. */
    private record Term(Quantity.Kind kind, int below) {}

    private static Term at(Quantity.Kind kind) {
        return new Term(kind, 0);
    }

    private static Term before(Quantity.Kind kind) {
        return new Term(kind, 1);
    }

    private final String id;
    private final String right;
    private final Term output;
    private final List<Term> operands;

    Formula(String id, String right, Term output, Term... operands) {
        this.id = id;
        this.right = right;
        this.output = output;
        this.operands = List.of(operands);
    }

    /**
     * The name of the equation.
     *
     * @return for example {@code BP1}
     */
    public String id() {
        return id;
    }

    /**
     * What the equation computes at a layer.
     *
     * @param l 1…L
     * @return for BP3 at l = 2: dA[1]
     */
    public Quantity output(int l) {
        return output.kind().at(l - output.below());
    }

    /**
     * What the equation takes at a layer.
     *
     * @param l 1…L
     * @return for BP1 at l = 2: dZ[2], A[1]
     */
    public List<Quantity> operands(int l) {
        return operands.stream().map(term -> term.kind().at(l - term.below())).toList();
    }

    /**
     * The right side at a layer, piece by piece: what shows an equation with its shapes or its numbers puts them in here.
     *
     * @param l 1…L
     * @return for BP3 at l = 2: W[2] transposed, a blank, dZ[2]
     */
    public List<Part> parts(int l) {
        var parts = new ArrayList<Part>();
        var matcher = QUANTITIES.matcher(right);
        int end = 0;
        while (matcher.find()) {
            between(right.substring(end, matcher.start()), l, parts);
            parts.add(part(matcher.toMatchResult(), l));
            end = matcher.end();
        }
        between(right.substring(end), l, parts);
        return List.copyOf(parts);
    }

    private static void between(String latex, int l, List<Part> parts) {
        if (!latex.isEmpty()) {
            parts.add(new Between(latex.replace("[l]", "[" + l + "]")));
        }
    }

    private Part part(MatchResult found, int l) {
        if (found.group(1) == null && found.group(4) == null && found.group(5) == null) {
            return new Ones(found.group(6) != null, found.group());
        }
        if (found.group(1) == null) {
            return new Value((found.group(4) == null ? Quantity.Kind.Y : LOSSES).at(l), false, found.group());
        }
        var quantity = kind(found.group(1)).at(found.group(2) == null ? l : l - 1);
        boolean transposed = found.group(3) != null;
        var name = quantity.latex();
        return new Value(quantity, transposed, !transposed ? name : name.endsWith("}") ? name.substring(0, name.length() - 1) + "\\top}" : name + "^\\top");
    }

    private static Quantity.Kind kind(String letter) {
        return Quantity.Kind.valueOf(letter.toUpperCase(Locale.ROOT));
    }

    /**
     * The whole equation at a layer.
     *
     * @param l 1…L
     * @return LaTeX without delimiters
     */
    public String latex(int l) {
        return output(l).latex() + " = " + parts(l).stream().map(Part::latex).collect(Collectors.joining());
    }
}
