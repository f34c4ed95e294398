package backstep.exchange.array;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The header of a .npy: a dict as Python prints it, of which nothing but texts, True, False and tuples of integers is
 * understood.
 *
 * @param descr the type, for example {@code <f8}
 * @param columnsFirst whether the first axis runs fastest (Fortran order)
 * @param shape the lengths of the axes, as they are written
 */
record NpyHeader(String descr, boolean columnsFirst, List<Long> shape) {

    private static final Set<String> KEYS = Set.of("descr", "fortran_order", "shape");

    static NpyHeader of(Source source, String text) throws UnreadableFile {
        var entries = new Reader(source, text).dict();
        if (!entries.keySet().equals(KEYS)) {
            throw source.unreadable("its header has the keys %s: descr, fortran_order and shape are needed",
                    Source.shown(entries.keySet().toString()));
        }
        if (!(entries.get("descr") instanceof String descr)) {
            throw source.unreadable("has a type of several fields: an array of plain numbers is needed, one for each");
        }
        if (!(entries.get("fortran_order") instanceof Boolean columnsFirst)
                || !(entries.get("shape") instanceof List<?> lengths)) {
            throw source.unreadable("its header is %s: fortran_order is True or False, shape a tuple of integers",
                    Source.shown(text.strip()));
        }
        return new NpyHeader(descr, columnsFirst, lengths.stream().map(Long.class::cast).toList());
    }

    /** Reads the literal from left to right. */
    private static final class Reader {

        private final Source source;
        private final String text;
        private int at;

        Reader(Source source, String text) {
            this.source = source;
            this.text = text;
        }

        Map<String, Object> dict() throws UnreadableFile {
            var entries = new HashMap<String, Object>();
            expect('{');
            while (!next('}')) {
                var key = string();
                expect(':');
                if (entries.put(key, value()) != null) {
                    throw source.unreadable("its header has the key %s twice", Source.shown(key));
                }
                if (!next(',')) {
                    expect('}');
                    break;
                }
            }
            if (peek() != 0) {
                throw strange();
            }
            return entries;
        }

        private Object value() throws UnreadableFile {
            return switch (peek()) {
                case '\'', '"' -> string();
                case '(' -> tuple();
                case '[' -> fields();
                default -> truth();
            };
        }

        private String string() throws UnreadableFile {
            char quote = peek();
            int end = quote == '\'' || quote == '"' ? text.indexOf(quote, at + 1) : -1;
            if (end < 0 || text.substring(at, end).indexOf('\\') >= 0) {
                throw strange();
            }
            var string = text.substring(at + 1, end);
            at = end + 1;
            return string;
        }

        private Boolean truth() throws UnreadableFile {
            for (var word : List.of("True", "False")) {
                if (text.startsWith(word, at)) {
                    at += word.length();
                    return word.equals("True");
                }
            }
            throw strange();
        }

        private List<Long> tuple() throws UnreadableFile {
            var lengths = new ArrayList<Long>();
            expect('(');
            while (!next(')')) {
                lengths.add(length());
                if (!next(',')) {
                    expect(')');
                    break;
                }
            }
            return lengths;
        }

        private Long length() throws UnreadableFile {
            peek();
            int from = at;
            while (at < text.length()
                    && (Character.digit(text.charAt(at), 10) >= 0 || "+-".indexOf(text.charAt(at)) >= 0)) {
                at++;
            }
            var digits = text.substring(from, at);
            next('L'); // as Python 2 wrote it
            try {
                return Long.valueOf(digits);
            } catch (NumberFormatException e) {
                if (digits.matches("\\d{19,}")) {
                    throw source.unreadable("announces an axis of length %s, more than any file holds",
                            Source.shown(digits));
                }
                throw strange();
            }
        }

        /** A list of fields is told from a number, not read. */
        private Object fields() {
            at = text.lastIndexOf(']') + 1;
            return List.of();
        }

        private boolean next(char expected) {
            if (peek() == expected) {
                at++;
                return true;
            }
            return false;
        }

        private void expect(char expected) throws UnreadableFile {
            if (!next(expected)) {
                throw strange();
            }
        }

        private char peek() {
            while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
                at++;
            }
            return at < text.length() ? text.charAt(at) : 0;
        }

        private UnreadableFile strange() {
            return source.unreadable("its header is no dict of descr, fortran_order and shape as NumPy writes it, "
                    + "given: %s", Source.shown(text.strip()));
        }
    }
}
