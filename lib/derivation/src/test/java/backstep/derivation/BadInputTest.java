package backstep.derivation;

import static backstep.network.Activation.SIGMOID;
import static backstep.network.Activation.TANH;
import static backstep.network.Loss.CROSS_ENTROPY;
import static backstep.network.Loss.SQUARED_ERROR;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.derivation.catalogue.Derivations;
import backstep.derivation.efavdb.EfavdbView;
import backstep.matrix.Matrix;
import backstep.network.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bad input is refused at the call, with what is needed. */
class BadInputTest {

    /** What is done, and what the refusal says. */
    private record Case(String name, Executable action, List<String> says) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Case refused(String name, Executable action, String... says) {
        return new Case(name, action, List.of(says));
    }

    private static final Network NET = Network.inputs(2).layer(3, SIGMOID).layer(1, SIGMOID).loss(CROSS_ENTROPY)
            .random(1);
    private static final Matrix X = Matrix.of(2, 2, 0.5, -1, 0.25, 2);
    private static final Matrix Y = Matrix.row(0, 1);
    private static final Problem PROBLEM = new Problem(NET, X, Y);
    private static final Equation<EfavdbView> BP1 = Derivations.EFAVDB.equation("efavdb-BP1");
    private static final EfavdbView VIEW = new EfavdbView(PROBLEM);
    private static final Expression<EfavdbView> ONE = (v, l) -> Matrix.ones(1, 1);

    private static EquationBuilder<EfavdbView> row() {
        return new EquationBuilder<EfavdbView>(EfavdbView::new, "mine-1", "l.1", Form.DEFINITION, "1", "1×1");
    }

    static Stream<Case> nulls() {
        var evidence = Evidence.RECOMPUTED;
        return Stream.of(
                refused("a problem without a network", () -> new Problem(null, X, Y), "net"),
                refused("a problem without inputs", () -> new Problem(NET, null, Y), "X"),
                refused("a problem without labels", () -> new Problem(NET, X, null), "Y"),
                refused("a problem with no other network", () -> PROBLEM.with(null), "changed"),
                refused("no condition", () -> PROBLEM.elementwise(1, null), "condition"),
                refused("a view of nothing", () -> new EfavdbView(null), "problem"),
                refused("a derivation on no network", () -> Derivations.GIST.on(null, X, Y), "net"),
                refused("a derivation on no inputs", () -> Derivations.GIST.on(NET, null, Y), "X"),
                refused("a derivation on no labels", () -> Derivations.GIST.on(NET, X, null), "Y"),
                refused("an equation without an id", () -> Derivations.GIST.equation(null), "id"),
                refused("an equation on no network", () -> BP1.on(null, X, Y), "net"),
                refused("an equation on no labels", () -> BP1.verify(NET, X, null), "Y"),
                refused("an equation's value in no view", () -> BP1.value(null, 1), "v"),
                refused("an equation of nothing", () -> new Equation<>(BP1.statement(), BP1.domain(), null,
                        BP1.comparison()), "value"),
                refused("a row without a view",
                        () -> new EquationBuilder<EfavdbView>(null, "id", "l.1", Form.DEFINITION, "1", "1×1"), "view"),
                refused("a row without an id",
                        () -> new EquationBuilder<>(EfavdbView::new, null, "l.1", Form.DEFINITION, "1", "1×1"), "id"),
                refused("a row without a place",
                        () -> new EquationBuilder<>(EfavdbView::new, "id", null, Form.DEFINITION, "1", "1×1"), "place"),
                refused("a row without a form",
                        () -> new EquationBuilder<>(EfavdbView::new, "id", "l.1", null, "1", "1×1"), "form"),
                refused("a row without LaTeX",
                        () -> new EquationBuilder<>(EfavdbView::new, "id", "l.1", Form.DEFINITION, null, ""), "latex"),
                refused("a row without shapes",
                        () -> new EquationBuilder<>(EfavdbView::new, "id", "l.1", Form.DEFINITION, "1", null),
                        "shapes"),
                refused("no canonical form", () -> row().canonical(null), "equivalent"),
                refused("no layers", () -> row().layers(null), "all"),
                refused("no condition that is demanded", () -> row().demands(null, v -> true), "condition"),
                refused("no demand", () -> row().demands("one layer", null), "met"),
                refused("no right-hand side", () -> row().is(null), "rightHandSide"),
                refused("no evidence", () -> row().is(ONE).equalTo(null, ONE), "evidence"),
                refused("nothing to be equal to", () -> row().is(ONE).equalTo(evidence, null), "expected"),
                refused("no gradient", () -> row().is(ONE).estimate(Evidence.LOSS_BY_A, null), "target"),
                refused("no gradient of parts", () -> row().is(ONE).estimateOfParts(Evidence.LOSS_BY_A, null),
                        "target"),
                refused("no step", () -> row().is(ONE)
                        .slope((EquationBuilder.Updated<EfavdbView>) null, ONE), "updated"),
                refused("no step of a layer", () -> row().is(ONE)
                        .slope((EquationBuilder.UpdatedLayer<EfavdbView>) null, ONE), "updated"),
                refused("no equivalent of a step", () -> row().is(ONE).slope((v, alpha) -> NET, null), "equivalent"),
                refused("no ε", () -> row().firstOrder(null, (v, epsilon) -> X, ONE), "epsilon"),
                refused("no quotient", () -> row().firstOrder(v -> 1e-3, null, ONE), "quotient"),
                refused("no gradient that a quotient approaches",
                        () -> row().firstOrder(v -> 1e-3, (v, epsilon) -> X, null), "gradient"),
                refused("a domain that nobody visits", () -> BP1.domain().visit(PROBLEM, null), "visitor"),
                refused("a claim without an id", () -> new Claim(null, "l.1", "text", evidence, () -> null), "id"),
                refused("a claim that nothing decides", () -> new Claim("c", "l.1", "text", evidence, null), "decide"),
                refused("a finding without words", () -> new Claim.Finding(true, null), "text"),
                refused("an erratum without a category", () -> Erratum.of("E1", null, "printed", "right"), "category"),
                refused("an erratum without what is right",
                        () -> Erratum.of("E1", Erratum.Category.WRONG, "printed", null), "right"),
                refused("an erratum with no form", () ->
                        Erratum.of("E1", Erratum.Category.WRONG, "printed", "right").tried(null), "form"),
                refused("a printed form of no equation", () -> PrintedForm.of("E1", "1", null, ONE), "right"),
                refused("a printed form that is not there", () -> PrintedForm.of("E1", "1", BP1, null), "printed"),
                refused("a printed form without a correction",
                        () -> PrintedForm.of("E1", "1", BP1.domain(), ONE, null, ONE), "corrected"),
                refused("a printed form on no networks", () -> PrintedForm.of("E1", "1", BP1, ONE).on(null), "others"),
                refused("a verification of no equation",
                        () -> Verification.line((Equation<?>) null, List.of()), "equation"),
                refused("a verification on no networks", () -> Verification.line(BP1, null), "networks"),
                refused("a verification on a network that is null",
                        () -> Verification.line(BP1, Arrays.asList(PROBLEM, null)), "networks", "2 of 2"),
                refused("a table of nothing", () -> Conventions.table(null), "derivations"),
                refused("a table with a derivation that is null",
                        () -> Conventions.table(new ArrayList<>(Arrays.asList(Derivations.GIST, null))),
                        "derivations", "2 of 2"),
                refused("random networks without a loss",
                        () -> RandomNetworks.of(null, 1, 2, 0, (number, l, L, random) -> TANH, 2, 1), "loss"),
                refused("random networks without activations", () -> RandomNetworks.all(SQUARED_ERROR, 1, null),
                        "choice"),
                refused("a sum of nothing", () -> Index.sum(3, null), "term"),
                refused("a total of nothing", () -> Index.total(3, null), "term"),
                refused("a vector of nothing", () -> Index.vector(3, null), "entry"),
                refused("a matrix of nothing", () -> Index.matrix(3, 2, null), "entry"),
                refused("a stack of nothing", () -> Index.stack(3, null), "block"),
                refused("a Jacobian of nothing", () -> LocalDifference.jacobian(null, X), "f"),
                refused("a Jacobian nowhere", () -> LocalDifference.jacobian(x -> x, null), "x"));
    }

    static Stream<Case> values() {
        return Stream.of(
                refused("example 0", () -> PROBLEM.example(0), "example 0", "1…2"),
                refused("an example too many", () -> PROBLEM.example(3), "example 3", "1…2"),
                refused("output 0", () -> PROBLEM.output(0), "output 0", "1…1"),
                refused("an output too many", () -> PROBLEM.output(2), "output 2", "1…1"),
                refused("X that does not fit", () -> new Problem(NET, X.times(Matrix.ones(2, 3)), Y), "A[2] is 1×3"),
                refused("an equation that is not there", () -> Derivations.GIST.equation("gist-17"), "gist-17",
                        "it has"),
                refused("layer 3 of two", () -> VIEW.W(3), "W has no l = 3", "1…2"),
                refused("an index too large", () -> VIEW.W(1, 4, 1), "W has no r = 4", "1…3"),
                refused("a median of nothing", () -> MedianAndRange.of(DoubleStream.empty()), "at least one number"),
                refused("a total of 0 matrices", () -> Index.total(0, i -> X), "n ≥ 1", "given: 0"),
                refused("a stack of 0 matrices", () -> Index.stack(0, i -> X), "at least one block", "given: 0"),
                refused("a stack of unlike matrices", () -> Index.stack(2, i -> Matrix.ones(1, i)), "one shape",
                        "[1×1, 1×2]"),
                refused("a vector of no entry", () -> Index.vector(0, i -> 1), "0×1"),
                refused("a network without layers",
                        () -> RandomNetworks.of(SQUARED_ERROR, 1, 2, 0, (number, l, L, random) -> TANH, 2), "n_0 and "
                        + "n_1", "[2]"),
                refused("no shape", () -> RandomNetworks.of(SQUARED_ERROR, 1, 2, 0, (number, l, L, random) -> TANH),
                        "n_0 and n_1", "[]"),
                refused("0 examples", () -> RandomNetworks.of(SQUARED_ERROR, 1, 0, 0,
                        (number, l, L, random) -> TANH, 2, 1), "2×0"),
                refused("tanh in a reference of sigmoids", () -> Derivations.TWO_LAYER.on(
                        Network.inputs(2).layer(3, TANH).layer(1, SIGMOID).loss(CROSS_ENTROPY).random(1), X, Y),
                        "sigmoid in both"),
                refused("an equation without a right-hand side",
                        () -> row().equalTo(Evidence.RECOMPUTED, ONE), "mine-1", "no right-hand side"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"nulls", "values"})
    void isRefusedWithAReason(Case bad) {
        var refusal = assertThrows(RuntimeException.class, bad.action());
        assertAll(bad.says().stream().map(word -> () -> assertTrue(
                Pattern.compile("(?<![\\p{L}\\p{N}])" + Pattern.quote(word) + "(?![\\p{L}\\p{N}])")
                        .matcher("" + refusal.getMessage()).find(),
                () -> "“%s” in: %s".formatted(word, refusal))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("nulls")
    void isRefusedAtTheCall(Case bad) {
        var refusal = assertThrows(RuntimeException.class, bad.action());
        assertTrue(refusal instanceof NullPointerException || refusal instanceof IllegalArgumentException,
                refusal::toString);
        var calls = Arrays.stream(refusal.getStackTrace())
                .takeWhile(frame -> !frame.getClassName().startsWith(BadInputTest.class.getName()))
                .filter(frame -> frame.getClassName().startsWith("backstep.")).toList();
        assertTrue(calls.size() <= 4, calls::toString);
    }
}
