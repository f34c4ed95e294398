package backstep.engine;

import static backstep.network.Activation.SIGMOID;
import static backstep.network.Loss.CROSS_ENTROPY;
import static backstep.network.Loss.SQUARED_ERROR;
import static backstep.sample.Printed.assertPrints;

import backstep.matrix.Matrix;
import backstep.network.Loss;
import backstep.network.Network;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A 2-2-1 network of sigmoids with three examples, every quantity to 10 significant digits. */
class TwoTwoOneTest {

    private static final Matrix X = Matrix.of(2, 3, 0.5, -1, 2, -1.5, 0.75, 0.25);
    private static final Matrix Y = Matrix.row(1, 0, 1);

    private static Network net(Loss loss) {
        return Network.inputs(2).layer(2, SIGMOID).layer(1, SIGMOID).loss(loss).weights(
                Matrix.of(2, 2, 0.15, -0.25, 0.40, 0.30), Matrix.column(0.35, -0.10), Matrix.row(0.55, -0.45),
                Matrix.column(0.60));
    }

    @Test
    void forwardValues() {
        var fwd = ForwardPass.of(net(SQUARED_ERROR), X);
        assertPrints(fwd.Z(1), "0.8000000000", "0.01250000000", "0.5875000000", "-0.3500000000", "-0.2750000000",
                "0.7750000000");
        assertPrints(fwd.A(1), "0.6899744811", "0.5031249593", "0.6427913242", "0.4133824211", "0.4316800165",
                "0.6846015003");
        assertPrints(fwd.Z(2), "0.7934638751", "0.6824627202", "0.6454645532");
        assertPrints(fwd.A(2), "0.6885746074", "0.6642881292", "0.6559876835");
    }

    @Test
    void squaredErrorAndItsDeltas() {
        var fwd = ForwardPass.of(net(SQUARED_ERROR), X);
        var bwd = fwd.backward(Y);
        assertPrints(fwd.losses(Y), "0.04849288758", "0.2206393593", "0.05917223695");
        assertPrints(bwd.dZ(2), "-0.06678194205", "0.1481425042", "-0.07763251728");
        assertPrints(bwd.dA(1), "-0.03673006813", "0.08147837729", "-0.04269788451", "0.03005187392", "-0.06666412687",
                "0.03493463278");
        assertPrints(bwd.dZ(1), "-0.007856917726", "0.02036879866", "-0.009803888491", "0.007287501142",
                "-0.01635486890", "0.007543165773");
    }

    @Test
    void crossEntropyAndItsDeltas() {
        var fwd = ForwardPass.of(net(CROSS_ENTROPY), X);
        var bwd = fwd.backward(Y);
        assertPrints(fwd.losses(Y), "0.3731316044", "1.091502014", "0.4216132653");
        assertPrints(bwd.dZ(2), "-0.3114253926", "0.6642881292", "-0.3440123165");
        assertPrints(bwd.dA(1), "-0.1712839659", "0.3653584711", "-0.1892067741", "0.1401414267", "-0.2989296581",
                "0.1548055424");
        assertPrints(bwd.dZ(1), "-0.03663930117", "0.09133604990", "-0.04344388805", "0.03398393090", "-0.07333712444",
                "0.03342596662");
    }

    /**
     * Each of the nine derivatives and parameters in the order w11 w12 w21 w22 b1 b2 v1 v2 c, then J and J after the
     * step.
     */
    static Stream<Arguments> runs() {
        return Stream.of(
                Arguments.of(SQUARED_ERROR, 1,
                        "-0.003928458863 0.01178537659 0.003643750571 -0.01093125171 -0.007856917726 0.007287501142 "
                                + "-0.04607783581 -0.02760648089 -0.06678194205",
                        "0.1519642294 -0.2558926883 0.3981781247 0.3054656259 0.3539284589 -0.1036437506 0.5730389179 "
                                + "-0.4361967596 0.6333909710",
                        "0.04849288758", "0.04473678001"),
                Arguments.of(SQUARED_ERROR, 3,
                        "-0.01463501150 0.008203667820 0.01169498367 -0.007103870647 0.0009026641463 -0.0005080673275 "
                                + "-0.007148384341 -0.005601220017 0.001242681610",
                        "0.1573175058 -0.2541018339 0.3941525082 0.3035519353 0.3495486679 -0.09974596634 0.5535741922 "
                                + "-0.4471993900 0.5993786592",
                        "0.1094348279", "0.1091584341"),
                Arguments.of(CROSS_ENTROPY, 1,
                        "-0.01831965059 0.05495895176 0.01699196545 -0.05097589635 -0.03663930117 0.03398393090 "
                                + "-0.2148755737 -0.1287377828 -0.3114253926",
                        "0.1591598253 -0.2774794759 0.3915040173 0.3254879482 0.3683196506 -0.1169919655 0.6574377868 "
                                + "-0.3856311086 0.7557126963",
                        "0.3731316044", "0.2963578444"),
                Arguments.of(CROSS_ENTROPY, 3,
                        "-0.06551449220 0.03753333906 0.05239367437 -0.03254074934 0.003750953560 -0.001975742308 "
                                + "-0.03392792272 -0.02582974006 0.002950140042",
                        "0.1827572461 -0.2687666695 0.3738031628 0.3162703747 0.3481245232 -0.09901212885 0.5669639614 "
                                + "-0.4370851300 0.5985249300",
                        "0.6287489614", "0.6231032757"));
    }

    @ParameterizedTest(name = "{0}, m = {1}")
    @MethodSource("runs")
    void costGradientAndOneStepOfHalf(Loss loss, int m, String gradient, String after, String cost, String newCost) {
        var x = Matrix.generate(2, m, X::get);
        var y = Matrix.generate(1, m, Y::get);
        var fwd = ForwardPass.of(net(loss), x);
        var bwd = fwd.backward(y);
        assertPrints(cost, fwd.cost(y));
        assertNinePrint(gradient, bwd.dW(1), bwd.db(1), bwd.dW(2), bwd.db(2));
        var next = bwd.step(0.5);
        assertNinePrint(after, next.W(1), next.b(1), next.W(2), next.b(2));
        assertPrints(newCost, ForwardPass.of(next, x).cost(y));
    }

    private static void assertNinePrint(String nine, Matrix w, Matrix b, Matrix v, Matrix c) {
        var p = nine.split(" ");
        assertPrints(w, p[0], p[1], p[2], p[3]);
        assertPrints(b, p[4], p[5]);
        assertPrints(v, p[6], p[7]);
        assertPrints(c, p[8]);
    }
}
