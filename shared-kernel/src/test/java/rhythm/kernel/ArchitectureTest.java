package rhythm.kernel;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The direction in which the kernel's packages know each other. */
@AnalyzeClasses(packages = "rhythm", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule theEngineIsPlainJava = classes()
            .that()
            .resideInAPackage("rhythm.kernel.engine..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "rhythm.kernel.engine..",
                    "java..",
                    "org.jspecify..",
                    "com.fasterxml.jackson.annotation..",
                    "com.cronutils..",
                    "de.focus_shift.jollyday..");

    @ArchTest
    static final ArchRule jsonKnowsTreesAndNothingElse = classes()
            .that()
            .resideInAPackage("rhythm.kernel.json..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("rhythm.kernel.json..", "java..", "org.jspecify..", "com.fasterxml.jackson..");

    /** The runs' resources stand on the engine; everything else in the kernel stands below it. */
    @ArchTest
    static final ArchRule onlyTheResourcesOfRunsKnowTheEngineOnTheDatabase = noClasses()
            .that()
            .resideInAPackage("rhythm.kernel..")
            .and()
            .resideOutsideOfPackages("rhythm.kernel.run..", "rhythm.kernel.billing..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("rhythm.kernel.run..");

    @ArchTest
    static final ArchRule nobodyInTheKernelKnowsTheResourcesOfRuns = noClasses()
            .that()
            .resideInAPackage("rhythm.kernel..")
            .and()
            .resideOutsideOfPackage("rhythm.kernel.billing..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("rhythm.kernel.billing..");

    @ArchTest
    static final ArchRule theKernelKnowsNoService = noClasses()
            .that()
            .resideInAPackage("rhythm.kernel..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("rhythm.membership..", "rhythm.certifications..", "rhythm.collect..", "rhythm.stack..");
}
