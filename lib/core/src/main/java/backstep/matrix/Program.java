package backstep.matrix;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The operations that a computation consists of, recorded once and run again on other numbers in the same arrays:
 * equations written for matrices that never change run at the speed of loops over buffers that do.
 *
 * <p>What has been computed is not computed twice, what nobody needs is dropped, and a sum with a product goes into the
 * product (the α and β of BLAS). No matrix of a program may leave the loop that runs it; {@link #value} gives a copy.
 */
public final class Program {

    private final List<Operation> operations = new ArrayList<>();
    private final List<Update> updates = new ArrayList<>();
    private final AtomicBoolean looked = new AtomicBoolean();

    /** The array of a variable, and the one with what it holds after a run. */
    private record Update(double[] variable, double[] next) {}

    /**
     * A matrix whose entries may be other ones in the next run.
     *
     * @param start its entries now, copied
     * @return a matrix of this program
     */
    public Matrix variable(Matrix start) {
        return Matrix.of(this, start.rows(), start.columns(), start.array().clone());
    }

    /**
     * A variable of another program, shared with it.
     *
     * @param variable of any program
     * @return the same entries as a matrix of this program
     */
    public Matrix shared(Matrix variable) {
        return Matrix.of(this, variable.rows(), variable.columns(), variable.array());
    }

    /**
     * Gives a variable other entries.
     *
     * @param variable of this program
     * @param value of the same shape, copied
     * @throws IllegalArgumentException if it is of another shape
     */
    public void set(Matrix variable, Matrix value) {
        requireSameShape(variable, value);
        var array = variable.array();
        System.arraycopy(value.array(), 0, array, 0, array.length);
    }

    /**
     * A copy of a variable, to keep.
     *
     * @param variable of this program
     * @return an ordinary matrix
     */
    public Matrix value(Matrix variable) {
        return Matrix.of(null, variable.rows(), variable.columns(), variable.array().clone());
    }

    /**
     * Lets a variable hold another matrix from the end of each run on.
     *
     * @param variable of this program
     * @param next computed from its variables, of the same shape
     * @throws IllegalArgumentException if it is of another shape
     */
    public void update(Matrix variable, Matrix next) {
        requireSameShape(variable, requireNonNull(next, "next is null"));
        updates.add(new Update(variable.array(), next.array()));
    }

    /**
     * Runs a computation and records it.
     *
     * @param computation over matrices of this program
     * @return false if it looked at an entry, so that what followed may depend on what was seen, and the record tells
     *     only a part
     */
    public boolean record(Runnable computation) {
        looked.set(false);
        computation.run();
        return !looked.get();
    }

    private static void requireSameShape(Matrix variable, Matrix value) {
        if (variable.rows() != value.rows() || variable.columns() != value.columns()) {
            throw new IllegalArgumentException("the variable is %s, given: %s; both need one shape"
                    .formatted(variable.shape(), value.shape()));
        }
    }

    void look() {
        looked.set(true);
    }

    /** Records an operation and does it, unless it has been done. */
    double[] done(Operation operation) {
        for (var earlier : operations) {
            if (earlier.repeats(operation)) {
                return earlier.result();
            }
        }
        operation.run();
        operations.add(operation);
        return operation.result();
    }

    /**
     * The recorded run made ready for those to come; the variables are brought up to date by this one.
     *
     * @return what does everything again, with the entries that the variables have then; an interrupt stops it, as
     *     long as no variable has another value yet
     */
    public Runnable compiled() {
        var steps = steps().toArray(Operation[]::new);
        var values = updates.stream().map(update -> update.next().clone()).toList();
        for (int k = 0; k < values.size(); k++) {
            System.arraycopy(values.get(k), 0, updates.get(k).variable(), 0, values.get(k).length);
        }
        Set<double[]> variables = Collections.newSetFromMap(new IdentityHashMap<>());
        updates.forEach(update -> variables.add(update.variable()));
        int untouched = 0;
        while (untouched < steps.length && !variables.contains(steps[untouched].result())) {
            untouched++;
        }
        int stoppable = untouched;
        return () -> {
            for (int k = 0; k < steps.length; k++) {
                if (k <= stoppable) {
                    Interrupts.poll("a recorded run");
                }
                steps[k].run();
            }
        };
    }

    /** The operations and the updates, as few as they can be. */
    List<Operation> steps() {
        var steps = new ArrayList<>(operations);
        var last = new ArrayList<Operation>();
        for (var update : updates) {
            var next = update.next();
            if (next != update.variable() && !inPlace(steps, update)) {
                // By way of a third array: the next value may itself be a variable that is updated too.
                var between = new Operation.Copy(Factors.NONE, next, next.length, 1, false, new double[next.length]);
                steps.add(between);
                last.add(new Operation.Copy(Factors.NONE, between.result(), next.length, 1, false, update.variable()));
            }
        }
        steps.addAll(last);
        fuse(steps);
        drop(steps);
        return steps;
    }

    /** Lets the sum that computes a variable's next value write over the old one, if nobody needs that any more. */
    private boolean inPlace(List<Operation> steps, Update update) {
        int at = producer(steps, update.next(), steps.size());
        boolean possible = at >= 0 && steps.get(at) instanceof Operation.Sum && readers(steps, update.next()) == 0
                && updates.stream().filter(other -> other.next() == update.next()).count() == 1
                && steps.subList(at + 1, steps.size()).stream().noneMatch(later -> reads(later, update.variable()));
        if (possible) {
            steps.set(at, steps.get(at).into(update.variable()));
        }
        return possible;
    }

    /** x X + y P with a product P that serves nothing else becomes that product, on top of X. */
    private static void fuse(List<Operation> steps) {
        for (int at = 0; at < steps.size(); at++) {
            if (steps.get(at) instanceof Operation.Sum sum && sum.X() != sum.Y()) {
                int right = product(steps, sum.Y(), sum.result(), at);
                int left = product(steps, sum.X(), sum.result(), at);
                if (sum.X() == sum.result() && right >= 0) {
                    steps.set(at, ((Operation.Product) steps.get(right)).with(sum.sign() * sum.y().product(),
                            sum.x().product(), sum.result()));
                    steps.remove(right);
                    at -= 1;
                } else if (left >= 0 && right >= 0) {
                    var one = ((Operation.Product) steps.get(left)).with(sum.x().product(), 0, sum.result());
                    var other = ((Operation.Product) steps.get(right))
                            .with(sum.sign() * sum.y().product(), 0, sum.result());
                    boolean ordered = one.inner() <= other.inner(); // the smaller one first, the larger on top of it
                    steps.set(at, ordered ? one : other);
                    steps.add(at + 1, (ordered ? other : one).with(1, 1, sum.result()));
                    steps.remove(Math.max(left, right));
                    steps.remove(Math.min(left, right));
                    at -= 1;
                }
            }
        }
    }

    /**
     * Where a product is formed that could as well be formed at the place of its only reader, into that one's result:
     * its operands are the same there, and are not that result; or −1.
     */
    private static int product(List<Operation> steps, double[] array, double[] result, int reader) {
        int at = producer(steps, array, reader);
        return at >= 0 && steps.get(at) instanceof Operation.Product product && product.beta() == 0
                && readers(steps, array) == 1
                && !reads(product, result)
                && steps.subList(at + 1, reader).stream()
                .noneMatch(between -> reads(product, between.result())) ? at : -1;
    }

    private void drop(List<Operation> steps) {
        Set<double[]> needed = Collections.newSetFromMap(new IdentityHashMap<>());
        updates.forEach(update -> needed.add(update.variable()));
        for (int at = steps.size() - 1; at >= 0; at--) {
            if (needed.contains(steps.get(at).result())) {
                needed.addAll(steps.get(at).operands());
            } else {
                steps.remove(at);
            }
        }
    }

    private static int producer(List<Operation> steps, double[] array, int before) {
        for (int at = before - 1; at >= 0; at--) {
            if (steps.get(at).result() == array) {
                return at;
            }
        }
        return -1;
    }

    private static long readers(List<Operation> steps, double[] array) {
        return steps.stream().filter(step -> reads(step, array)).count();
    }

    private static boolean reads(Operation step, double[] array) {
        return step.operands().stream().anyMatch(operand -> operand == array);
    }
}
