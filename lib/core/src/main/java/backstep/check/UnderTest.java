package backstep.check;

import backstep.engine.Formula;
import backstep.engine.Schedule.Scheduled;
import backstep.engine.Site;
import backstep.matrix.Matrix;
import java.util.Map;
import java.util.Optional;

/** What is checked, in the library's own orientation and in the scale of a convention. */
sealed interface UnderTest permits RulesUnderTest, ValuesUnderTest {

    /** What an equation tried by itself gave, or the message with which it failed. */
    record Attempt(Optional<Matrix> value, String message) {}

    /** The value that is in question; null where there is none. */
    Matrix whole(Scheduled due);

    /** The value of this equation alone, from right operands; null where there is none. */
    Matrix alone(Scheduled due);

    /** What the equation alone had to give, in the library's own scale, where that is not the reference. */
    Optional<Matrix> due(Scheduled due);

    /** Whether anything of this equation is in question, or it is the library's own. */
    boolean isTheirs(Formula formula);

    /** Whether the whole has anything of this equation at all. */
    boolean has(Scheduled due);

    /** How far a value may be off because it was printed; 0 for what was computed here. */
    double printed(Scheduled due);

    /** What could not be run, and why. */
    Map<Scheduled, String> broken();

    /** The equation tried by itself, whatever came of it. */
    Attempt attempt(Scheduled due);

    /** What it was given then, in the library's own scale and orientation, with a learning rate. */
    Site site(Scheduled due, double alpha);

    /** The learning rate that is known. */
    double alpha();
}
