package backstep.derivation;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.derivation.catalogue.Derivations;
import backstep.engine.Backprop;
import backstep.engine.Rules;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.net.URL;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The frame names no reference, the references do not see each other, and the catalogue sees all. */
class PackagesTest {

    private static final String FRAME = "backstep.derivation";
    private static final String CATALOGUE = "backstep.derivation.catalogue";
    private static final Set<String> REFERENCES = Set.of("backstep.derivation.efavdb", "backstep.derivation.ufldl",
            "backstep.derivation.gist", "backstep.derivation.twolayer", "backstep.derivation.general");

    private static final JavaClasses CLASSES = new ClassFileImporter().importUrl(ownClasses());

    /** Those, and the planted ones. */
    private static final JavaClasses WITH_PLANTED = new ClassFileImporter().importUrls(
            Stream.concat(Stream.of(ownClasses()), Stream.of(PlantedFaults.class.getClasses(),
                            backstep.derivation.efavdb.PlantedFaults.class.getClasses()).flatMap(Stream::of)
                    .map(planted -> planted.getResource(planted.getName().replaceAll(".*\\.", "")
                            + ".class"))).toList());

    /** Where this module's own classes are, without the tests. */
    private static URL ownClasses() {
        return Derivation.class.getProtectionDomain().getCodeSource().getLocation();
    }

    static Map<String, ArchRule> rules() {
        var rules = new TreeMap<String, ArchRule>();
        rules.put("the frame names no reference", noClasses().that().resideInAPackage(FRAME)
                .should().dependOnClassesThat().resideInAPackage("backstep.derivation.*.."));
        rules.put("a reference sees no other, nor the catalogue", slices().matching("backstep.derivation.(*)..")
                .should().notDependOnEachOther().ignoreDependency(resideInAPackage(CATALOGUE), alwaysTrue()));
        rules.put("no cycles", slices().matching("backstep.(**)").should().beFreeOfCycles());
        rules.put("no witness calls an equation of the engine", noClasses()
                .should().dependOnClassesThat().areAssignableTo(Backprop.class)
                .orShould().dependOnClassesThat().areAssignableTo(Rules.class)
                .orShould().callMethodWhere(target(name("pullback"))));
        rules.put("core and Java suffice", classes().should().onlyDependOnClassesThat()
                .resideInAnyPackage("backstep.matrix", "backstep.network", "backstep.engine", "backstep.typeset",
                        "backstep.estimate", "backstep.check", "backstep.derivation..", "java..", ""));
        rules.put("static fields are final", fields().that().areStatic().should().beFinal());
        rules.put("nothing writes to System.out or System.err", NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS);
        rules.put("nothing logs", noClasses().should().dependOnClassesThat().resideInAPackage("java.util.logging"));
        return rules;
    }

    static Stream<Arguments> named() {
        return rules().entrySet().stream().map(rule -> Arguments.of(rule.getKey(), rule.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("named")
    void theModuleKeepsTheRule(String name, ArchRule rule) {
        rule.check(CLASSES);
    }

    /** A rule, and the planted class that breaks it. */
    static Stream<Arguments> planted() {
        return Stream.of(
                Arguments.of("the frame names no reference", PlantedFaults.NamesAReference.class),
                Arguments.of("a reference sees no other, nor the catalogue",
                        backstep.derivation.efavdb.PlantedFaults.SeesAnotherReference.class),
                Arguments.of("a reference sees no other, nor the catalogue",
                        backstep.derivation.efavdb.PlantedFaults.SeesTheCatalogue.class),
                Arguments.of("no cycles", PlantedFaults.NamesAReference.class),
                Arguments.of("no cycles", backstep.derivation.efavdb.PlantedFaults.SeesTheCatalogue.class),
                Arguments.of("no witness calls an equation of the engine", PlantedFaults.CallsBp3.class),
                Arguments.of("no witness calls an equation of the engine", PlantedFaults.CallsThePullback.class),
                Arguments.of("core and Java suffice", PlantedFaults.NeedsAnotherLibrary.class),
                Arguments.of("static fields are final", PlantedFaults.Remembers.class),
                Arguments.of("nothing writes to System.out or System.err", PlantedFaults.Prints.class),
                Arguments.of("nothing logs", PlantedFaults.Logs.class));
    }

    @ParameterizedTest(name = "{1} breaks “{0}”")
    @MethodSource("planted")
    void thePlantedClassBreaksTheRule(String name, Class<?> planted) {
        var violations = rules().get(name).evaluate(WITH_PLANTED).getFailureReport().getDetails();
        assertTrue(violations.stream().anyMatch(line -> line.contains(planted.getName())), violations::toString);
        assertTrue(violations.stream().allMatch(line -> line.contains("PlantedFaults")), violations::toString);
    }

    @Test
    void thePackagesAreTheFrameTheReferencesAndTheCatalogueWhichSeesAll() {
        var packages = CLASSES.stream().map(JavaClass::getPackageName).collect(Collectors.toSet());
        assertEquals(union(REFERENCES, Set.of(FRAME, CATALOGUE)), packages);
        var seen = CLASSES.get(Derivations.class).getDirectDependenciesFromSelf().stream()
                .map(dependency -> dependency.getTargetClass().getPackageName())
                .filter(name -> name.startsWith("backstep.")).collect(Collectors.toSet());
        assertEquals(union(REFERENCES, Set.of(FRAME)), seen);
    }

    private static Set<String> union(Set<String> some, Set<String> others) {
        return Stream.concat(some.stream(), others.stream()).collect(Collectors.toSet());
    }
}
