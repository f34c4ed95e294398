package backstep.typeset;

import backstep.typeset.Term.Leaf;
import java.util.List;
import java.util.stream.IntStream;

/** Equations in a picture, where Plotly reads a little markup and no LaTeX. */
final class Picture {

    private static final int ROWS = 5; // of a matrix

    /** For example {@code W<sup>[1]⊤</sup> dZ<sup>[2]</sup>}. */
    static final Medium SYMBOLS = new Medium(sign -> sign.in(Sign.MARKUP).formatted("m"), Picture::symbol);

    private Picture() {}

    /** The layer in brackets, and ⊤, raised. */
    private static String symbol(Leaf leaf, boolean transposed) {
        var name = leaf instanceof Term.Value value
                ? value.quantity().toString().replace("loss", Sign.LOSS.in(Sign.MARKUP)) : Sign.ONES.in(Sign.MARKUP);
        int bracket = name.indexOf('[') < 0 ? name.length() : name.indexOf('[');
        var above = name.substring(bracket) + (transposed ? "⊤" : "");
        return name.substring(0, bracket) + (above.isEmpty() ? "" : "<sup>%s</sup>".formatted(above));
    }

    /** In place of each matrix its shape, whose parentheses are enough for an argument; a mean changes none. */
    static Medium withShapes(Operands operands) {
        return new Medium(sign -> sign == Sign.MEAN || sign == Sign.MEAN_OF_TOTAL ? "" : sign.in(Sign.MARKUP),
                (leaf, transposed) -> "(%s)".formatted(operands.of(leaf, transposed).shape())) {
            @Override
            Term apply(Term function, List<? extends Term> arguments) {
                return row(function, joined(Sign.COMMA, arguments));
            }
        };
    }

    /** In place of each matrix its entries, aligned, a line for each row. */
    static List<String> withNumbers(Operands operands, Term term, int columns, int digits) {
        return new Medium(sign -> sign.in(Sign.ALIGNED).formatted(operands.m()), (leaf, transposed) ->
                String.join("\n", operands.of(leaf, transposed).lines(ROWS, columns, digits))).pieces(term)
                .map(block -> List.of(block.split("\n"))).reduce(Picture::beside).orElseThrow();
    }

    /** Two blocks of lines side by side, the lower one in the middle of the other. */
    private static List<String> beside(List<String> left, List<String> right) {
        int height = Math.max(left.size(), right.size());
        return IntStream.range(0, height).mapToObj(k -> line(left, k, height) + line(right, k, height)).toList();
    }

    private static String line(List<String> block, int k, int height) {
        int line = k - (height - block.size()) / 2;
        return line >= 0 && line < block.size() ? block.get(line) : " ".repeat(block.get(0).length());
    }
}
