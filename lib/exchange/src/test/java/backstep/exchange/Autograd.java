package backstep.exchange;

import backstep.exchange.array.Array;
import backstep.exchange.array.ArrayFile;
import backstep.exchange.array.NumericArray;
import backstep.exchange.array.Source;
import backstep.exchange.array.TextArray;
import backstep.matrix.Matrix;
import backstep.network.Layer;
import backstep.network.Network;
import backstep.network.Penalty;
import backstep.network.Quantity;
import backstep.network.Quantity.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The random networks of src/test/python/write_networks.py, which says the order of the numbers. */
final class Autograd {

    private static final Path FILE = Path.of("src/test/resources/backstep/exchange/autograd.npz");

    /** A network with its data, and what PyTorch derived. */
    record Case(int number, Network net, Matrix X, Matrix Y, Map<Quantity, Matrix> derived) {
        @Override
        public String toString() {
            return number + ": " + net + ", m = " + X.columns();
        }
    }

    private final Map<String, Array> arrays;
    private final double[] numbers;
    private int at;

    private Autograd() throws IOException {
        arrays = ArrayFile.read(FILE).arrays();
        numbers = values("numbers");
    }

    static List<Case> cases() throws IOException {
        var autograd = new Autograd();
        var cases = new ArrayList<Case>();
        for (int k = 0; k < autograd.values("examples").length; k++) {
            cases.add(autograd.next(k));
        }
        if (autograd.at != autograd.numbers.length) {
            throw new IllegalStateException("numbers are left over");
        }
        return cases;
    }

    private double[] values(String name) {
        return ((NumericArray) arrays.get(name)).values();
    }

    private String name(String list, double index) {
        return ((TextArray) arrays.get(list)).texts().get((int) index);
    }

    private int entry(String name, int row, int column) {
        int columns = ((NumericArray) arrays.get(name)).shape().get(1);
        return (int) values(name)[row * columns + column];
    }

    private Case next(int k) throws IOException {
        var source = Source.of(FILE);
        int m = (int) values("examples")[k];
        var sizes = new ArrayList<Integer>();
        for (int l = 0; l < 5 && entry("sizes", k, l) > 0; l++) {
            sizes.add(entry("sizes", k, l));
        }
        int L = sizes.size() - 1;
        var X = taken(m, sizes.get(0)).transpose();
        var Y = taken(m, sizes.get(L)).transpose();
        var layers = new ArrayList<Layer>();
        for (int l = 1; l <= L; l++) {
            var W = taken(sizes.get(l), sizes.get(l - 1));
            var g = Vocabulary.activation(source, name("activation_names", entry("activations", k, l - 1)));
            layers.add(new Layer(W, taken(sizes.get(l), 1), g));
        }
        double l2 = values("l2")[k];
        double l1 = values("l1")[k];
        var penalty = l2 > 0 ? Penalty.l2(l2) : l1 > 0 ? Penalty.l1(l1) : Penalty.NONE;
        var loss = Vocabulary.loss(source, name("loss_names", values("losses")[k]));
        var derived = new LinkedHashMap<Quantity, Matrix>();
        derived.put(Kind.J.at(L), taken(1, 1));
        for (int l = 1; l <= L; l++) {
            derived.put(Kind.DA.at(l), taken(m, sizes.get(l)).transpose());
            derived.put(Kind.DZ.at(l), taken(m, sizes.get(l)).transpose());
            derived.put(Kind.DW.at(l), taken(sizes.get(l), sizes.get(l - 1)));
            derived.put(Kind.DB.at(l), taken(sizes.get(l), 1));
        }
        return new Case(k + 1, new Network(sizes.get(0), layers, loss, penalty), X, Y, derived);
    }

    private Matrix taken(int rows, int columns) {
        var values = new double[rows * columns];
        System.arraycopy(numbers, at, values, 0, values.length);
        at += values.length;
        return Matrix.of(rows, columns, values);
    }
}
