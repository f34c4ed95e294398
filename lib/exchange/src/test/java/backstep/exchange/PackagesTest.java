package backstep.exchange;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.exchange.array.PlantedFaults;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The readers of files know nothing of networks, and nothing of a file can run. */
class PackagesTest {

    private static final String FACE = "backstep.exchange";
    private static final ImportOption NO_TESTS = new ImportOption.DoNotIncludeTests();
    private static final JavaClasses CLASSES =
            new ClassFileImporter().withImportOption(NO_TESTS).importPackages(FACE);

    /** Those, and the planted ones. */
    private static final JavaClasses WITH_PLANTED = new ClassFileImporter().withImportOption(location ->
            NO_TESTS.includes(location) || location.contains(PlantedFaults.class.getSimpleName())).importPackages(FACE);

    static Map<String, ArchRule> rules() {
        var rules = new TreeMap<String, ArchRule>();
        rules.put("arrays know no network", classes().that().resideInAPackage(FACE + ".array")
                .should().onlyDependOnClassesThat().resideInAnyPackage(FACE + ".array", "backstep.matrix",
                        "com.fasterxml.jackson..", "de.siegmar.fastcsv..", "java..", ""));
        rules.put("core, two readers and Java suffice", classes()
                .should().onlyDependOnClassesThat()
                .resideInAnyPackage(FACE + "..", "backstep.matrix", "backstep.network",
                        "backstep.engine", "backstep.estimate", "backstep.check", "backstep.typeset",
                        "com.fasterxml.jackson..", "de.siegmar.fastcsv..", "java..", ""));
        rules.put("nothing of a file is run", noClasses().should().dependOnClassesThat().haveNameMatching(
                "java\\.io\\.(ObjectInputStream|Externalizable)|java\\.lang\\.(ProcessBuilder|Runtime\\$Version|"
                + "ClassLoader|reflect\\..*)|java\\.net\\..*|javax?\\.script\\..*|com\\.fasterxml.*JsonTypeInfo.*"));
        rules.put("no cycles", slices().matching("backstep.(**)").should().beFreeOfCycles());
        rules.put("static fields are final", fields().that().areStatic().should().beFinal());
        rules.put("only the command writes to System.out", NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS);
        rules.put("nothing logs", noClasses().should().dependOnClassesThat().resideInAPackage("java.util.logging"));
        return rules;
    }

    static Stream<Arguments> named() {
        return rules().entrySet().stream().map(rule -> Arguments.of(rule.getKey(), rule.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("named")
    void theModuleKeepsTheRule(String name, ArchRule rule) {
        var violations = rule.evaluate(CLASSES).getFailureReport().getDetails().stream()
                .filter(line -> !line.contains("<" + Main.class.getName() + ".main(")).toList();
        assertEquals(java.util.List.of(), violations);
    }

    /** A rule, and the planted class that breaks it. */
    static Stream<Arguments> planted() {
        return Stream.of(
                Arguments.of("arrays know no network", PlantedFaults.KnowsANetwork.class),
                Arguments.of("arrays know no network", PlantedFaults.LooksAtTheFace.class),
                Arguments.of("no cycles", PlantedFaults.LooksAtTheFace.class),
                Arguments.of("core, two readers and Java suffice", PlantedFaults.NeedsAnotherLibrary.class),
                Arguments.of("nothing of a file is run", PlantedFaults.Unpickles.class),
                Arguments.of("nothing of a file is run", PlantedFaults.AsksTheNetwork.class),
                Arguments.of("static fields are final", PlantedFaults.Remembers.class),
                Arguments.of("only the command writes to System.out", PlantedFaults.Prints.class),
                Arguments.of("nothing logs", PlantedFaults.Logs.class));
    }

    @ParameterizedTest(name = "{1} breaks “{0}”")
    @MethodSource("planted")
    void thePlantedClassBreaksTheRule(String name, Class<?> planted) {
        var violations = rules().get(name).evaluate(WITH_PLANTED).getFailureReport().getDetails();
        assertTrue(violations.stream().anyMatch(line -> line.contains(planted.getName())), violations::toString);
    }

    @Test
    void thePackagesAreTheFaceAndTheArrays() {
        assertEquals(Set.of(FACE, FACE + ".array"),
                CLASSES.stream().map(JavaClass::getPackageName).collect(Collectors.toSet()));
    }
}
