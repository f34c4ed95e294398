package backstep.check;

import static backstep.network.Activation.SIGMOID;
import static backstep.network.Activation.TANH;
import static backstep.network.Loss.CROSS_ENTROPY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.estimate.Scheme;
import backstep.matrix.Digits;
import backstep.matrix.Matrix;
import backstep.network.Activation;
import backstep.network.Network;
import backstep.network.Quantity;
import backstep.network.Quantity.Kind;
import backstep.engine.ForwardPass;
import backstep.sample.RandomCase;
import backstep.typeset.Showable;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Five opinions on one block, none of which is asked about another. */
class SideBySideTest {

    private static final Network NET = Network.inputs(2).layer(3, TANH).layer(2, SIGMOID).loss(CROSS_ENTROPY).random(4);
    private static final Matrix X = RandomCase.matrix(RandomCase.generator(4), 2, 5, 1);
    private static final Matrix Y = Matrix.generate(2, 5, (i, j) -> (i + j) % 2);
    private static final SideBySide OPINIONS = SideBySide.of(NET, X, Y, Kind.DW.at(1));

    static Stream<RandomCase> cases() {
        return RandomCase.first(40);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void allOpinionsAgreeOnEveryDerivative(RandomCase c) {
        IntStream.rangeClosed(1, c.net().L()).boxed()
                .flatMap(l -> Stream.of(Kind.DW.at(l), Kind.DB.at(l), Kind.DZ.at(l), Kind.DA.at(l), Kind.DA.at(l - 1)))
                .forEach(derivative -> agree(SideBySide.of(c.net(), c.X(), c.Y(), derivative)));
    }

    private static void agree(SideBySide opinions) {
        double rounding = 1e-12 * Math.max(1, opinions.analytic().maxAbs());
        assertTrue(opinions.dual().minus(opinions.analytic()).maxAbs() <= rounding, () -> "dual " + opinions);
        assertEquals(List.of(Scheme.values()), List.copyOf(opinions.estimates().keySet()));
        opinions.estimates().forEach((scheme, estimate) -> {
            var beyond = estimate.value().minus(opinions.analytic()).map(Math::abs).minus(estimate.bar())
                    .map(excess -> Math.max(0, excess));
            assertTrue(beyond.maxAbs() <= rounding, () -> scheme + " " + opinions);
        });
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(names = {"DW", "DB", "DZ", "DA"})
    void theAnalyticOpinionIsThatOfTheBackwardPass(Kind kind) {
        var backward = ForwardPass.of(NET, X).backward(Y);
        assertEquals(backward.get(kind.at(1)), SideBySide.of(NET, X, Y, kind.at(1)).analytic());
    }

    /**
     * A wrong g′ deceives BP4 and the dual numbers alike, which is why they say what they trust; the quotients do not
     * know of it.
     */
    @Test
    void aWrongSlopeOfAUsersActivationDeceivesWhoTrustsItAndTheTrustIsSaid() {
        var wrong = Activation.of("my sine", Math::sin, z -> 2 * Math.cos(z));
        var net = Network.inputs(2).layer(3, wrong).layer(2, TANH).random(4);
        var opinions = SideBySide.of(net, X, Y, Kind.DW.at(1));
        assertTrue(opinions.dual().minus(opinions.analytic()).maxAbs() < 1e-14);
        var quotients = opinions.estimates().get(Scheme.EXTRAPOLATED);
        assertTrue(quotients.value().times(2).minus(opinions.analytic()).maxAbs() < 1e-9);
        assertEquals(List.of("the dual numbers use the given g′ of my sine in layer 1"), opinions.trusted());
        assertTrue(opinions.toString().endsWith("\n— the dual numbers use the given g′ of my sine in layer 1"),
                opinions::toString);
        assertTrue(opinions.forms().get(Showable.HTML)
                .endsWith("<div>the dual numbers use the given g′ of my sine in layer 1</div>"));
    }

    @Test
    void aUsersLossIsTrustedToo() {
        var net = Network.inputs(2).layer(2, TANH).loss(RandomCase.QUARTIC).random(4);
        assertEquals(List.of("the dual numbers use the given derivative of the loss quartic"),
                SideBySide.of(net, X, Y, Kind.DB.at(1)).trusted());
        assertEquals(List.of(), OPINIONS.trusted());
    }

    static Stream<Quantity> noDerivatives() {
        return Stream.of(Kind.W, Kind.B, Kind.Z, Kind.A, Kind.Y, Kind.J, Kind.LOSSES).map(kind -> kind.at(2));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("noDerivatives")
    void whatIsNoDerivativeIsRefusedByName(Quantity quantity) {
        var message = assertThrows(IllegalArgumentException.class, () -> SideBySide.of(NET, X, Y, quantity))
                .getMessage();
        assertEquals(quantity + " is no derivative; dW, db, dZ, dA are", message);
    }

    /** The cells of an entry's row, as both forms have them. */
    private static List<String> cells(int row, int column) {
        var estimates = OPINIONS.estimates().values().stream().map(estimate -> "%s ± %s".formatted(
                Digits.of(estimate.value().get(row, column), 12), Digits.of(estimate.bar().get(row, column), 1)));
        var exact = Stream.of(OPINIONS.analytic(), OPINIONS.dual())
                .map(matrix -> Digits.of(matrix.get(row, column), 12));
        return Stream.of(Stream.of("(%d, %d)".formatted(row + 1, column + 1)), exact, estimates).flatMap(cells -> cells)
                .toList();
    }

    @Test
    void theTextHasALineForEachEntry() {
        var lines = OPINIONS.forms().get(Showable.TEXT).lines().toList();
        assertEquals(7, lines.size());
        assertEquals("dW[1]  analytic  dual  forward  central  extrapolated", lines.get(0));
        IntStream.range(0, 6).forEach(k -> assertEquals(String.join("  ", cells(k / 2, k % 2)), lines.get(k + 1)));
    }

    @Test
    void theHtmlHasTheSameNumbersAndNothingThatRunsOrNeedsAStyleSheet() {
        var html = OPINIONS.forms().get(Showable.HTML);
        IntStream.range(0, 6).boxed().flatMap(k -> cells(k / 2, k % 2).stream())
                .forEach(cell -> assertTrue(html.contains(">" + cell + "</td>"), cell));
        assertEquals(7, html.split("<tr>", -1).length - 1);
        Stream.of("<script", "<style", "class=", "color").forEach(banned -> assertTrue(!html.contains(banned), banned));
    }
}
