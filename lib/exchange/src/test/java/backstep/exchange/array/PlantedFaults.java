package backstep.exchange.array;

import backstep.exchange.NetworkFile;
import backstep.network.Network;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.logging.Logger;
import org.junit.jupiter.api.Assertions;

/** Classes that break the rules of PackagesTest, each one of them. */
public final class PlantedFaults {

    private PlantedFaults() {}

    /** The arrays see what is made of them. */
    public static final class KnowsANetwork {
        int layers(Network net) {
            return net.L();
        }
    }

    /** The arrays see their callers. */
    public static final class LooksAtTheFace {
        Network read(Path file) throws IOException {
            return NetworkFile.read(file);
        }
    }

    /** A dependency that nobody weighed. */
    public static final class NeedsAnotherLibrary {
        void fail() {
            Assertions.fail();
        }
    }

    /** Objects from a file: their classes run while they are read. */
    public static final class Unpickles {
        Object read(InputStream in) throws IOException, ClassNotFoundException {
            try (var objects = new ObjectInputStream(in)) {
                return objects.readObject();
            }
        }
    }

    /** A file that sends its reader elsewhere. */
    public static final class AsksTheNetwork {
        String host(String name) {
            return URI.create(name).getHost();
        }
    }

    /** State that outlives a call. */
    public static final class Remembers {
        static int calls;
    }

    /** A library that talks. */
    public static final class Prints {
        void print() {
            System.out.println("read");
        }
    }

    /** A library that logs. */
    public static final class Logs {
        void log() {
            Logger.getLogger("read").info("read");
        }
    }
}
