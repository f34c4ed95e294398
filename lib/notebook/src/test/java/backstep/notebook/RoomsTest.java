package backstep.notebook;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backstep.notebook.draw.PlantedBreakers;
import backstep.notebook.kernel.Kernel;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
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

/** The rooms of the notebook's module see only those behind them, and tables, plots and kernels stay at its edge. */
class RoomsTest {

    private static final ImportOption NO_TESTS = new ImportOption.DoNotIncludeTests();
    private static final JavaClasses ALL =
            new ClassFileImporter().withImportOption(NO_TESTS).importPackages("backstep");

    /** The library and the planted classes. */
    private static final JavaClasses WITH_PLANTED = new ClassFileImporter().withImportOption(location ->
            NO_TESTS.includes(location) || location.contains(PlantedBreakers.class.getSimpleName()))
                    .importPackages("backstep");

    private static final String FACE = "backstep.notebook";

    /** Each room with the rooms behind it that it may see. */
    private static final Map<String, List<String>> ROOMS = Map.of(
            FACE, List.of(FACE + ".kernel", FACE + ".tablesaw", FACE + ".figure", FACE + ".draw"),
            FACE + ".kernel", List.of(FACE + ".tablesaw", FACE + ".figure"),
            FACE + ".tablesaw", List.of(FACE + ".figure"),
            FACE + ".figure", List.of(FACE + ".draw"),
            FACE + ".draw", List.of());

    static Map<String, ArchRule> rules() {
        var rules = new TreeMap<String, ArchRule>();
        ROOMS.forEach((room, behind) -> rules.put("the room " + room, noClasses().that().resideInAPackage(room)
                .should().dependOnClassesThat(hiddenFrom(room, behind))));
        rules.put("no cycles", slices().matching(FACE + ".(*)..").should().beFreeOfCycles());
        rules.put("no cycles in the whole project", slices().matching("backstep.(**)").should().beFreeOfCycles());
        rules.put("core knows nothing of tables, plots, JSON or kernels", noClasses().that()
                .resideOutsideOfPackages(FACE + "..", "backstep.exchange..")
                .should().dependOnClassesThat().resideInAnyPackage(
                        FACE + "..", "tech.tablesaw..", "com.fasterxml..", "org.dflib..", "io.github.spencerpark.."));
        rules.put("kernel classes are named only where a kernel is known to be", noClasses().that()
                .haveNameNotMatching("backstep\\.notebook\\.kernel\\.(JJavaKernel|JJavaExtension|IJavaKernel)")
                .should().dependOnClassesThat().resideInAnyPackage("org.dflib..", "io.github.spencerpark.."));
        rules.put("jsplot is named only where a user's figure comes in", noClasses().that()
                .haveNameNotMatching("backstep\\.notebook\\.(tablesaw\\.PlotlyJson|Figures|kernel\\.Bundle)")
                .should().dependOnClassesThat().resideInAPackage("tech.tablesaw.plotly.."));
        rules.put("tables are named at the edge",
                noClasses().that().resideInAnyPackage(FACE + ".figure", FACE + ".draw")
                .should().dependOnClassesThat().resideInAPackage("tech.tablesaw.."));
        return rules;
    }

    private static DescribedPredicate<JavaClass> hiddenFrom(String room, List<String> behind) {
        var visible = Stream.concat(behind.stream(), Stream.of(room)).toArray(String[]::new);
        return resideInAPackage(FACE + "..").and(DescribedPredicate.not(resideInAnyPackage(visible)))
                .as("are not seen from " + room);
    }

    static Stream<Arguments> named() {
        return rules().entrySet().stream().map(rule -> Arguments.of(rule.getKey(), rule.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("named")
    void theLibraryKeepsTheRule(String name, ArchRule rule) {
        rule.check(ALL);
    }

    /** A rule, and the planted class that breaks it. */
    static Stream<Arguments> planted() {
        return Stream.of(
                Arguments.of("the room backstep.notebook.draw", PlantedBreakers.LooksUpward.class),
                Arguments.of("the room backstep.notebook.draw", PlantedBreakers.LooksAtTheFace.class),
                Arguments.of("no cycles", PlantedBreakers.LooksUpward.class),
                Arguments.of("no cycles in the whole project", PlantedBreakers.LooksUpward.class),
                Arguments.of("jsplot is named only where a user's figure comes in", PlantedBreakers.UsesJsplot.class),
                Arguments.of("tables are named at the edge", PlantedBreakers.UsesJsplot.class),
                Arguments.of("kernel classes are named only where a kernel is known to be",
                        PlantedBreakers.NamesAKernel.class));
    }

    @ParameterizedTest(name = "{1} breaks “{0}”")
    @MethodSource("planted")
    void thePlantedClassBreaksTheRule(String name, Class<?> planted) {
        var violations = rules().get(name).evaluate(WITH_PLANTED).getFailureReport().getDetails();
        assertTrue(violations.stream().anyMatch(line -> line.contains(planted.getName())), violations::toString);
        assertTrue(violations.stream().allMatch(line -> line.contains(PlantedBreakers.class.getName())),
                violations::toString);
    }

    @Test
    void everyClassLivesInARoom() {
        assertEquals(new TreeSet<>(ROOMS.keySet()), ALL.stream().map(JavaClass::getPackageName)
                .filter(name -> name.startsWith(FACE)).collect(Collectors.toCollection(TreeSet::new)));
    }

    /** A cell that names a type which two of its packages have is refused by the compiler. */
    @Test
    void noNameThatACellMayUseIsAmbiguous() {
        var byName = ALL.stream()
                .filter(type -> type.isTopLevelClass() && type.getModifiers().contains(JavaModifier.PUBLIC))
                .filter(type -> Kernel.IMPORTS.contains(type.getPackageName() + ".*"))
                .collect(Collectors.groupingBy(JavaClass::getSimpleName,
                        Collectors.mapping(JavaClass::getName, Collectors.toSet())));
        byName.values().removeIf(types -> types.size() == 1);
        assertEquals(Map.of(), byName);
    }
}
