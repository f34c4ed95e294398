package backstep.check;

import static backstep.network.Activation.SIGMOID;
import static backstep.network.Activation.TANH;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.engine.Backprop;
import backstep.engine.Rules;
import backstep.estimate.ErrorMetric;
import backstep.matrix.Matrix;
import backstep.network.Network;
import backstep.network.Quantity.Kind;
import backstep.sample.RandomCase;
import backstep.typeset.Showable;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the check says. */
class ReportTest {

    private static final Rules RIGHT = Rules.standard();
    private static final Network NET = Network.inputs(4).layer(5, TANH).layer(3, SIGMOID).layer(2, TANH)
            .layer(3, SIGMOID).random(9);
    private static final Matrix X = RandomCase.matrix(RandomCase.generator(9), 4, 7, 1);
    private static final Matrix Y = RandomCase.matrix(RandomCase.generator(10), 3, 7, 1);

    private static Report check(Rules mine) {
        return GradientCheck.of(NET, X, Y).rules(mine).run();
    }

    private static Set<Integer> wrongLayers(Report report, Kind kind) {
        return report.blocks().stream().filter(block -> block.quantity().kind() == kind && block.isFault())
                .map(block -> block.quantity().l()).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void theBlocksStandInTheOrderOfThePasses() {
        assertEquals(List.of("Z[1]", "A[1]", "Z[2]", "A[2]", "Z[3]", "A[3]", "Z[4]", "A[4]", "loss", "J", "dA[4]",
                "dZ[4]", "dW[4]", "db[4]", "dA[3]",
                "dZ[3]", "dW[3]", "db[3]",
                "dA[2]", "dZ[2]", "dW[2]", "db[2]", "dA[1]", "dZ[1]", "dW[1]", "db[1]", "dX"),
                check(RIGHT).blocks().stream().map(block -> block.quantity().toString()).toList());
    }

    @Test
    void theDerivativesAreWhatComesAfterJ() {
        var report = check(RIGHT);
        assertEquals(report.blocks().subList(10, 27), report.derivatives());
    }

    @Test
    void aRightReportThrowsNothingAndSaysSo() {
        var report = check(RIGHT);
        assertSame(report, report.orThrow());
        assertEquals("""
                4-5-3-2-3 (tanh, sigmoid, tanh, sigmoid; squared error), m = 7: all 27 blocks right
                  judged as: J is a mean, 1/m in dW and db; examples are columns; W is to–from; double
                layer   Z   A   dA  dZ  dW  db
                4       OK  OK  OK  OK  OK  OK
                3       OK  OK  OK  OK  OK  OK
                2       OK  OK  OK  OK  OK  OK
                1       OK  OK  OK  OK  OK  OK
                inputs          OK
                loss OK, J OK""", report.toString());
        assertTrue(!report.toString().contains("WRONG"));
    }

    @Test
    void aWrongReportThrowsWithTheWorstEntryOfEachWrongBlock() {
        var report = check(RIGHT.withBp2(dZ -> Backprop.bp2(dZ).with(1, 0, 0.5)));
        var message = assertThrows(IllegalStateException.class, report::orThrow).getMessage();
        assertTrue(message.replaceAll("\n *", " ").contains("4 of 27 blocks wrong"), message);
        assertTrue(message.contains("first fault in BP2 at layer 4"), message);
        assertTrue(message.contains("\n  likewise at layer 3, 2, 1\n"), message);
        assertTrue(message.contains("db[4] (2, 1): given 0.5, needed "), message);
        assertTrue(message.lines().allMatch(line -> line.length() <= 75), message);
        assertEquals(Kind.DB, report.worst().quantity().kind());
        var text = report.forms().get(Showable.TEXT);
        assertEquals(4, text.lines().filter(line -> line.matches("[1-4] .* WRONG \\S+")).count(), text);
        var html = report.forms().get(Showable.HTML);
        assertEquals(4, html.split("<b>WRONG", -1).length - 1, html);
        assertEquals(21, html.split("<td style=\"text-align:left\">OK</td>", -1).length - 1, html);
        assertTrue(!html.contains("<script") && !html.contains("class="), html);
    }

    @Test
    void aReportOfFourLayersIsAtMostAScreen() {
        var everywhere = RIGHT.withBp1((dZ, A) -> dZ.times(A.transpose())).withBp2(dZ -> Backprop.bp2(dZ).times(-1))
                .withBp4((dA, g, Z) -> dA).withZ((W, A, b) -> W.times(A));
        var text = check(everywhere).toString();
        assertTrue(text.lines().count() <= 30, text);
        assertTrue(text.lines().allMatch(line -> line.length() <= 140), text);
    }

    @Test
    void aDerivativeThatIsNotANumberIsWrongNotAnException() {
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            var report = check(RIGHT.withBp2(dZ -> Backprop.bp2(dZ).with(0, 0, bad)));
            assertEquals(Set.of(1, 2, 3, 4), wrongLayers(report, Kind.DB));
            assertEquals(Double.POSITIVE_INFINITY, report.worst().error());
        }
    }

    @Test
    void anErrorIsRelativeToItsBlockAndBelowTheFloorToTheFloor() {
        assertEquals(0.5, ErrorMetric.of(Matrix.row(2, 1), Matrix.row(1, 1)), "|2 − 1| / max(2, 1)");
        assertEquals(0.25, ErrorMetric.entries(Matrix.row(4, 1), Matrix.row(4, 2)).get(0, 1),
                "of the block, not of the entry");
        assertEquals(0.1, ErrorMetric.of(Matrix.row(1e-4), Matrix.row(2e-4)), 1e-15, "1e-4 / 1e-3");
        assertEquals(0, ErrorMetric.of(Matrix.row(0), Matrix.row(0)));
        assertEquals(2, ErrorMetric.of(Matrix.row(-3), Matrix.row(3)), "a sign");
        assertEquals(Double.POSITIVE_INFINITY,
                ErrorMetric.of(Matrix.row(Double.POSITIVE_INFINITY, 1), Matrix.row(Double.POSITIVE_INFINITY, 1)));
        assertEquals(0.25, ErrorMetric.entries(Matrix.row(Double.NaN, 4, 3), Matrix.row(1, 4, 4)).get(0, 2),
                "NaN does not hide its neighbours");
        assertEquals(1e-6, ErrorMetric.LIMIT);
        assertEquals(1e-3, ErrorMetric.FLOOR);
    }

    @Test
    void anErrorAtTheNoiseLevelIsAnOrderOfMagnitudeAndOneAboveTheLimitHasDigits() {
        assertEquals("~1e-11", ErrorMetric.text(1.3e-11));
        assertEquals("~1e-06", ErrorMetric.text(1e-6));
        assertEquals("0", ErrorMetric.text(0));
        assertEquals("2.3e-06", ErrorMetric.text(2.34e-6));
        assertEquals("0.76", ErrorMetric.text(0.7623));
        assertEquals("∞", ErrorMetric.text(Double.POSITIVE_INFINITY));
    }
}
