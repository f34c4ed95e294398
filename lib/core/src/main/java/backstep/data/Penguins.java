package backstep.data;

import backstep.matrix.Matrix;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The Palmer penguins: 344 birds of three species, measured in Antarctica from 2007 to 2009. */
public final class Penguins {

    private Penguins() {}

    /**
     * Male or female, from bill depth and body mass: the 333 birds whose sex is known, in the order of the file.
     *
     * @return X 2×333 (bill depth in mm, body mass in g), Y 1×333 (1 = male)
     */
    public static DataSet sex() {
        var birds = rows().stream().filter(bird -> !bird.get("sex").equals("NA")).toList();
        var measures = List.of("bill_depth_mm", "body_mass_g");
        var X = Matrix.generate(measures.size(), birds.size(),
                (i, j) -> Double.parseDouble(birds.get(j).get(measures.get(i))));
        var Y = Matrix.generate(1, birds.size(), (i, j) -> birds.get(j).get("sex").equals("male") ? 1 : 0);
        return new DataSet("Palmer penguins", List.of("bill depth (mm)", "body mass (g)"), X, "male", Y,
                "Gorman, Williams and Fraser (2014); Horst, Hill and Gorman (2020), palmerpenguins; CC0 1.0");
    }

    /** The file's rows by the names of its columns. */
    private static List<Map<String, String>> rows() {
        try (var file = Penguins.class.getResourceAsStream("penguins.csv");
                var reader = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            var names = reader.readLine().split(",");
            return reader.lines().map(line -> line.split(","))
                    .map(cells -> IntStream.range(0, names.length).boxed()
                            .collect(Collectors.toMap(k -> names[k], k -> cells[k]))).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
