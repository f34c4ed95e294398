package backstep.derivation;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.Showable;
import backstep.engine.Backprop;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
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

    private static final JavaClasses CLASSES = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("backstep.derivation");

    static List<Derivation<?>> all() {
        return Derivation.all();
    }

    @Test
    void thereAreAHundredAndEightyThreeEquationsAndClaims() {
        assertEquals(List.of("EFAVDB", "UFLDL", "GIST", "TWO_LAYER", "GENERAL"), all().stream().map(Derivation::name).toList());
        assertEquals(183, all().stream().flatMap(Derivation::ids).distinct().count());
    }

    @ParameterizedTest
    @MethodSource("all")
    void noneOfItsEquationsIsMissingAndNoneIsAddedOrTwice(Derivation<?> derivation) throws IOException {
        assertEquals(identifiers(derivation), derivation.ids().sorted().toList());
    }

    private static List<String> identifiers(Derivation<?> derivation) throws IOException {
        try (var file = DerivationTest.class.getResourceAsStream(derivation.name().toLowerCase(Locale.ROOT).replace("_", "") + ".txt")) {
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
        for (var setting : derivation.networks()) {
            var back = derivation.view().apply(setting).canonical();
            assertEquals(setting.net(), back.net());
            assertEquals(setting.X(), back.X());
            assertEquals(setting.Y(), back.Y());
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void anEquationSaysWhereItStandsWhatGoesInAndWhatItIsInTheCanonicalNotation(Derivation<?> derivation) {
        for (var equation : derivation.equations()) {
            assertTrue(List.of(equation.id(), equation.place(), equation.latex(), equation.shapes()).stream().noneMatch(String::isBlank), equation::id);
        }
        assertTrue(assertThrows(NoSuchElementException.class, () -> derivation.equation("nothing")).getMessage().contains(derivation.equations().get(0).id()));
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
        var texts = Stream.concat(derivation.equations().stream().flatMap(equation -> Stream.of(equation.latex(), equation.canonical())),
                derivation.errata().stream().flatMap(erratum -> Stream.concat(Stream.of(erratum.printed(), erratum.right()),
                        erratum.trials().stream().map(Erratum.Trial::latex))));
        texts.forEach(text -> {
            assertEquals(text.chars().filter(c -> c == '{').count(), text.chars().filter(c -> c == '}').count(), text);
            assertEquals(0, text.chars().filter(c -> c == '$').count() % 2, text);
        });
    }

    @ParameterizedTest
    @MethodSource("all")
    void theGalleryHasEveryErratumWithItsNumbers(Derivation<?> derivation) {
        var gallery = derivation.gallery();
        assertEquals(derivation.errata().stream().map(Erratum::id).toList(), gallery.exhibits().stream().map(Gallery.Exhibit::id).toList());
        var text = gallery.forms().get(Showable.MARKDOWN);
        derivation.errata().forEach(erratum -> erratum.trials().forEach(trial -> assertTrue(text.contains("`" + trial.id() + "` "), trial::id)));
    }

    @Test
    void theWitnessesNeverCallTheEnginesEquations() {
        noClasses().should().dependOnClassesThat().areAssignableTo(Backprop.class).check(CLASSES);
    }
}
