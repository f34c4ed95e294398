package backstep.bench;

import backstep.check.GradientCheck;
import backstep.check.Report;
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

/** The gradient check of 784-30-10 on ten examples: of all parameters, of some, of one direction in each block. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3)
@Measurement(iterations = 10)
public class CheckBenchmark {

    private static final int ENTRIES = 10;
    private static final long SEED = 1;

    private GradientCheck check;
    private Task passes;

    /** Draws the network and its batch. */
    @Setup
    public void draw() {
        var on = Workload.of("mnist30");
        check = GradientCheck.of(on.net(), on.X(), on.Y());
        passes = Task.of("passes", on);
    }

    /**
     * Every entry of every block.
     *
     * @return the report
     */
    @Benchmark
    public Report full() {
        return check.run();
    }

    /**
     * Ten entries of every block.
     *
     * @return the report
     */
    @Benchmark
    public Report sampled() {
        return check.sample(ENTRIES, SEED);
    }

    /**
     * One direction in each block of parameters.
     *
     * @return the report
     */
    @Benchmark
    public Report directional() {
        return check.directional(SEED);
    }

    /** The two forward passes for each parameter, beside the full check. */
    @Benchmark
    public void forwardPasses() {
        passes.run();
    }
}
