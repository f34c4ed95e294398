package backstep.check;

import static java.util.Objects.requireNonNull;

import backstep.matrix.NonNull;
import backstep.network.Network;
import backstep.typeset.Showable;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a check found, block by block: forward values and J first, then the derivatives from the last layer down.
 *
 * @param net the network that was checked
 * @param m the count of examples
 * @param convention under which it was judged
 * @param blocks in that order
 * @param faults the equations that are wrong with right operands, the first one first; none where nothing is wrong
 * @param notes what could not be compared or computed, and why; what else is to be known
 */
public record Report(Network net, int m, Convention convention, List<Block> blocks, List<Fault> faults,
        List<String> notes) implements Showable {

    /** Copies the lists; nothing may be null. */
    public Report {
        requireNonNull(net, "net is null");
        requireNonNull(convention, "convention is null");
        blocks = NonNull.list("blocks", blocks);
        faults = NonNull.list("faults", faults);
        notes = NonNull.list("notes", notes);
    }

    /**
     * Whether nothing counts against what was checked; a kink or a number too small to tell does not.
     *
     * @return true if no block is wrong and no equation failed to run
     */
    public boolean passed() {
        return faults.isEmpty() && blocks.stream().noneMatch(Block::isFault);
    }

    /**
     * The first wrong step.
     *
     * @return the first of the faults; empty if there is none
     */
    public Optional<Fault> firstFault() {
        return faults.stream().findFirst();
    }

    /** How many blocks are right, wrong or undecided. */
    String headline() {
        long wrong = blocks.stream().filter(Block::isFault).count();
        long undecided = blocks.stream().filter(block -> !block.isFault() && block.verdict() != Verdict.OK).count();
        var rest = undecided == 0 ? "" : ", %d undecided".formatted(undecided);
        return wrong > 0 ? "%d of %d blocks wrong%s".formatted(wrong, blocks.size(), rest)
                : undecided == 0 ? "all %d blocks right".formatted(blocks.size())
                : "%d of %d blocks right%s".formatted(blocks.size() - undecided, blocks.size(), rest);
    }

    /**
     * The blocks that hold derivatives.
     *
     * @return each dA, dZ, dW, db that was compared, from the last layer down
     */
    public List<Block> derivatives() {
        return blocks.stream().filter(block -> block.quantity().kind().isDerivative()).toList();
    }

    /**
     * The block that is farthest off.
     *
     * @return the faulty one with the largest error, or the one with the largest error
     */
    public Block worst() {
        return blocks.stream().max(Comparator.<Block>comparingInt(block -> block.isFault() ? 1 : 0)
                .thenComparingDouble(Block::error)).orElseThrow();
    }

    /**
     * Throws if anything is wrong: the one call of a test.
     *
     * @return this report
     * @throws IllegalStateException with the whole report, in lines of at most 75 characters
     */
    public Report orThrow() {
        if (!passed()) {
            throw new IllegalStateException(new ReportText(this).narrow());
        }
        return this;
    }

    /** The headline, the faults with their causes, what follows from them, and a table of verdicts. */
    @Override
    public String toString() {
        return new ReportText(this).wide();
    }

    @Override
    public Map<String, String> forms() {
        return Map.of(TEXT, toString(), HTML, new ReportText(this).html());
    }
}
