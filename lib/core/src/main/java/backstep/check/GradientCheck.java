package backstep.check;

import backstep.equations.Rules;
import backstep.matrix.Matrix;
import backstep.network.Network;
import backstep.network.Quantity;
import backstep.network.Quantity.Kind;
import backstep.pass.ForwardPass;
import backstep.pass.Gradients;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares everything a set of rules computes: Z, A and J with the reference, since a cost and a gradient that are wrong together
 * pass any difference quotient; then each dA, dZ, dW, db with the difference quotient of the reference cost.
 *
 * @param net the network
 * @param X n_0×m
 * @param Y n_L×m
 * @param rules the rules in question
 * @param h the step of the difference quotient
 */
public record GradientCheck(Network net, Matrix X, Matrix Y, Rules rules, double h) {

    /**
     * A check of the library's own equations.
     *
     * @param net the network
     * @param X n_0×m
     * @param Y n_L×m
     * @return the check, to be run
     */
    public static GradientCheck of(Network net, Matrix X, Matrix Y) {
        return new GradientCheck(net, X, Y, Rules.standard(), NumericalGradient.STEP);
    }

    /**
     * The same check of other rules.
     *
     * @param mine a learner's rules
     * @return the check, to be run
     */
    public GradientCheck rules(Rules mine) {
        return new GradientCheck(net, X, Y, mine, h);
    }

    /**
     * Runs it.
     *
     * @return the report
     * @throws IllegalArgumentException if X or Y do not fit the network, or a rule gives no matrix of the right shape
     */
    public Report run() {
        var blocks = new ArrayList<Block>();
        var skipped = new ArrayList<String>();
        var reference = ForwardPass.of(net, X);
        var forward = ForwardPass.of(net, X, rules);
        for (int l = 1; l <= net.L(); l++) {
            blocks.add(new Block(Kind.Z.at(l), forward.z(l), reference.z(l)));
            blocks.add(new Block(Kind.A.at(l), forward.a(l), reference.a(l)));
        }
        blocks.add(new Block(Kind.J.at(net.L()), Matrix.row(forward.cost(Y)), Matrix.row(reference.cost(Y))));
        var backward = forward.backward(Y);
        var estimate = NumericalGradient.of(net, X, Y, h);
        for (var quantity : derivatives()) {
            if (outputsEnd(quantity, reference)) {
                skipped.add("%s cannot be estimated: an output is so near 0 or 1 that the last bit hides a nudge; dZ[%d] stays finite"
                        .formatted(quantity, net.L()));
            } else {
                blocks.add(new Block(quantity, value(backward, quantity), value(estimate, quantity)));
            }
        }
        return new Report(net, blocks, skipped);
    }

    /** Where an output sits at the border of the loss to the last bit, nothing can be nudged. */
    private boolean outputsEnd(Quantity quantity, ForwardPass reference) {
        return quantity.equals(Kind.DA.at(net.L()))
                && !reference.a(net.L()).map(a -> a + NumericalGradient.outputStep(net.loss(), a, h) == a ? Double.NaN : 0).isFinite();
    }

    /** In backward order: dA, dZ, dW, db of each layer from L down, and dX. */
    private List<Quantity> derivatives() {
        var order = new ArrayList<Quantity>();
        for (int l = net.L(); l >= 1; l--) {
            order.addAll(List.of(Kind.DA.at(l), Kind.DZ.at(l), Kind.DW.at(l), Kind.DB.at(l)));
        }
        order.add(Kind.DA.at(0));
        return order;
    }

    private static Matrix value(Gradients gradients, Quantity quantity) {
        return switch (quantity.kind()) {
            case DA -> gradients.dA(quantity.l());
            case DZ -> gradients.dZ(quantity.l());
            case DW -> gradients.dW(quantity.l());
            case DB -> gradients.db(quantity.l());
            default -> throw new IllegalArgumentException(quantity + " is no derivative");
        };
    }
}
