package backstep.notebook.figure;

import backstep.engine.BackwardPass;
import backstep.engine.ForwardPass;
import backstep.engine.Rules;
import backstep.matrix.Matrix;
import backstep.network.Quantity;
import backstep.network.Quantity.Kind;
import java.util.ArrayList;
import java.util.List;

/** One entry of W or b: where it is, the slope that the rules give, and the cost when it is nudged. */
record Parameter(ForwardPass pass, Matrix Y, Quantity quantity, int row, int column, double slope) {

    /** This entry, with the slope that the standard equations give. */
    static Parameter of(ForwardPass pass, Matrix Y, Quantity quantity, int row, int column) {
        if (quantity.kind() != Kind.W && quantity.kind() != Kind.B) {
            throw new IllegalArgumentException("a parameter is an entry of W[l] or b[l], given: " + quantity);
        }
        var shape = pass.get(quantity);
        if (row < 0 || row >= shape.rows() || column < 0 || column >= shape.columns()) {
            throw new IllegalArgumentException("%s is %s; it has no entry (%d, %d), counted from 0"
                    .formatted(quantity, shape.shape(), row, column));
        }
        return new Parameter(pass, Y, quantity, row, column, slopes(pass.backward(Y), quantity).get(row, column));
    }

    /** All entries, layer by layer, W before b. */
    static List<Parameter> all(ForwardPass pass, Matrix Y, Rules rules) {
        var backward = pass.backward(Y, rules);
        var parameters = new ArrayList<Parameter>();
        for (int l = 1; l <= pass.network().L(); l++) {
            for (var kind : pass.network().hasBias(l) ? List.of(Kind.W, Kind.B) : List.of(Kind.W)) {
                var slopes = slopes(backward, kind.at(l));
                for (int i = 0; i < slopes.rows(); i++) {
                    for (int j = 0; j < slopes.columns(); j++) {
                        parameters.add(new Parameter(pass, Y, kind.at(l), i, j, slopes.get(i, j)));
                    }
                }
            }
        }
        return parameters;
    }

    private static Matrix slopes(BackwardPass backward, Quantity parameter) {
        return parameter.kind() == Kind.W ? backward.dW(parameter.l()) : backward.db(parameter.l());
    }

    String name() {
        return "%s(%d, %d)".formatted(quantity, row, column);
    }

    double value() {
        return pass.get(quantity).get(row, column);
    }

    double cost(double nudge) {
        return pass.with(quantity, pass.get(quantity).with(row, column, value() + nudge)).cost(Y);
    }
}
