package backstep.matrix;

import backstep.check.GradientCheck;
import backstep.sample.RandomCase;

/** A program that runs one check and then prints the name of the BLAS that did it. */
public final class FreshJvm {

    private FreshJvm() {}

    /** Runs it. */
    public static void main(String[] arguments) {
        var c = RandomCase.of(5);
        GradientCheck.of(c.net(), c.X(), c.Y()).run().orThrow();
        System.out.println(Products.CHOICE.orRefuse().getClass().getSimpleName());
    }
}
