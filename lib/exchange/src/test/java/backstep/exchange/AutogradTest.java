package backstep.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.check.GradientCheck;
import backstep.engine.ForwardPass;
import backstep.exchange.Autograd.Case;
import backstep.matrix.Matrix;
import backstep.network.Penalty;
import backstep.network.Quantity;
import backstep.network.Quantity.Kind;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What PyTorch's autograd says of 300 random networks, beside the equations. */
class AutogradTest {

    /** Of a block, relative to its largest entry. */
    private static final double AGREEMENT = 1e-12;

    /** A block whose largest entry is smaller is held to 1e-18: it is a difference of numbers of order 1. */
    private static final double FLOOR = 1e-6;

    static List<Case> cases() throws IOException {
        return Autograd.cases();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void thePassesAgreeWithAutograd(Case one) {
        var forward = ForwardPass.of(one.net(), one.X());
        var backward = forward.backward(one.Y());
        one.derived().forEach((quantity, theirs) -> {
            int l = quantity.l();
            var ours = switch (quantity.kind()) {
                case J -> Matrix.row(forward.cost(one.Y()));
                case DA -> backward.dA(l);
                case DZ -> backward.dZ(l);
                case DW -> backward.dW(l);
                default -> backward.db(l);
            };
            double error = error(ours, theirs);
            assertTrue(error <= AGREEMENT, () -> "%s: %s".formatted(quantity, error));
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void theCheckCallsWhatAutogradDerivedRight(Case one) {
        var report = GradientCheck.of(one.net(), one.X(), one.Y()).gradients(one.derived()).run();
        assertTrue(report.passed(), report::toString);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void theCheckCallsASmallErrorOfTheLastLayerWrong(Case one) {
        int L = one.net().L();
        var off = new LinkedHashMap<>(one.derived());
        var db = off.get(Kind.DB.at(L));
        off.put(Kind.DB.at(L), db.with(0, 0, db.get(0, 0) + 1e-4 * Math.max(1, db.maxAbs())));
        var report = GradientCheck.of(one.net(), one.X(), one.Y()).gradients(off).run();
        assertTrue(report.blocks().stream().anyMatch(block -> block.isFault()
                && block.quantity().equals(Kind.DB.at(L))), report::toString);
    }

    private static double error(Matrix ours, Matrix theirs) {
        return ours.minus(theirs).maxAbs() / Math.max(FLOOR, theirs.maxAbs());
    }

    /** The comparison itself: an entry that is off by 1e-11 of the block's size is seen. */
    @Test
    void aDifferenceOfTenTimesTheAgreementIsSeen() throws IOException {
        for (var one : cases()) {
            var theirs = one.derived().values().iterator().next();
            double off = 10 * AGREEMENT * Math.max(FLOOR, theirs.maxAbs());
            assertTrue(error(theirs.with(0, 0, theirs.get(0, 0) + off), theirs) > AGREEMENT);
        }
    }

    @Test
    void theNetworksHaveEveryActivationLossPenaltyAndDepth() throws IOException {
        var cases = cases();
        assertEquals(300, cases.size());
        assertEquals(7, cases.stream().flatMap(one -> one.net().layers().stream()).map(layer -> layer.g().name())
                .collect(Collectors.toSet()).size());
        assertEquals(3, cases.stream().map(one -> one.net().loss().name()).collect(Collectors.toSet()).size());
        assertEquals(List.of(1, 2, 3, 4),
                List.copyOf(new TreeSet<>(cases.stream().map(one -> one.net().L()).toList())));
        assertTrue(cases.stream().filter(one -> one.net().penalty() != Penalty.NONE).count() >= 50);
        assertTrue(cases.stream().flatMap(one -> one.derived().keySet().stream()).map(Quantity::kind).distinct().count()
                == 5);
    }
}
