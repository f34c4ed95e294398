package backstep.check;

import backstep.engine.Backprop;
import backstep.engine.ForwardPass;
import backstep.engine.Formula;
import backstep.engine.Schedule;
import backstep.engine.Schedule.Scheduled;
import backstep.engine.Site;
import backstep.matrix.Matrix;
import backstep.network.Network;
import backstep.network.Quantity;
import backstep.network.Quantity.Kind;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGeneratorFactory;

/**
 * Right operands on a few examples, with two backward passes that may be mixed: the equations BP1–BP4 are linear in
 * what comes down, so that any mixture is a backward pass of its own.
 */
final class ContractProbe {

    /** In the order of a pass; what no parameter needs comes behind it. */
    static List<Scheduled> schedule(Network net) {
        return Schedule.of(net, then -> {
            pass(net.L(), then);
            then.run(Formula.OUTPUT_DA, net.L());
            then.run(Formula.BP3, 1);
        });
    }

    /** What a step of training runs. */
    static void pass(int L, Schedule then) {
        Backprop.forward(L, then);
        Backprop.cost(L, then);
        Backprop.backward(L, then);
    }

    private final Network net;
    private final Map<Quantity, Matrix> forward; // A, Z, Y and the losses, a column for each example
    private final Map<Quantity, Matrix> first; // dA and dZ of the labels
    private final Map<Quantity, Matrix> second; // dA and dZ of random numbers in the place of dA[L]

    private ContractProbe(Network net, Map<Quantity, Matrix> forward, Map<Quantity, Matrix> first,
            Map<Quantity, Matrix> second) {
        this.net = net;
        this.forward = forward;
        this.first = first;
        this.second = second;
    }

    static ContractProbe of(Network net, Matrix X, Matrix Y) {
        int L = net.L();
        var pass = ForwardPass.of(net, X);
        var forward = new HashMap<Quantity, Matrix>();
        forward.put(Kind.A.at(0), X);
        forward.put(Kind.Y.at(L), Y);
        for (int l = 1; l <= L; l++) {
            forward.put(Kind.Z.at(l), pass.Z(l));
            forward.put(Kind.A.at(l), pass.A(l));
        }
        forward.put(Kind.LOSSES.at(L), Backprop.losses(net.loss(), net.g(L), pass.Z(L), Y));
        var delta = Backprop.dZ(net.loss(), net.g(L), pass.Z(L), Y);
        double size = delta.isFinite() && delta.maxAbs() > 0 ? delta.maxAbs() : 1;
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
        var other = Matrix.generate(delta.rows(), delta.columns(), (i, j) -> random.nextDouble(-size, size));
        return new ContractProbe(net, forward,
                down(net, forward, Backprop.dA(net.loss(), pass.A(L), Y), delta),
                down(net, forward, other, Backprop.bp4(other, net.g(L), pass.Z(L))));
    }

    private static Map<Quantity, Matrix> down(Network net, Map<Quantity, Matrix> forward, Matrix dA, Matrix delta) {
        var down = new HashMap<Quantity, Matrix>();
        down.put(Kind.DA.at(net.L()), dA);
        down.put(Kind.DZ.at(net.L()), delta);
        for (int l = net.L(); l >= 1; l--) {
            var below = Backprop.bp3(net.W(l), down.get(Kind.DZ.at(l)));
            down.put(Kind.DA.at(l - 1), below);
            if (l > 1) {
                down.put(Kind.DZ.at(l - 1), Backprop.bp4(below, net.g(l - 1), forward.get(Kind.Z.at(l - 1))));
            }
        }
        return down;
    }

    int m() {
        return forward.get(Kind.A.at(0)).columns();
    }

    /** Some of the examples, from 0, any of them again. */
    ContractProbe columns(int... which) {
        return new ContractProbe(net, columns(forward, which), columns(first, which), columns(second, which));
    }

    static Matrix columns(Matrix of, int... which) {
        return Matrix.generate(of.rows(), which.length, (i, j) -> of.get(i, which[j]));
    }

    private static Map<Quantity, Matrix> columns(Map<Quantity, Matrix> of, int... which) {
        var some = new HashMap<>(of);
        some.replaceAll((name, value) -> columns(value, which));
        return some;
    }

    /** What is known when an equation is due, with a times the first and b times the second of what comes down. */
    Site site(Scheduled due, double a, double b, double alpha) {
        var known = new HashMap<>(net.parameters());
        known.put(Kind.A.at(0), forward.get(Kind.A.at(0)));
        known.put(Kind.Y.at(net.L()), forward.get(Kind.Y.at(net.L())));
        for (var before : schedule(net)) {
            if (before.equals(due)) {
                break;
            }
            var name = before.formula().output(before.l());
            known.put(name, value(name, a, b));
        }
        known.replaceAll((name, value) -> value.map(x -> x)); // a loop might write into them
        return new Site(due.l(), net, known, alpha);
    }

    /** The value of a quantity by the library's equations. */
    Matrix value(Quantity name, double a, double b) {
        int l = name.l();
        return switch (name.kind()) {
            case DA, DZ -> mixed(first.get(name), a, second.get(name), b);
            case DW -> Backprop.bp1(value(Kind.DZ.at(l), a, b), forward.get(Kind.A.at(l - 1)), net.penalty(),
                    net.W(l));
            case DB -> Backprop.bp2(value(Kind.DZ.at(l), a, b));
            case J -> Matrix.row(Backprop.cost(forward.get(Kind.LOSSES.at(net.L())), net.penalised()));
            default -> forward.get(name);
        };
    }

    private static Matrix mixed(Matrix first, double a, Matrix second, double b) {
        return b == 0 ? first.times(a) : a == 0 ? second.times(b) : first.times(a).plus(second.times(b));
    }

    /** The largest sum of absolute terms behind an entry of the output: what rounding is relative to. */
    double size(Scheduled due) {
        int l = due.l();
        var here = Arrays.asList(first, second).stream().map(down -> down.get(Kind.DZ.at(l)).map(Math::abs))
                .reduce(Matrix::plus).orElseThrow();
        return switch (due.formula()) {
            case LINEAR -> net.W(l).map(Math::abs).times(forward.get(Kind.A.at(l - 1)).map(Math::abs)).maxAbs()
                    + net.b(l).maxAbs();
            case BP1 -> here.times(forward.get(Kind.A.at(l - 1)).map(Math::abs).transpose()).maxAbs()
                    + net.penalty().dW(net.W(l)).maxAbs();
            case BP2 -> here.times(Matrix.ones(m(), 1)).maxAbs();
            case BP3 -> net.W(l).map(Math::abs).transpose().times(here).maxAbs();
            case BP4 -> Math.max(first.get(Kind.DA.at(l)).maxAbs(), second.get(Kind.DA.at(l)).maxAbs());
            case COST -> forward.get(Kind.LOSSES.at(l)).map(Math::abs).sum() + Math.abs(net.penalised());
            default -> 0;
        };
    }
}
