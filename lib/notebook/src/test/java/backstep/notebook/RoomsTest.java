package backstep.notebook;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class RoomsTest {

    private static final JavaClasses ALL = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("backstep");

    @Test
    void coreKnowsNothingOfTablesPlotsJsonOrKernels() {
        noClasses().that().resideOutsideOfPackage("backstep.notebook..").should()
                .dependOnClassesThat().resideInAnyPackage("backstep.notebook..", "tech.tablesaw..", "com.fasterxml..", "org.dflib..", "io.github.spencerpark..").check(ALL);
    }

    @Test
    void kernelClassesAreNamedOnlyWhereAKernelIsKnownToBe() {
        noClasses().that().haveNameNotMatching("backstep\\.notebook\\.(JJavaKernel|JJavaExtension|IJavaKernel)")
                .should().dependOnClassesThat().resideInAnyPackage("org.dflib..", "io.github.spencerpark..").check(ALL);
    }
}
