package backstep.notebook;

import backstep.derivation.Derivation;
import backstep.derivation.Verification;
import backstep.derivation.catalogue.Derivations;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The commands of {@code lab.py} that are Java's: {@code verify [NAME] [--json FILE]}, and {@code sheet}, which prints
 * the equations as JSON.
 */
final class Main {

    private static final String USAGE = "verify [%s] [--json FILE]%nsheet";

    private Main() {}

    public static void main(String[] arguments) throws IOException {
        System.exit(run(arguments, new PrintStream(System.out, true, StandardCharsets.UTF_8)));
    }

    /** 0 if everything is verified, 1 if something failed, 2 if the words are off. */
    static int run(String[] arguments, PrintStream out) throws IOException {
        var words = new ArrayList<>(List.of(arguments));
        if (words.equals(List.of("sheet"))) {
            out.println(Json.written(Sheet.equations()));
            return 0;
        }
        int json = words.indexOf("--json");
        if (words.isEmpty() || !words.remove(0).equals("verify") || json == words.size()) {
            return refuse(out);
        }
        Path file = json < 0 ? null : Path.of(words.remove(json));
        words.remove("--json");
        var chosen = Derivations.all().stream()
                .filter(derivation -> words.isEmpty() || words.contains(command(derivation))).toList();
        if (words.size() > 1 || chosen.isEmpty()) {
            return refuse(out);
        }
        var verifications = new ArrayList<Verification>();
        for (var derivation : chosen) {
            verifications.add(derivation.verify());
            out.printf("%s%n%n", verifications.get(verifications.size() - 1));
        }
        long failed = verifications.stream().flatMap(verification -> verification.lines().stream())
                .filter(line -> !line.passed()).count();
        out.printf("%d verified, %d failed%n",
                verifications.stream().mapToLong(verification -> verification.lines().size()).sum() - failed, failed);
        if (file != null) {
            Files.writeString(file, Json.of(verifications));
        }
        return failed == 0 ? 0 : 1;
    }

    /** A derivation's name on the command line: {@code twolayer} for TWO_LAYER. */
    private static String command(Derivation<?> derivation) {
        return derivation.name().toLowerCase(Locale.ROOT).replace("_", "");
    }

    private static int refuse(PrintStream out) {
        out.println(USAGE.formatted(String.join("|", Derivations.all().stream().map(Main::command).toList())));
        return 2;
    }
}
