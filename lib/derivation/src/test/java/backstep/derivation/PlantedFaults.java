package backstep.derivation;

import backstep.derivation.gist.GistView;
import backstep.engine.Backprop;
import backstep.matrix.Matrix;
import backstep.network.Activation;
import java.util.logging.Logger;
import org.junit.jupiter.api.Assertions;

/** Classes of the frame that break the rules of the house, planted so that the rules are seen to bite. */
public final class PlantedFaults {

    private PlantedFaults() {}

    /** The frame knows a reference. */
    public static final class NamesAReference {
        GistView view;
    }

    /** A witness that asks the one whom it is to bear witness on. */
    public static final class CallsBp3 {
        Matrix dA(Matrix W, Matrix dZ) {
            return Backprop.bp3(W, dZ);
        }
    }

    /** BP4 by another name. */
    public static final class CallsThePullback {
        Matrix dZ(Matrix dA, Matrix Z) {
            return Activation.SIGMOID.pullback(dA, Z);
        }
    }

    /** Another library than core. */
    public static final class NeedsAnotherLibrary {
        void fail() {
            Assertions.fail();
        }
    }

    /** A static field that changes. */
    public static final class Remembers {
        static int calls;
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
