package backstep.typeset;

import backstep.engine.Formula;
import backstep.engine.Step;
import backstep.matrix.Matrix;
import backstep.network.Activation;
import backstep.network.Elementwise;
import backstep.network.Penalty;
import backstep.network.Quantity.Kind;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The equations of {@code Backprop} as they are written. */
final class Equations {

    private static final Term.Ones ONES = new Term.Ones();

    private Equations() {}

    /** With the activation of its layer and the penalty of its network. */
    static Term.Equal of(Step step) {
        int l = step.l();
        return step.formula() == Formula.LINEAR && !step.net().hasBias(l)
                ? new Term.Equal(at(Kind.Z, l), product(at(Kind.W, l), at(Kind.A, l - 1)))
                : of(step.formula(), l, step.net().g(l), step.net().penalty());
    }

    /** At a layer of activation g; (3) at the last. */
    static Term.Equal of(Formula formula, int l, Activation g, Penalty penalty) {
        return new Term.Equal(new Term.Value(formula.output(l)), right(formula, l, g, penalty));
    }

    private static Term right(Formula formula, int l, Activation g, Penalty penalty) {
        return switch (formula) {
            case LINEAR -> new Term.Sum(List.of(
                    product(at(Kind.W, l), at(Kind.A, l - 1)), product(at(Kind.B, l), new Term.Transposed(ONES))));
            case ACTIVATION -> new Term.Evaluated(Sign.G, at(Kind.Z, l), g::A, g.name());
            case LOSS -> new Term.Apply(Sign.LOSS, List.of(at(Kind.Z, l), at(Kind.Y, l)));
            case COST -> penalised(new Term.Mean(new Term.Total(at(Kind.LOSSES, l))), penalty,
                    IntStream.rangeClosed(1, l).mapToObj(k ->
                            value(Sign.PENALTY, at(Kind.W, k), W -> Matrix.row(penalty.of(W)))));
            case OUTPUT_DA -> new Term.Apply(derivative(Sign.LOSS, Sign.A), List.of(at(Kind.A, l), at(Kind.Y, l)));
            case OUTPUT_DELTA -> new Term.Apply(derivative(Sign.LOSS, Sign.Z), List.of(at(Kind.Z, l), at(Kind.Y, l)));
            case BP1 -> penalised(
                    new Term.Mean(product(at(Kind.DZ, l), new Term.Transposed(at(Kind.A, l - 1)))), penalty,
                    Stream.of(value(derivative(Sign.PENALTY, Sign.W), at(Kind.W, l), penalty::dW)));
            case BP2 -> new Term.Mean(product(at(Kind.DZ, l), ONES));
            case BP3 -> product(new Term.Transposed(at(Kind.W, l)), at(Kind.DZ, l));
            case BP4 -> g instanceof Elementwise
                    ? new Term.Hadamard(List.of(at(Kind.DA, l), value(Sign.G_PRIME, at(Kind.Z, l), g::gPrime)))
                    : new Term.Apply(Sign.PULLBACK, List.of(at(Kind.DA, l), at(Kind.Z, l)));
        };
    }

    private static Term.Value at(Kind kind, int l) {
        return new Term.Value(kind.at(l));
    }

    private static Term value(Term function, Term.Leaf of, UnaryOperator<Matrix> value) {
        return new Term.Evaluated(function, of, value, null);
    }

    private static Term product(Term... factors) {
        return new Term.Product(List.of(factors));
    }

    private static Term derivative(Sign of, Sign by) {
        return new Term.Fraction(new Term.Row(List.of(Sign.PARTIAL, of)), new Term.Row(List.of(Sign.PARTIAL, by)));
    }

    private static Term penalised(Term mean, Penalty penalty, Stream<Term> ofTheWeights) {
        return penalty == Penalty.NONE ? mean : new Term.Sum(Stream.concat(Stream.of(mean), ofTheWeights).toList());
    }
}
