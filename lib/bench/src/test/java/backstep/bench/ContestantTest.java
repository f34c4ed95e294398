package backstep.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

/** What lab.py and a contestant say to each other. */
class ContestantTest {

    @Test
    void itAnswersEachTurnWithATime() {
        var told = new ByteArrayOutputStream();
        var turns = new BufferedReader(new StringReader("0.001\n0.002\n"));
        Contestant.takeTurns(Task.of("style", Workload.of("xor221")), turns, new PrintStream(told, true, UTF_8));
        var answers = told.toString(UTF_8).lines().toList();
        assertEquals(2, answers.size());
        answers.forEach(answer -> assertTrue(Double.parseDouble(answer) > 0, answer));
    }

    @Test
    void itWritesTheParametersRowByRow() {
        var net = Workload.of("xor221").net();
        var bytes = ByteBuffer.wrap(Contestant.bytes(net)).order(ByteOrder.LITTLE_ENDIAN);
        assertEquals(9 * 8, bytes.capacity());
        assertEquals(net.W(1).get(0, 1), bytes.getDouble(8));
        assertEquals(net.b(1).get(1, 0), bytes.getDouble(5 * 8));
        assertEquals(net.W(2).get(0, 0), bytes.getDouble(6 * 8));
        assertEquals(net.b(2).get(0, 0), bytes.getDouble(8 * 8));
    }
}
