package backstep.sample;

import backstep.check.GradientCheck;
import backstep.check.Report;
import backstep.engine.Formula;
import backstep.engine.Rules;
import backstep.matrix.Matrix;
import java.util.List;
import java.util.function.UnaryOperator;

/** Faults of every sort, to be planted into rules: wrong values, values out of range, and rules that do not run. */
public record Planted(String name, Formula formula, UnaryOperator<Matrix> distortion) {

    private static final String LONG = "a dimension or two were lost on the way\n"
            + "and nobody knows where ".repeat(12) + "x".repeat(200);

    /** In the order of the equations. */
    public static final List<Planted> ALL = List.of(
            factor(Formula.LINEAR, 1.5),
            factor(Formula.ACTIVATION, 1e-300),
            of("not a number", Formula.LOSS, v -> v.with(0, 0, Double.NaN)),
            factor(Formula.COST, -1),
            of("infinite", Formula.OUTPUT_DA, v -> v.with(0, 0, Double.NEGATIVE_INFINITY)),
            factor(Formula.OUTPUT_DELTA, 2),
            factor(Formula.BP1, 3),
            of("nothing", Formula.BP1, v -> null),
            factor(Formula.BP2, -1e300),
            of("not a number", Formula.BP2, v -> v.map(x -> Double.NaN)),
            factor(Formula.BP3, -1),
            of("another shape", Formula.BP3, v -> Matrix.ones(11, 13)),
            factor(Formula.BP4, 0.5),
            of("thrown", Formula.BP4, v -> {
                throw new UnsupportedOperationException(LONG);
            }));

    private static Planted factor(Formula formula, double factor) {
        return of("× " + factor, formula, value -> value.times(factor));
    }

    private static Planted of(String name, Formula formula, UnaryOperator<Matrix> distortion) {
        return new Planted(name, formula, distortion);
    }

    /** The library's rules with this fault in every layer. */
    public Rules rules() {
        return into(Rules.standard());
    }

    /** Rules with this fault too. */
    public Rules into(Rules rules) {
        return rules.with(formula, at -> distortion.apply(Rules.standard().apply(formula, at)));
    }

    /** What the check says of a case with up to three faults, drawn by its seed. */
    public static Report report(RandomCase c) {
        var random = RandomCase.generator(c.seed());
        var rules = Rules.standard();
        for (int count = random.nextInt(4); count > 0; count--) {
            rules = ALL.get(random.nextInt(ALL.size())).into(rules);
        }
        return GradientCheck.of(c.net(), c.X(), c.Y()).rules(rules).run();
    }

    @Override
    public String toString() {
        return formula + " " + name;
    }
}
