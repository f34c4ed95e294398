package backstep.derivation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.derivation.catalogue.Derivations;
import backstep.typeset.Showable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of all five derivations. */
class DerivationTest {

    static List<Derivation<?>> all() {
        return Derivations.all();
    }

    @Test
    void thereAreAHundredAndEightyThreeEquationsAndClaims() {
        assertEquals(List.of("EFAVDB", "UFLDL", "GIST", "TWO_LAYER", "GENERAL"),
                all().stream().map(Derivation::name).toList());
        assertEquals(183, all().stream().flatMap(Derivation::ids).distinct().count());
    }

    @ParameterizedTest
    @MethodSource("all")
    void noneOfItsEquationsIsMissingAndNoneIsAddedOrTwice(Derivation<?> derivation) throws IOException {
        assertEquals(identifiers(derivation), derivation.ids().sorted().toList());
    }

    private static List<String> identifiers(Derivation<?> derivation) throws IOException {
        var name = derivation.name().toLowerCase(Locale.ROOT).replace("_", "");
        try (var file = DerivationTest.class.getResourceAsStream(name + ".txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void everythingIsVerified(Derivation<?> derivation) {
        derivation.verify().orThrow();
    }

    @ParameterizedTest
    @MethodSource("all")
    void itsViewConvertsThereAndBackExactly(Derivation<?> derivation) {
        for (var problem : derivation.networks().get()) {
            var back = derivation.view().apply(problem).canonical();
            assertEquals(problem.net(), back.net());
            assertEquals(problem.X(), back.X());
            assertEquals(problem.Y(), back.Y());
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void anEquationIsShownWithItsPlaceItsFormItsShapesAndWhatItIsInTheCanonicalNotation(Derivation<?> derivation) {
        for (var equation : derivation.equations()) {
            var statement = equation.statement();
            var said = List.of(equation.id(), equation.place(), statement.form().toString().toLowerCase(Locale.ROOT),
                    equation.latex(), statement.shapes(), statement.canonical());
            assertTrue(said.subList(0, 5).stream().noneMatch(String::isBlank), equation::id);
            for (var medium : List.of(Showable.TEXT, Showable.MARKDOWN)) {
                var shown = equation.forms().get(medium);
                assertTrue(said.stream().allMatch(shown::contains), shown);
                assertEquals(!statement.canonical().isEmpty(), shown.contains("n the canonical notation"), shown);
            }
        }
    }

    @Test
    void bp3IsShownLikeThis() {
        var bp3 = Derivations.EFAVDB.equation("efavdb-BP3");
        assertEquals("""
                efavdb-BP3, (BP3) l.91, vectorized: dA^{[l-1]}=W^{[l]T}dZ^{[l]}
                  W (n_l×n_{l−1}), dZ (n_l×m) → dA (n_{l−1}×m)
                  in the canonical notation: dA_-=W^{\\top}dZ""", bp3.toString());
        assertEquals("""
                $$dA^{[l-1]}=W^{[l]T}dZ^{[l]}$$

                `efavdb-BP3`, (BP3) l.91, vectorized \s
                W (n_l×n_{l−1}), dZ (n_l×m) → dA (n_{l−1}×m) \s
                In the canonical notation: $dA_-=W^{\\top}dZ$
                """, bp3.forms().get(Showable.MARKDOWN));
    }

    @ParameterizedTest
    @MethodSource("all")
    void whoeverAsksForAnEquationThatIsNotThereIsToldThoseThatAre(Derivation<?> derivation) {
        var refusal = assertThrows(NoSuchElementException.class, () -> derivation.equation("nothing")).getMessage();
        assertTrue(derivation.ids().allMatch(refusal::contains), refusal);
    }

    @Test
    void theConversionTableHasALineForEachLetterAndAColumnForEachReference() {
        var lines = Conventions.table(all()).forms().get(Showable.MARKDOWN).lines().toList();
        assertEquals(9, lines.size());
        assertEquals("|  | EFAVDB | UFLDL | GIST | TWO_LAYER | GENERAL |", lines.get(0));
        lines.forEach(line -> assertEquals(7, line.chars().filter(c -> c == '|').count(), line));
    }

    @ParameterizedTest
    @MethodSource("all")
    void itsLatexIsClosed(Derivation<?> derivation) {
        var texts = Stream.concat(derivation.equations().stream()
                .flatMap(equation -> Stream.of(equation.latex(), equation.statement().canonical())),
                derivation.errata().stream()
                        .flatMap(erratum -> Stream.concat(Stream.of(erratum.printed(), erratum.right()),
                                erratum.tried().stream().map(PrintedForm::latex))));
        texts.forEach(text -> {
            assertEquals(text.chars().filter(c -> c == '{').count(), text.chars().filter(c -> c == '}').count(), text);
            assertEquals(0, text.chars().filter(c -> c == '$').count() % 2, text);
        });
    }

    @ParameterizedTest
    @MethodSource("all")
    void theGalleryHasEveryErratumWithItsNumbers(Derivation<?> derivation) {
        var gallery = derivation.gallery();
        assertEquals(derivation.errata().stream().map(Erratum::id).toList(),
                gallery.exhibits().stream().map(Gallery.Exhibit::id).toList());
        var text = gallery.forms().get(Showable.MARKDOWN);
        derivation.errata().forEach(erratum ->
                erratum.tried().forEach(form -> assertTrue(text.contains("`" + form.id() + "` "), form::id)));
    }
}
