package backstep.exchange.array;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One matrix as text: a line for each row, with or without names of its columns above, separated by comma, semicolon,
 * tab or one blank (as numpy.savetxt does), comments behind #.
 */
final class CsvFormat {

    private CsvFormat() {}

    static NumericArray read(Source source, byte[] bytes) throws UnreadableFile {
        var text = DecimalText.decoded(source, bytes);
        if (text.indexOf('\0') >= 0) {
            throw source.unreadable("is no text: it has bytes that are 0");
        }
        var lines = records(source, text);
        if (lines.isEmpty()) {
            throw source.unreadable("has no line with a number");
        }
        var first = lines.get(0);
        boolean named = first.getFields().stream().allMatch(CsvFormat::isName);
        var rows = named ? lines.subList(1, lines.size()) : lines;
        int columns = first.getFieldCount();
        var values = new double[source.take((long) rows.size() * columns)];
        for (int i = 0; i < rows.size(); i++) {
            row(source, rows.get(i), columns, values, i);
        }
        if (rows.isEmpty()) {
            throw source.unreadable("has names of columns, and no line with numbers below");
        }
        double roundOff = DecimalText.roundOff(rows.stream().flatMap(row -> row.getFields().stream()));
        return new NumericArray(List.of(rows.size(), columns), values, NumberType.DECIMAL, roundOff);
    }

    /** What holds a letter and is no number, as nan is one. */
    private static boolean isName(String cell) {
        return DecimalText.parsed(cell).isEmpty() && cell.codePoints().anyMatch(Character::isLetter)
                && !Character.isDigit(cell.charAt(0));
    }

    private static void row(Source source, CsvRecord row, int columns, double[] values, int i) throws UnreadableFile {
        long line = row.getStartingLineNumber();
        if (row.getFieldCount() != columns) {
            throw source.unreadable("line %d has %d columns, the first one has %d%s", line, row.getFieldCount(),
                    columns,
                    columns == 1 ? "" : " (is a decimal comma among them?)");
        }
        for (int j = 0; j < columns; j++) {
            var cell = row.getField(j);
            var number = DecimalText.parsed(cell);
            if (number.isEmpty()) {
                throw source.unreadable("line %d, column %d is “%s”: a number is needed%s", line, j + 1,
                        Source.shown(cell), cell.strip().matches("[+-]?\\d+,\\d+")
                        ? ", with a point before its decimals" : cell.isBlank()
                        ? " (pandas: to_csv(file, index=False))" : "");
            }
            values[i * columns + j] = number.getAsDouble();
        }
    }

    private static List<CsvRecord> records(Source source, String text) throws UnreadableFile {
        var records = new ArrayList<CsvRecord>();
        try (Stream<CsvRecord> all = CsvReader.builder().fieldSeparator(separator(text))
                .commentStrategy(CommentStrategy.SKIP).commentCharacter('#')
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE).ofCsvRecord(text).stream()) {
            all.filter(row -> row.getFieldCount() > 1 || !row.getField(0).isBlank()).forEach(records::add);
        } catch (CsvParseException e) {
            throw source.unreadable("is no CSV (%s)", Source.shown(String.valueOf(e.getMessage())));
        }
        return records;
    }

    /** The one of its first line that is no comment. */
    private static char separator(String text) {
        var first = text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).findFirst().orElse("")
                .strip();
        return Stream.of(';', '\t', ',', ' ').filter(separator -> first.indexOf(separator) >= 0).findFirst()
                .orElse(',');
    }
}
