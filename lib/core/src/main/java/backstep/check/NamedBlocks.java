package backstep.check;

import backstep.estimate.NumericalJacobian;
import backstep.matrix.Matrix;
import backstep.matrix.NonNull;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Blocks of numbers, each with a name and a shape, and the same numbers in one row.
 *
 * @param <B> double[], double[][] or Matrix
 */
final class NamedBlocks<B> {

    /**
     * One block.
     *
     * @param name unique
     * @param like one of that shape and kind
     * @param rows 1 for an array of numbers
     * @param columns how many in each row
     * @param offset where its first number stands in the row of all
     */
    record Part<B>(String name, B like, int rows, int columns, int offset) {

        int size() {
            return rows * columns;
        }

        boolean isArray() {
            return like instanceof double[];
        }

        String shape() {
            return isArray() ? String.valueOf(columns) : rows + "×" + columns;
        }
    }

    private final List<Part<B>> parts = new ArrayList<>();
    private final double[] all;

    /**
     * Blocks as they are given.
     *
     * @throws IllegalArgumentException if there is none, one is empty or of another kind, or has a number that is not
     * finite
     */
    NamedBlocks(Map<String, B> at) {
        NonNull.map("at", at);
        int offset = 0;
        for (var entry : at.entrySet()) {
            var name = entry.getKey();
            var rows = rows("at", name, entry.getValue());
            var part = new Part<>(name, entry.getValue(), rows.length, rows[0].length, offset);
            offset += part.size();
            parts.add(part);
        }
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("at has no block; a function of at least 1 number is needed");
        }
        this.all = flat("at", at);
        for (var part : parts) {
            for (int k = 0; k < part.size(); k++) {
                if (!Double.isFinite(all[part.offset() + k])) {
                    throw new IllegalArgumentException("at: %s of %s is %s; a slope needs a finite point".formatted(
                            place(part, k), part.name(), all[part.offset() + k]));
                }
            }
        }
    }

    List<Part<B>> parts() {
        return parts;
    }

    /** All numbers in one row, block by block. */
    double[] all() {
        return all.clone();
    }

    /** A size for each number, as its block tells. */
    double[] scale() {
        return parts.stream().flatMapToDouble(part -> Arrays.stream(NumericalJacobian.scale(
                Arrays.copyOfRange(all, part.offset(), part.offset() + part.size())))).toArray();
    }

    /** Which number of a block, from 1. */
    static String place(Part<?> part, int k) {
        return part.isArray() ? "entry " + (k + 1)
                : "row %d, column %d".formatted(k / part.columns() + 1, k % part.columns() + 1);
    }

    /**
     * The numbers of other blocks of the same names and shapes.
     *
     * @throws IllegalArgumentException if one is missing, too many, or of another shape
     */
    double[] flat(String argument, Map<String, B> blocks) {
        NonNull.map(argument, blocks);
        if (!blocks.keySet().equals(named().keySet())) {
            throw new IllegalArgumentException("%s has the blocks %s; at has %s: one of each name is needed"
                    .formatted(argument, List.copyOf(blocks.keySet()), List.copyOf(named().keySet())));
        }
        var flat = new double[parts.stream().mapToInt(Part::size).sum()];
        for (var part : parts) {
            var rows = rows(argument, part.name(), blocks.get(part.name()));
            if (rows.length != part.rows() || rows[0].length != part.columns()) {
                throw new IllegalArgumentException("%s: %s is %s, at has %s: a derivative for each number is needed%s"
                        .formatted(argument, part.name(), shape(part, rows), part.shape(),
                                rows.length == part.columns() && rows[0].length == part.rows()
                                        ? "; is it transposed?" : ""));
            }
            for (int i = 0; i < rows.length; i++) {
                System.arraycopy(rows[i], 0, flat, part.offset() + i * part.columns(), part.columns());
            }
        }
        return flat;
    }

    private static String shape(Part<?> part, double[][] rows) {
        return part.isArray() ? rows[0].length + " numbers long" : rows.length + "×" + rows[0].length;
    }

    private Map<String, B> named() {
        var named = new LinkedHashMap<String, B>();
        parts.forEach(part -> named.put(part.name(), part.like()));
        return named;
    }

    private static double[][] rows(String argument, String name, Object block) {
        Objects.requireNonNull(block, "%s: the block %s is null".formatted(argument, name));
        var rows = block instanceof double[] array ? new double[][] {array}
                : block instanceof double[][] given ? given
                : block instanceof Matrix matrix ? matrix.toArray() : null;
        if (rows == null) {
            throw new IllegalArgumentException(
                    "%s: the block %s is a %s; it needs to be a double[], double[][] or Matrix"
                    .formatted(argument, name, block.getClass().getSimpleName()));
        }
        for (var row : rows) {
            Objects.requireNonNull(row, "%s: a row of %s is null".formatted(argument, name));
            if (row.length != rows[0].length) {
                throw new IllegalArgumentException("%s: the rows of %s have %d and %d numbers; all need the same"
                        .formatted(argument, name, rows[0].length, row.length));
            }
        }
        if (rows.length == 0 || rows[0].length == 0) {
            throw new IllegalArgumentException("%s: the block %s is empty; it needs at least 1 number"
                    .formatted(argument, name));
        }
        return rows;
    }

    /** Writes the numbers of blocks back, so that it shows if somebody changed them; NaN where they no longer fit. */
    void copy(Map<String, B> blocks, double[] flat) {
        try {
            System.arraycopy(flat("argument", blocks), 0, flat, 0, flat.length);
        } catch (IllegalArgumentException | NullPointerException changed) {
            Arrays.fill(flat, Double.NaN);
        }
    }

    /** Blocks of their own that hold these numbers. */
    Map<String, B> blocks(double[] flat) {
        var blocks = new LinkedHashMap<String, B>();
        parts.forEach(part -> blocks.put(part.name(), block(part, flat)));
        return blocks;
    }

    @SuppressWarnings("unchecked") // of the kind of what it is like
    private static <B> B block(Part<B> part, double[] flat) {
        var rows = new double[part.rows()][];
        for (int i = 0; i < rows.length; i++) {
            int from = part.offset() + i * part.columns();
            rows[i] = Arrays.copyOfRange(flat, from, from + part.columns());
        }
        return (B) (part.isArray() ? rows[0] : part.like() instanceof Matrix ? Matrix.of(rows) : rows);
    }
}
