package backstep.matrix;

import backstep.check.Report;
import backstep.typeset.Text;
import java.util.logging.Logger;
import org.junit.jupiter.api.Assertions;

/** Classes that break the rules of the house, planted so that the rules are seen to bite. */
public final class PlantedFaults {

    private PlantedFaults() {}

    /** The first room looks at the last. */
    public static final class LooksUpward {
        Report report;
    }

    /** A value that shows itself in a notebook, which is typeset's part. */
    public static final class TypesetsItself {
        Text text;
    }

    /** A room of core uses a library. */
    public static final class NeedsAnotherLibrary {
        void fail() {
            Assertions.fail();
        }
    }

    /** A static field that changes. */
    public static final class Remembers {
        static int calls;
    }

    /** A static field whose entries change. */
    public static final class SharesAnArray {
        static final double[] SHARED = {1};
    }

    /** A word to standard error. */
    public static final class Prints {
        void print() {
            System.err.println("planted");
        }
    }

    /** A log record. */
    public static final class Logs {
        void log() {
            Logger.getLogger("planted").info("planted");
        }
    }
}
