package backstep.notebook.draw;

import java.util.ArrayList;
import java.util.List;

/** Texts by their places. */
public final class PlacedTexts {

    private final List<Double> x = new ArrayList<>();
    private final List<Double> y = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();

    void add(double atX, double atY, String text) {
        x.add(atX);
        y.add(atY);
        texts.add(text);
    }

    /** These, then those. */
    PlacedTexts and(PlacedTexts more) {
        var both = new PlacedTexts();
        for (var one : List.of(this, more)) {
            both.x.addAll(one.x);
            both.y.addAll(one.y);
            both.texts.addAll(one.texts);
        }
        return both;
    }

    /** Of each text. */
    public double[] x() {
        return x.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** Of each text. */
    public double[] y() {
        return y.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** The texts. */
    public List<String> texts() {
        return List.copyOf(texts);
    }
}
