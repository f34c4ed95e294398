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
import java.util.List;

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
     * The whole equation at a layer.
     *
     * @param l 1…L
     * @return LaTeX without delimiters
     */
    public String latex(int l) {
        var written = right.replace("[l-1]", "[" + (l - 1) + "]").replace("[l]", "[" + l + "]");
        return output(l).latex() + " = " + written.replace("A^{[0]\\top}", "X^\\top").replace("A^{[0]}", "X");
    }
}
