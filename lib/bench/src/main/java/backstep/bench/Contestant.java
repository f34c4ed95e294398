package backstep.bench;

import backstep.matrix.Matrix;
import backstep.network.Network;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * One of those that take turns on one machine: it answers each line, a number of seconds, with the time of one run.
 *
 * <p>It runs its task for about so long; the answer is in nanoseconds. The peers speak the same language:
 * {@code lib/bench/peers/contestant.py}.
 */
public final class Contestant {

    private Contestant() {}

    /**
     * Runs the first steps, writes where they led to, says {@code ready}, takes turns until its input ends.
     *
     * @param words task, workload, how many first steps, the file for the parameters
     * @throws IOException if the file cannot be written
     */
    public static void main(String... words) throws IOException {
        var task = Task.of(words[0], Workload.of(words[1]));
        for (int k = Integer.parseInt(words[2]); k > 0; k--) {
            task.run();
        }
        Files.write(Path.of(words[3]), bytes(task.net()));
        System.out.printf("ready {\"version\": \"JDK %s\"}%n", Runtime.version());
        takeTurns(task, new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)), System.out);
    }

    /** Answers each line. */
    static void takeTurns(Task task, BufferedReader seconds, PrintStream answers) {
        answers.flush();
        seconds.lines().forEach(turn -> {
            answers.println(nanoseconds(task, 1e9 * Double.parseDouble(turn)));
            answers.flush();
        });
    }

    /** Of one run, over so many as fill the turn. The clock is read after 1, 2, 4, … runs: a reading takes its time. */
    private static double nanoseconds(Task task, double turn) {
        long begin = System.nanoTime();
        long runs = 0;
        double past = 0;
        do {
            long more = runs == 0 ? 1 : Math.max(1, Math.min(runs, (long) ((turn - past) * runs / past)));
            for (long k = 0; k < more; k++) {
                task.run();
            }
            runs += more;
            past = System.nanoTime() - begin;
        } while (past < turn);
        return past / runs;
    }

    /** W[1] row by row, b[1], W[2], …: each number 8 bytes, the lowest first. */
    static byte[] bytes(Network net) {
        var numbers = IntStream.rangeClosed(1, net.L()).boxed()
                .flatMapToDouble(l -> DoubleStream.concat(entries(net.W(l)), entries(net.b(l)))).toArray();
        var bytes = ByteBuffer.allocate(8 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asDoubleBuffer().put(numbers);
        return bytes.array();
    }

    private static DoubleStream entries(Matrix matrix) {
        return IntStream.range(0, matrix.rows() * matrix.columns())
                .mapToDouble(k -> matrix.get(k / matrix.columns(), k % matrix.columns()));
    }
}
