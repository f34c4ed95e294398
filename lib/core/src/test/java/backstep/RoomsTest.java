package backstep;

import static com.tngtech.archunit.core.domain.JavaModifier.FINAL;
import static com.tngtech.archunit.core.domain.JavaModifier.SYNTHETIC;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.matrix.Matrix;
import backstep.matrix.PlantedFaults;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.net.URL;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The rooms of core see only those above them, and no room talks or remembers. */
class RoomsTest {

    private static final JavaClasses CORE = new ClassFileImporter().importUrl(coreClasses());

    /** Core and the planted classes. */
    private static final JavaClasses WITH_PLANTED = new ClassFileImporter().importUrls(Stream.concat(
            Stream.of(coreClasses()),
            Stream.of(PlantedFaults.class.getClasses())
                    .map(planted -> planted.getResource(planted.getName().replaceAll(".*\\.", "") + ".class")))
            .toList());

    /** Each room with the rooms above it that it may see; besides those, Java only. */
    private static final Map<String, List<String>> ROOMS = Map.of(
            "matrix", List.of(),
            "network", List.of("matrix"),
            "engine", List.of("matrix", "network"),
            "typeset", List.of("matrix", "network", "engine"),
            "mode", List.of("matrix", "network", "engine"),
            "estimate", List.of("matrix", "network", "engine", "mode"),
            "mistake", List.of("matrix", "network", "engine"),
            "check", List.of("matrix", "network", "engine", "typeset", "mode", "estimate", "mistake"),
            "train", List.of("matrix", "network", "engine"),
            "data", List.of("matrix"));

    /** Where core's own classes are, without the tests. */
    private static URL coreClasses() {
        return Matrix.class.getProtectionDomain().getCodeSource().getLocation();
    }

    static Map<String, ArchRule> rules() {
        var rules = new TreeMap<String, ArchRule>();
        ROOMS.forEach((room, above) -> rules.put("the room " + room,
                classes().that().resideInAPackage("backstep." + room)
                .should().onlyDependOnClassesThat(visibleFrom(room, above))));
        rules.put("no cycles", slices().matching("backstep.(*)..").should().beFreeOfCycles());
        rules.put("static fields are final", fields().that().areStatic().should().beFinal());
        rules.put("static fields hold no array",
                fields().that().areStatic().and(are(DescribedPredicate.describe("written in the source",
                (JavaField field) -> !field.getModifiers().contains(SYNTHETIC)))).should().notHaveRawType(
                DescribedPredicate.describe("an array", JavaClass::isArray)));
        rules.put("nothing writes to System.out or System.err", NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS);
        rules.put("nothing logs", noClasses().should().dependOnClassesThat().resideInAPackage("java.util.logging"));
        return rules;
    }

    private static DescribedPredicate<JavaClass> visibleFrom(String room, List<String> above) {
        var visible = Stream.concat(above.stream(), Stream.of(room)).map("backstep."::concat)
                .collect(Collectors.toCollection(TreeSet::new));
        return DescribedPredicate.describe("are seen from " + room, (JavaClass seen) -> {
            var name = seen.getBaseComponentType().getPackageName();
            return visible.contains(name) || name.isEmpty() || name.startsWith("java.")
                    || room.equals("matrix") && name.equals("dev.ludovic.netlib.blas");
        });
    }

    static Stream<Arguments> named() {
        return rules().entrySet().stream().map(rule -> Arguments.of(rule.getKey(), rule.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("named")
    void coreKeepsTheRule(String name, ArchRule rule) {
        rule.check(CORE);
    }

    /** A rule, and the planted class that breaks it. */
    static Stream<Arguments> planted() {
        return Stream.of(
                Arguments.of("the room matrix", PlantedFaults.LooksUpward.class),
                Arguments.of("the room matrix", PlantedFaults.TypesetsItself.class),
                Arguments.of("the room matrix", PlantedFaults.NeedsAnotherLibrary.class),
                Arguments.of("no cycles", PlantedFaults.LooksUpward.class),
                Arguments.of("static fields are final", PlantedFaults.Remembers.class),
                Arguments.of("static fields hold no array", PlantedFaults.SharesAnArray.class),
                Arguments.of("nothing writes to System.out or System.err", PlantedFaults.Prints.class),
                Arguments.of("nothing logs", PlantedFaults.Logs.class));
    }

    @ParameterizedTest(name = "{1} breaks “{0}”")
    @MethodSource("planted")
    void thePlantedClassBreaksTheRule(String name, Class<?> planted) {
        var violations = rules().get(name).evaluate(WITH_PLANTED).getFailureReport().getDetails();
        assertTrue(violations.stream().anyMatch(line -> line.contains(planted.getName())), violations::toString);
        assertTrue(violations.stream().allMatch(line -> line.contains(PlantedFaults.class.getName())),
                violations::toString);
    }

    @Test
    void everyClassLivesInARoom() {
        assertEquals(ROOMS.keySet().stream().map("backstep."::concat).sorted().toList(),
                CORE.stream().filter(c -> !c.getSimpleName().equals("package-info")).map(JavaClass::getPackageName)
                        .distinct().sorted().toList());
    }

    @Test
    void everyFieldOfCoreIsFinal() {
        var open = CORE.stream().flatMap(c -> c.getFields().stream())
                .filter(field -> !field.getModifiers().contains(FINAL)).toList();
        assertEquals(List.of(), open);
    }
}
