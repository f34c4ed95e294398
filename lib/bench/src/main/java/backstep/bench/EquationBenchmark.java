package backstep.bench;

import backstep.engine.Backprop;
import backstep.engine.BackwardPass;
import backstep.engine.ForwardPass;
import backstep.matrix.Matrix;
import backstep.network.Network;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Each equation of {@link Backprop} alone, with the operands that it meets in 784-30-10 on ten examples. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
public class EquationBenchmark {

    private static final int HIDDEN = 1;
    private static final int OUTPUT = 2;

    private Workload on;
    private Network net;
    private ForwardPass forward;
    private BackwardPass backward;
    private Matrix losses;

    /** Computes all operands. */
    @Setup
    public void operands() {
        on = Workload.of("mnist30");
        net = on.net();
        forward = ForwardPass.of(net, on.X());
        backward = forward.backward(on.Y());
        losses = forward.losses(on.Y());
        backward.dW(HIDDEN).get(0, 0); // a large product is formed when it is looked at
    }

    /**
     * Equation (2) of the hidden layer.
     *
     * @return Z[1], 30×10
     */
    @Benchmark
    public Matrix linear() {
        return Backprop.Z(net.W(HIDDEN), on.X(), net.b(HIDDEN));
    }

    /**
     * Equation (1) of the hidden layer, on a view of Z[1], since Z[1] itself remembers its A.
     *
     * @return A[1], 30×10
     */
    @Benchmark
    public Matrix activation() {
        return Backprop.A(net.g(HIDDEN), forward.Z(HIDDEN).transpose().transpose());
    }

    /**
     * Each example's loss.
     *
     * @return ℓ, 1×10
     */
    @Benchmark
    public Matrix losses() {
        return Backprop.losses(net.loss(), net.g(OUTPUT), forward.Z(OUTPUT), on.Y());
    }

    /**
     * Equation (3).
     *
     * @return J
     */
    @Benchmark
    public double cost() {
        return Backprop.cost(losses);
    }

    /**
     * The derivative with respect to the outputs.
     *
     * @return dA[2], 10×10
     */
    @Benchmark
    public Matrix outputDA() {
        return Backprop.dA(net.loss(), forward.A(OUTPUT), on.Y());
    }

    /**
     * The output delta.
     *
     * @return dZ[2], 10×10
     */
    @Benchmark
    public Matrix outputDelta() {
        return Backprop.dZ(net.loss(), net.g(OUTPUT), forward.Z(OUTPUT), on.Y());
    }

    /**
     * BP1 of the hidden layer, looked at.
     *
     * @return dW[1], 30×784
     */
    @Benchmark
    public Matrix bp1() {
        var dW = Backprop.bp1(backward.dZ(HIDDEN), on.X());
        dW.get(0, 0);
        return dW;
    }

    /**
     * BP2 of the hidden layer.
     *
     * @return db[1], 30×1
     */
    @Benchmark
    public Matrix bp2() {
        return Backprop.bp2(backward.dZ(HIDDEN));
    }

    /**
     * BP3 of the output layer.
     *
     * @return dA[1], 30×10
     */
    @Benchmark
    public Matrix bp3() {
        return Backprop.bp3(net.W(OUTPUT), backward.dZ(OUTPUT));
    }

    /**
     * BP4 of the hidden layer.
     *
     * @return dZ[1], 30×10
     */
    @Benchmark
    public Matrix bp4() {
        return Backprop.bp4(backward.dA(HIDDEN), net.g(HIDDEN), forward.Z(HIDDEN));
    }

    /**
     * The update of the hidden layer's weights, where BP1 has been looked at.
     *
     * @return W[1] after it, 30×784
     */
    @Benchmark
    public Matrix update() {
        return Backprop.update(net.W(HIDDEN), on.alpha(), backward.dW(HIDDEN));
    }
}
