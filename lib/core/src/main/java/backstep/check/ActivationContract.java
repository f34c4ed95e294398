package backstep.check;

import backstep.estimate.Tolerances;
import backstep.matrix.Digits;
import backstep.matrix.Matrix;
import backstep.network.Activation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What an activation says of itself beside its pullback: whether it mixes examples, and where its kinks are. */
final class ActivationContract {

    private final Activation g;
    private final Matrix Z;

    ActivationContract(Activation g, Matrix Z) {
        this.g = g;
        this.Z = Z;
    }

    /** The report of its Jacobian, and what else it shows: a block named A(2, 1) is of one output of one example. */
    FunctionReport on(FunctionReport report) {
        var faults = new ArrayList<>(report.faults());
        Set<String> notes = new LinkedHashSet<>(report.notes());
        report.blocks().stream().filter(block -> block.name().startsWith("A")).forEach(block -> {
            for (var entry : block.entries()) {
                boolean isOfAnother = !block.name().endsWith(", %d)".formatted(entry.column() + 1));
                if (!g.mixesExamples() && isOfAnother && depends(entry)) {
                    faults.add("%s mixes examples: %s depends on Z(%d, %d), but its mixesExamples() says false"
                            .formatted(g.name(), block.name(), entry.row() + 1, entry.column() + 1));
                }
                var bend = block.bends().get(entry);
                double z = Z.get(entry.row(), entry.column());
                if (bend != null && bend.isInside() && Arrays.stream(g.kinks()).noneMatch(kink -> isNear(z, kink))) {
                    notes.add("%s bends at Z(%d, %d) = %s, which its kinks() do not name".formatted(g.name(),
                            entry.row() + 1, entry.column() + 1, Digits.of(z, 6)));
                }
            }
        });
        return new FunctionReport(report.title(), report.blocks(), faults.stream().limit(1 + report.faults().size())
                .toList(), List.copyOf(notes));
    }

    /** By much more than the estimate may be off. */
    private static boolean depends(Entry entry) {
        return Math.abs(entry.expected()) > 10 * Math.max(entry.bar(), Tolerances.LIMIT);
    }

    private static boolean isNear(double z, double kink) {
        return Math.abs(z - kink) <= Tolerances.LIMIT * Math.max(1, Math.abs(kink));
    }
}
