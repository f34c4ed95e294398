package backstep.check.mutant;

import backstep.engine.Site;
import backstep.matrix.Matrix;
import backstep.network.Quantity.Kind;
import java.util.function.DoubleBinaryOperator;

/** What the mistakes are written with. */
final class Terms {

    private Terms() {}

    /** How many examples. */
    static double m(Site at) {
        return at.X().columns();
    }

    /** How many units the layer has. */
    static double n(Site at) {
        return at.b().rows();
    }

    /** The column 1 of n ones. */
    static Matrix one(int n) {
        return Matrix.ones(n, 1);
    }

    /** The column of ones over the examples. */
    static Matrix one(Site at) {
        return one(at.X().columns());
    }

    /** g′(Z) of the layer. */
    static Matrix gPrime(Site at) {
        return at.g().gPrime(at.Z());
    }

    /** W − α dW. */
    static Matrix updated(Site at, int l) {
        return at.get(Kind.W.at(l)).minus(at.get(Kind.DW.at(l)).times(at.alpha()));
    }

    /** A − Y. */
    static Matrix error(Site at) {
        return at.A().minus(at.Y());
    }

    /** A matrix from each output and its label. */
    static Matrix entries(Site at, DoubleBinaryOperator of) {
        return at.A().combine("output and label", at.Y(), of);
    }
}
