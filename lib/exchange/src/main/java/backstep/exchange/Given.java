package backstep.exchange;

import backstep.exchange.array.Array;
import backstep.exchange.array.ArrayFile;
import backstep.exchange.array.JsonArrays;
import backstep.exchange.array.NumericArray;
import backstep.exchange.array.Source;
import backstep.exchange.array.TextArray;
import backstep.exchange.array.UnreadableFile;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The arrays and settings of a file, or of a JSON file and those that it refers to: gradients apart from all else.
 *
 * @param source the file
 * @param arrays of network and data, and everything of a file without sections
 * @param gradients of the section of that name
 * @param settings what it says beside them
 */
record Given(Source source, Map<String, NumericArray> arrays, Map<String, NumericArray> gradients, Settings settings) {

    private static final String GRADIENTS = "gradients";
    private static final List<String> SECTIONS = List.of("network", "data", GRADIENTS);

    static Given read(Path file, Settings overriding) throws IOException {
        var source = Source.of(file);
        Map<String, Array> all = new LinkedHashMap<>();
        Map<String, Array> gradients = new LinkedHashMap<>();
        if (ArrayFile.ending(file).equals("json")) {
            var folder = file.toAbsolutePath().normalize().getParent();
            new Reader(source, folder).document(JsonArrays.tree(source, ArrayFile.text(source, file)), all, gradients);
        } else {
            all.putAll(ArrayFile.read(file).arrays());
        }
        var settings = overriding.over(Settings.among(source, gradients).over(Settings.among(source, all)));
        return new Given(source, numbers(source, all), numbers(source, gradients), settings);
    }

    /** What is no setting is an array of numbers. */
    private static Map<String, NumericArray> numbers(Source source, Map<String, Array> arrays) throws UnreadableFile {
        var numbers = new LinkedHashMap<String, NumericArray>();
        for (var array : arrays.entrySet()) {
            if (array.getValue() instanceof NumericArray number && !Settings.NAMES.contains(array.getKey())) {
                numbers.put(array.getKey(), number);
            } else if (array.getValue() instanceof TextArray text && !Settings.NAMES.contains(array.getKey())) {
                throw source.at(array.getKey()).unreadable("is %s: numbers are needed; texts are %s", text.describe(),
                        String.join(", ", List.of(Settings.ACTIVATIONS, Settings.LOSS, Settings.WEIGHTS,
                        Settings.EXAMPLES, Settings.COST)));
            }
        }
        return numbers;
    }

    /** Follows a document to the files that it names. */
    private record Reader(Source source, Path folder) {

        void document(JsonNode tree, Map<String, Array> all, Map<String, Array> gradients) throws IOException {
            if (!tree.isObject()) {
                throw source.unreadable("is JSON, but no object: {\"network\": …, \"data\": …, \"gradients\": …}");
            }
            for (var member : tree.properties()) {
                if (SECTIONS.contains(member.getKey())) {
                    section(source.at(member.getKey()), member.getValue(),
                            member.getKey().equals(GRADIENTS) ? gradients : all);
                } else {
                    array(source, member.getKey(), member.getValue(), all);
                }
            }
        }

        private void section(Source section, JsonNode node, Map<String, Array> into) throws IOException {
            if (node.isTextual()) {
                file(section, node.textValue(), into);
            } else if (node.isArray()) {
                for (var name : node) {
                    if (!name.isTextual()) {
                        throw section.unreadable("has %s in its list: names of files are needed",
                                Source.shown(name.toString()));
                    }
                    file(section, name.textValue(), into);
                }
            } else if (node.isObject()) {
                for (var member : node.properties()) {
                    array(section, member.getKey(), member.getValue(), into);
                }
            } else {
                throw section.unreadable("is %s: the name of a file or arrays by name are needed",
                        Source.shown(node.toString()));
            }
        }

        /** A text is the name of a file with one array, but for the settings. */
        private void array(Source section, String name, JsonNode node, Map<String, Array> into) throws IOException {
            var part = section.at(name);
            if (!node.isTextual() || Settings.NAMES.contains(name)) {
                put(part, name, JsonArrays.array(part, node), into);
                return;
            }
            var arrays = ArrayFile.read(inFolder(part, node.textValue())).arrays();
            if (arrays.size() != 1) {
                throw part.unreadable("%s holds the arrays %s: a file with one is needed here",
                        Source.shown(node.textValue()), Source.shown(arrays.keySet().toString()));
            }
            put(part, name, arrays.values().iterator().next(), into);
        }

        private void file(Source section, String name, Map<String, Array> into) throws IOException {
            for (var array : ArrayFile.read(inFolder(section, name)).arrays().entrySet()) {
                put(section.at(array.getKey()), array.getKey(), array.getValue(), into);
            }
        }

        private static void put(Source part, String name, Array array, Map<String, Array> into) throws UnreadableFile {
            if (into.putIfAbsent(name, array) != null) {
                throw part.unreadable("is given twice: which one counts?");
            }
        }

        /** A document may come from anybody: it names files beside or below itself only. */
        private Path inFolder(Source part, String name) throws UnreadableFile {
            try {
                var file = folder.resolve(name).normalize();
                if (name.isBlank() || Path.of(name).isAbsolute() || !file.startsWith(folder)) {
                    throw part.unreadable("names the file “%s”: one in the folder of this file, or below it, is needed",
                            Source.shown(name));
                }
                if (!Files.exists(file)) {
                    throw part.unreadable("names the file “%s”, which is not there", Source.shown(name));
                }
                return file;
            } catch (InvalidPathException e) {
                throw part.unreadable("names the file “%s”, which is no name of a file", Source.shown(name));
            }
        }
    }
}
