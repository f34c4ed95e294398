package backstep.check.mutant;

import backstep.engine.Site;
import backstep.matrix.Matrix;
import java.util.function.DoubleBinaryOperator;

/** What the other forms of right equations are written with. */
final class Terms {

    private Terms() {}

    static double m(Site at) {
        return at.X().columns();
    }

    static Matrix one(int n) {
        return Matrix.ones(n, 1);
    }

    static Matrix one(Site at) {
        return one(at.X().columns());
    }

    static Matrix gPrime(Site at) {
        return at.g().gPrime(at.Z());
    }

    static Matrix entries(Site at, DoubleBinaryOperator of) {
        return at.A().combine("output and label", at.Y(), of);
    }
}
