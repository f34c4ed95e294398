package backstep.bench;

import backstep.derivation.Verification;
import backstep.derivation.catalogue.Derivations;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Every equation, claim and erratum of a derivation, verified. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3)
@Measurement(iterations = 10)
public class VerifyBenchmark {

    /** Which one, by its name. */
    @Param({"EFAVDB", "UFLDL", "GIST", "TWO_LAYER", "GENERAL"})
    public String derivation;

    /**
     * What {@code lab.py verify} runs.
     *
     * @return a line for each
     */
    @Benchmark
    public Verification verify() {
        return Derivations.all().stream().filter(each -> each.name().equals(derivation)).findFirst().orElseThrow()
                .verify();
    }
}
