package backstep.engine;

import backstep.matrix.Matrix;

/** Refusals that name the equation, what was given and what is needed. */
final class Shapes {

    private Shapes() {}

    static void product(String equation, String leftName, Matrix left, String rightName, Matrix right) {
        present(equation, leftName, left);
        present(equation, rightName, right);
        if (left.columns() != right.rows()) {
            var hint = left.columns() == right.columns() ? transposed(rightName)
                    : left.rows() == right.rows() ? transposed(leftName) : "";
            throw new IllegalArgumentException("%s: %s is %s, %s is %s: the product needs %d = %d%s".formatted(
                    equation, leftName, left.shape(), rightName, right.shape(), left.columns(), right.rows(), hint));
        }
    }

    static void same(String equation, String leftName, Matrix left, String rightName, Matrix right) {
        present(equation, leftName, left);
        present(equation, rightName, right);
        if (!left.sameShape(right)) {
            var hint = left.sameShape(right.transpose()) ? transposed(rightName) : "";
            throw new IllegalArgumentException("%s: %s is %s, %s is %s: both need one shape%s".formatted(
                    equation, leftName, left.shape(), rightName, right.shape(), hint));
        }
    }

    /** As {@link #same} for a left side that is known by its shape alone. */
    static void shape(String equation, String leftName, int rows, int columns, String rightName, Matrix right) {
        present(equation, rightName, right);
        if (right.rows() != rows || right.columns() != columns) {
            same(equation, leftName, Matrix.ones(rows, columns), rightName, right);
        }
    }

    private static void present(String equation, String name, Matrix operand) {
        if (operand == null) {
            throw new NullPointerException("%s: %s is null".formatted(equation, name));
        }
    }

    /** The likely cause where Aᵀ stands for A, also in a formula that has Aᵀ itself. */
    private static String transposed(String name) {
        return "; did you pass %sᵀ?".formatted(name.replace("ᵀ", ""));
    }
}
