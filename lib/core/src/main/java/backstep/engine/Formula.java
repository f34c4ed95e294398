package backstep.engine;

import backstep.network.Quantity;
import backstep.network.Quantity.Kind;
import java.util.List;

/** What a pass computes, equation by equation: the name, what goes in and what comes out. */
public enum Formula {
    /** (2). */
    LINEAR("(2)", at(Kind.Z), at(Kind.W), before(Kind.A), at(Kind.B)),
    /** (1). */
    ACTIVATION("(1)", at(Kind.A), at(Kind.Z)),
    /** Each example's loss. */
    LOSS("loss", at(Kind.LOSSES), at(Kind.Z), at(Kind.Y)),
    /** (3). */
    COST("(3)", at(Kind.J), at(Kind.LOSSES)),
    /** dA[L]. */
    OUTPUT_DA("output dA", at(Kind.DA), at(Kind.A), at(Kind.Y)),
    /** dZ[L]. */
    OUTPUT_DELTA("output delta", at(Kind.DZ), at(Kind.Z), at(Kind.Y)),
    /** BP1. */
    BP1("BP1", at(Kind.DW), at(Kind.DZ), before(Kind.A)),
    /** BP2. */
    BP2("BP2", at(Kind.DB), at(Kind.DZ)),
    /** BP3. */
    BP3("BP3", before(Kind.DA), at(Kind.W), at(Kind.DZ)),
    /** BP4. */
    BP4("BP4", at(Kind.DZ), at(Kind.DA), at(Kind.Z));

    /** A quantity at layer l, or at a layer so many below. */
    private record Place(Kind kind, int below) {

        Quantity at(int l) {
            return kind.at(l - below);
        }
    }

    private static Place at(Kind kind) {
        return new Place(kind, 0);
    }

    private static Place before(Kind kind) {
        return new Place(kind, 1);
    }

    private final String id;
    private final Place output;
    private final List<Place> operands;

    Formula(String id, Place output, Place... operands) {
        this.id = id;
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
     * What the equation takes at a layer; where the cost has a penalty, BP1 and (3) take weights besides.
     *
     * @param l 1…L
     * @return for BP1 at l = 2: dZ[2], A[1]
     */
    public List<Quantity> operands(int l) {
        return operands.stream().map(operand -> operand.at(l)).toList();
    }
}
