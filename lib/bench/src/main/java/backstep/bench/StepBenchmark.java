package backstep.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One step of training. Other workloads, of the plot for example: {@code -p workload=width64,width128}. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 1)
public class StepBenchmark {

    /** Which network. */
    @Param({"xor221", "mnist30", "deep"})
    public String workload;

    /** How the step is written. */
    @Param({"style", "training"})
    public String task;

    private Task step;

    /** Draws the network and its batch. */
    @Setup
    public void draw() {
        step = Task.of(task, Workload.of(workload));
    }

    /** Forward, backward, update. */
    @Benchmark
    public void step() {
        step.run();
    }
}
