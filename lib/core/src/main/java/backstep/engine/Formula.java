package backstep.engine;

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
import java.util.regex.Pattern;

/** What a pass computes, equation by equation: the name, the formula, what goes in and what comes out. */
public enum Formula {
    /** (2). */
    LINEAR("(2)", "%s %s + %s \\mathbf 1^\\top", at(Z), at(W), before(A), at(B)),
    /** (1). */
    ACTIVATION("(1)", "%s", at(A), at(Z).as(Use.G)),
    /** Each example's loss. */
    LOSS("loss", "\\ell(%s, %s)", at(LOSSES), at(Z), at(Y)),
    /** (3). */
    COST("(3)", "\\frac1m \\sum_i %s_i", at(J), at(LOSSES)),
    /** dA[L]. */
    OUTPUT_DA("output dA", "\\frac{\\partial \\ell}{\\partial A}(%s, %s)", at(DA), at(A), at(Y)),
    /** dZ[L]. */
    OUTPUT_DELTA("output delta", "\\frac{\\partial \\ell}{\\partial Z}(%s, %s)", at(DZ), at(Z), at(Y)),
    /** BP1. */
    BP1("BP1", "\\frac1m\\, %s %s", at(DW), at(DZ), before(A).as(Use.TRANSPOSED)),
    /** BP2. */
    BP2("BP2", "\\frac1m\\, %s \\mathbf 1", at(DB), at(DZ)),
    /** BP3. */
    BP3("BP3", "%s %s", before(DA), at(W).as(Use.TRANSPOSED), at(DZ)),
    /** BP4. */
    BP4("BP4", "%s \\circ %s", at(DZ), at(DA), at(Z).as(Use.G_PRIME));

    /** How a formula uses an operand. */
    public enum Use {
        /** As it is. */
        ITSELF,
        /** Transposed. */
        TRANSPOSED,
        /** Under the layer's g. */
        G,
        /** Under the layer's g′. */
        G_PRIME
    }

    /** How to write a quantity where a formula names it. */
    @FunctionalInterface
    public interface Writer {
        /**
         * Writes one quantity.
         *
         * @param quantity an operand, or the output
         * @param use what the formula does with it
         * @return what stands there
         */
        String write(Quantity quantity, Use use);
    }

    // Where an operand goes, and the column of ones.
    private static final Pattern PIECES = Pattern.compile("%s|\\\\mathbf 1(\\^\\\\top)?");

    /** A quantity at layer l, or at a layer so many below, and what is done with it. */
    private record Term(Quantity.Kind kind, int below, Use use) {

        Term as(Use use) {
            return new Term(kind, below, use);
        }

        Quantity at(int l) {
            return kind.at(l - below);
        }
    }
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


    private static Term at(Quantity.Kind kind) {
        return new Term(kind, 0, Use.ITSELF);
    }

    private static Term before(Quantity.Kind kind) {
        return new Term(kind, 1, Use.ITSELF);
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
        return output.at(l);
    }

    /**
     * What the equation takes at a layer.
     *
     * @param l 1…L
     * @return for BP1 at l = 2: dZ[2], A[1]
     */
    public List<Quantity> operands(int l) {
        return operands.stream().map(term -> term.at(l)).toList();
    }

    /**
     * The whole equation at a layer, each quantity written by the caller: as a symbol, with its shape, as its numbers.
     *
     * @param l 1…L
     * @param writer how to write an operand and the output
     * @return LaTeX without delimiters, as far as the writer writes LaTeX
     */
    public String written(int l, Writer writer) {
        return writer.write(output(l), Use.ITSELF) + " = " + right.formatted(operands.stream().map(term -> writer.write(term.at(l), term.use())).toArray());
    }

    /**
     * The right side at a layer, piece by piece: what shows an equation with its shapes or its numbers puts them in here.
     *
     * @param l 1…L
     * @return for BP3 at l = 2: W[2] transposed, a blank, dZ[2]
     */
    public List<Part> parts(int l) {
        var parts = new ArrayList<Part>();
        var terms = operands.iterator();
        var matcher = PIECES.matcher(right);
        int end = 0;
        while (matcher.find()) {
            between(right.substring(end, matcher.start()), parts);
            if (matcher.group().equals("%s")) {
                operand(terms.next(), l, parts);
            } else {
                parts.add(new Ones(matcher.group(1) != null, matcher.group()));
            }
            end = matcher.end();
        }
        between(right.substring(end), parts);
        return List.copyOf(parts);
    }

    private static void operand(Term term, int l, List<Part> parts) {
        boolean isArgument = term.use() == Use.G || term.use() == Use.G_PRIME;
        between(term.use() == Use.G ? "g(" : isArgument ? "g'(" : "", parts);
        boolean transposed = term.use() == Use.TRANSPOSED;
        parts.add(new Value(term.at(l), transposed, symbol(term.at(l), transposed ? Use.TRANSPOSED : Use.ITSELF)));
        between(isArgument ? ")" : "", parts);
    }

    private static void between(String latex, List<Part> parts) {
        if (!latex.isEmpty()) {
            parts.add(new Between(latex));
        }
    }

    /**
     * The whole equation at a layer.
     *
     * @param l 1…L
     * @return LaTeX without delimiters
     */
    public String latex(int l) {
        return written(l, Formula::symbol);
    }

    /**
     * The symbol of an operand.
     *
     * @param quantity the operand
     * @param use what the formula does with it
     * @return LaTeX, for example {@code A^{[1]\top}}
     */
    public static String symbol(Quantity quantity, Use use) {
        var symbol = quantity.latex();
        return switch (use) {
            case ITSELF -> symbol;
            case TRANSPOSED -> symbol.endsWith("}") ? symbol.substring(0, symbol.length() - 1) + "\\top}" : symbol + "^\\top";
            case G -> "g(" + symbol + ")";
            case G_PRIME -> "g'(" + symbol + ")";
        };
    }

    /**
     * The whole equation at a layer, in letters that a terminal shows.
     *
     * @param l 1…L
     * @return for example {@code dW[2] = (1/m) dZ[2] A[1]ᵀ}
     */
    public String plain(int l) {
        return written(l, (quantity, use) -> switch (use) {
            case ITSELF -> quantity.toString();
            case TRANSPOSED -> quantity + "ᵀ";
            case G -> "g(" + quantity + ")";
            case G_PRIME -> "g′(" + quantity + ")";
        }).replace("\\frac1m", "(1/m)").replaceAll("\\\\frac\\{(.*?)\\}\\{(.*?)\\}", "$1/$2").replace("\\mathbf ", "").replace("^\\top", "ᵀ")
                .replace("\\circ", "∘").replace("\\sum_i", "Σ").replace("\\partial ", "∂").replace("\\ell", "ℓ").replace("\\,", "");
    }
}
