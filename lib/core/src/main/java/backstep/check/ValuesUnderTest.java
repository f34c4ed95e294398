package backstep.check;

import backstep.engine.Formula;
import backstep.engine.Rules;
import backstep.engine.Schedule.Scheduled;
import backstep.engine.Site;
import backstep.matrix.Matrix;
import backstep.network.Quantity;
import backstep.network.Quantity.Kind;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Values computed elsewhere, some of the quantities of a pass. An equation is tried alone on the nearest values that
 * were given; between them stand the library's equations.
 */
final class ValuesUnderTest implements UnderTest {

    private final Reference reference;
    private final Map<Scheduled, Matrix> given = new LinkedHashMap<>();
    private final Map<Scheduled, Matrix> due = new HashMap<>();
    private final Map<Scheduled, Double> printed = new HashMap<>();
    private final Map<Quantity, Matrix> nearest = new HashMap<>();

    /**
     * From values in the convention's orientation and scale.
     *
     * @throws IllegalArgumentException if a quantity is none of the pass, or a value has not its shape
     */
    ValuesUnderTest(Reference reference, Map<Quantity, Matrix> values, Convention convention) {
        this.reference = reference;
        var outputs = reference.schedule().stream().map(Reference::output).toList();
        values.forEach((quantity, value) -> require(outputs, quantity));
        var chain = reference.evaluation(Rules.standard());
        for (var next : reference.schedule()) {
            var quantity = Reference.output(next);
            double factor = convention.factor(quantity, reference.m());
            var right = reference.isPinned(quantity) ? reference.of(next) : chain.outcome(next.formula(), next.l());
            due.put(next, right);
            var value = values.get(quantity);
            if (value != null) {
                var oriented = oriented(quantity, value, convention);
                given.put(next, oriented);
                printed.put(next, PrintedDigits.resolution(oriented));
                right = oriented.times(1 / factor);
                nearest.put(quantity, right);
            } else {
                nearest.put(quantity, right);
            }
            chain.put(quantity, right.isFinite() ? right : due.get(next));
        }
    }

    private static void require(List<Quantity> outputs, Quantity quantity) {
        if (!outputs.contains(quantity)) {
            throw new IllegalArgumentException(
                    "%s is no result of a pass of this network; J, Z, A, dA, dZ, dW, db are: %s"
                    .formatted(quantity, outputs));
        }
    }

    private Matrix oriented(Quantity quantity, Matrix value, Convention convention) {
        var turned = convention.transposes(quantity.kind()) ? value.transpose() : value;
        var signed = quantity.kind() == Kind.DB && convention.subtractsBias() ? turned.times(-1) : turned;
        var shape = reference.get(quantity);
        if (!signed.sameShape(shape)) {
            boolean isTransposed = signed.transpose().sameShape(shape);
            var needed = convention.transposes(quantity.kind()) ? shape.transpose() : shape;
            throw new IllegalArgumentException("%s is given as %s, it needs to be %s%s"
                    .formatted(quantity, value.shape(),
                    needed.shape(), isTransposed ? "; is it transposed? Convention.rows() and fromTo() name the other "
                            + "orientation of examples and weights" : ""));
        }
        return signed;
    }

    /** Which equations stand between a given value and those that were given before it. */
    Set<Scheduled> behind(Scheduled due) {
        var behind = new TreeSet<>(Comparator.<Scheduled>comparingInt(reference.schedule()::indexOf));
        behind.add(due);
        for (var operand : due.formula().operands(due.l())) {
            producer(operand).filter(before -> !given.containsKey(before)).map(this::behind).ifPresent(behind::addAll);
        }
        return behind;
    }

    /** The equation of the backward pass that computes an operand; forward values are right where none was given. */
    private Optional<Scheduled> producer(Quantity operand) {
        return reference.schedule().stream()
                .filter(before -> operand.kind().isDerivative() && Reference.output(before).equals(operand))
                .findFirst();
    }

    @Override
    public Matrix whole(Scheduled due) {
        return given.get(due);
    }

    @Override
    public Matrix alone(Scheduled due) {
        return given.get(due);
    }

    @Override
    public Optional<Matrix> due(Scheduled next) {
        return Optional.of(due.get(next));
    }

    @Override
    public boolean isTheirs(Formula formula) {
        return given.keySet().stream().anyMatch(next -> next.formula() == formula);
    }

    @Override
    public boolean has(Scheduled next) {
        return given.containsKey(next);
    }

    @Override
    public double printed(Scheduled next) {
        return printed.getOrDefault(next, 0.0);
    }

    @Override
    public Map<Scheduled, String> broken() {
        return Map.of();
    }

    @Override
    public Attempt attempt(Scheduled next) {
        return new Attempt(Optional.ofNullable(given.get(next)), "");
    }

    @Override
    public double alpha() {
        return Rules.standard().alpha();
    }

    @Override
    public Site site(Scheduled next, double alpha) {
        var instead = new HashMap<>(nearest);
        instead.put(Reference.output(next), due.get(next));
        return reference.site(next.l(), alpha, instead);
    }
}
