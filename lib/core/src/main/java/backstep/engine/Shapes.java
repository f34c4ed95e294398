package backstep.engine;

import backstep.matrix.Matrix;

/** Refusals that name the equation, what was given and what is needed. */
final class Shapes {

    private Shapes() {}

    static void product(String equation, String leftName, Matrix left, String rightName, Matrix right) {
        if (left.columns() != right.rows()) {
            var hint = left.columns() == right.columns() ? transposed(rightName) : left.rows() == right.rows() ? transposed(leftName) : "";
            throw new IllegalArgumentException("%s: %s is %s, %s is %s: the product needs %d = %d%s".formatted(
                    equation, leftName, left.shape(), rightName, right.shape(), left.columns(), right.rows(), hint));
        }
    }

    static void same(String equation, String leftName, Matrix left, String rightName, Matrix right) {
        if (!left.sameShape(right)) {
            throw new IllegalArgumentException("%s: %s is %s, %s is %s: both need one shape%s".formatted(
                    equation, leftName, left.shape(), rightName, right.shape(), left.sameShape(right.transpose()) ? transposed(rightName) : ""));
        }
    }

    static void column(String equation, String leftName, int rows, String rightName, Matrix right) {
        if (right.rows() != rows || right.columns() != 1) {
            same(equation, leftName, Matrix.ones(rows, 1), rightName, right);
        }
    }

    static void row(String equation, String leftName, int columns, String rightName, Matrix right) {
        if (right.rows() != 1 || right.columns() != columns) {
            same(equation, leftName, Matrix.ones(1, columns), rightName, right);
        }
    }

    /** The likely cause where Aᵀ stands for A, also in a formula that has Aᵀ itself. */
    private static String transposed(String name) {
        return "; did you pass %sᵀ?".formatted(name.replace("ᵀ", ""));
    }
}
