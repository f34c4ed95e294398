package backstep.typeset;

import backstep.typeset.Term.Leaf;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The fold over an equation, into pieces side by side; a medium says how it writes the signs and the leaves. */
class Medium {

    /** How a medium writes what has a matrix. */
    interface Leaves {
        String write(Leaf leaf, boolean transposed);
    }

    private final Function<Sign, String> signs;
    private final Leaves leaves;

    Medium(Function<Sign, String> signs, Leaves leaves) {
        this.signs = signs;
        this.leaves = leaves;
    }

    Term apply(Term function, List<? extends Term> arguments) {
        return row(function, Sign.OPEN, joined(Sign.COMMA, arguments), Sign.CLOSE);
    }

    Stream<String> evaluated(Term.Evaluated value) {
        return pieces(apply(value.function(), List.of(value.of())));
    }

    /** The equation on one line. */
    final String of(Term term) {
        return pieces(term).collect(Collectors.joining());
    }

    final Stream<String> pieces(Term term) {
        return term instanceof Sign sign ? Stream.of(signs.apply(sign))
                : term instanceof Leaf leaf ? Stream.of(leaves.write(leaf, false))
                : term instanceof Term.Transposed transposed ? Stream.of(leaves.write(transposed.of(), true))
                : term instanceof Term.Evaluated value ? evaluated(value)
                : term instanceof Term.Row row ? row.parts().stream().flatMap(this::pieces)
                : pieces(written(term));
    }

    /** The signs of an operation and what stands between them. */
    private Term written(Term term) {
        return term instanceof Term.Equal equal ? row(equal.left(), Sign.EQUAL, equal.right())
                : term instanceof Term.Sum sum ? joined(Sign.PLUS, sum.terms())
                : term instanceof Term.Product product ? joined(Sign.TIMES, grouped(product.factors()))
                : term instanceof Term.Hadamard product ? joined(Sign.HADAMARD, grouped(product.factors()))
                : term instanceof Term.Mean mean ? row(mean.of() instanceof Term.Total ? Sign.MEAN_OF_TOTAL : Sign.MEAN,
                        mean.of() instanceof Term.Sum ? grouped(mean.of()) : mean.of())
                : term instanceof Term.Total total ? row(Sign.TOTAL, grouped(total.of()), Sign.INDEX)
                : term instanceof Term.Fraction fraction ? row(
                        Sign.FRACTION, slashed(fraction.over()), Sign.OVER, slashed(fraction.under()), Sign.END)
                : apply(((Term.Apply) term).function(), ((Term.Apply) term).arguments());
    }

    /** A fraction's line groups, a slash does not. */
    private Term slashed(Term term) {
        return signs.apply(Sign.OVER).equals("/") ? grouped(term) : term;
    }

    private static List<Term> grouped(List<Term> terms) {
        return terms.stream().map(Medium::grouped).toList();
    }

    /** In parentheses, if an operation stands between its own parts. */
    private static Term grouped(Term term) {
        return term instanceof Term.Sum || term instanceof Term.Product || term instanceof Term.Hadamard
                || term instanceof Term.Mean || term instanceof Term.Total ? row(Sign.OPEN, term, Sign.CLOSE) : term;
    }

    static Term row(Term... parts) {
        return new Term.Row(List.of(parts));
    }

    static Term joined(Sign sign, List<? extends Term> terms) {
        return new Term.Row(IntStream.range(0, terms.size()).boxed()
                .flatMap(k -> k == 0 ? Stream.of(terms.get(k)) : Stream.of(sign, terms.get(k))).toList());
    }
}
