package backstep.typeset;

import backstep.matrix.Matrix;
import backstep.network.Quantity;
import java.util.List;
import java.util.function.UnaryOperator;

/** An equation, or a part of one, as a tree; each {@link Medium} is a fold over it. */
sealed interface Term permits Sign, Term.Leaf, Term.Transposed, Term.Equal, Term.Sum, Term.Product, Term.Hadamard,
        Term.Mean, Term.Total, Term.Fraction, Term.Row, Term.Apply, Term.Evaluated {

    /** What a pass has a matrix for. */
    sealed interface Leaf extends Term permits Value, Ones {}

    /** A quantity. */
    record Value(Quantity quantity) implements Leaf {}

    /** The column of m ones. */
    record Ones() implements Leaf {}

    /** A leaf transposed. */
    record Transposed(Leaf of) implements Term {}

    /** left = right. */
    record Equal(Value left, Term right) implements Term {}

    /** a + b. */
    record Sum(List<Term> terms) implements Term {}

    /** The matrix product. */
    record Product(List<Term> factors) implements Term {}

    /** The elementwise product a ∘ b. */
    record Hadamard(List<Term> factors) implements Term {}

    /** (1/m) of something. */
    record Mean(Term of) implements Term {}

    /** The sum over the examples, Σ_i. */
    record Total(Term of) implements Term {}

    /** A fraction. */
    record Fraction(Term over, Term under) implements Term {}

    /** Signs and terms as they stand beside each other. */
    record Row(List<Term> parts) implements Term {}

    /** A function of its arguments. */
    record Apply(Term function, List<Term> arguments) implements Term {}

    /** A function of one leaf, by which its value is known too; the name that numbers call it by, or null. */
    record Evaluated(Term function, Leaf of, UnaryOperator<Matrix> value, String name) implements Term {}
}
