package backstep.exchange;

import backstep.exchange.array.UnreadableFile;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The command behind {@code lab.py check}: {@code FILE [--html FILE] [--json FILE]}, and what the file leaves unsaid.
 */
final class Main {

    private static final String HTML = "html";
    private static final String JSON = "json";
    private static final Set<String> OPTIONS = Stream.concat(Stream.of(HTML, JSON), Settings.NAMES.stream())
            .collect(Collectors.toCollection(TreeSet::new));

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments, new PrintStream(System.out, true, StandardCharsets.UTF_8)));
    }

    /** 0 if everything that was given is right, 1 if something is wrong, 2 if it cannot be read: in one sentence. */
    static int run(String[] arguments, PrintStream out) {
        var options = new HashMap<String, String>();
        String file = null;
        for (int k = 0; k < arguments.length; k++) {
            var word = arguments[k];
            if (word.startsWith("--") && OPTIONS.contains(word.substring(2)) && k + 1 < arguments.length) {
                options.put(word.substring(2), arguments[++k]);
            } else if (file == null && !word.startsWith("--")) {
                file = word;
            } else {
                return refuse(out);
            }
        }
        return file == null ? refuse(out) : run(file, options, out);
    }

    private static int refuse(PrintStream out) {
        out.println("FILE" + OPTIONS.stream().map(" [--%s …]"::formatted).collect(Collectors.joining()));
        return 2;
    }

    private static int run(String name, Map<String, String> options, PrintStream out) {
        try {
            var checked = CheckFile.read(Path.of(name), Settings.of(options));
            out.println(checked);
            var report = checked.check();
            out.printf("%n%s%n", report);
            if (options.containsKey(HTML)) {
                ReportFile.writeHtml(Path.of(options.get(HTML)), checked, report);
            }
            if (options.containsKey(JSON)) {
                ReportFile.writeJson(Path.of(options.get(JSON)), checked, report);
            }
            return report.passed() ? 0 : 1;
        } catch (UnreadableFile e) {
            out.println(e.getMessage());
        } catch (InvalidPathException e) {
            out.println(e.getInput() + ": is no name of a file");
        } catch (IOException e) {
            out.println("%s: cannot be read or written (%s)".formatted(name, e.getMessage()));
        } catch (OutOfMemoryError e) {
            out.println(name + ": takes more memory than this Java has (java -Xmx gives it more)");
        }
        return 2;
    }
}
