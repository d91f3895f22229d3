package dev.playlistlake.local;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/// Which module may know which.
@AnalyzeClasses(
    packages = "dev.playlistlake",
    importOptions = {ImportOption.DoNotIncludeTests.class})
final class ArchitectureTest {
  @ArchTest
  static final ArchRule THE_MODEL_KNOWS_NOTHING_ELSE =
      classes()
          .that()
          .resideInAPackage("dev.playlistlake.model..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("dev.playlistlake.model..", "java..", "org.jspecify..");

  @ArchTest
  static final ArchRule THE_FUNCTIONS_DO_NOT_KNOW_EACH_OTHER =
      slices().matching("dev.playlistlake.(extract|transform|local)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule EXTRACT_KNOWS_NEITHER_TRANSFORM_NOR_THE_LAPTOP =
      noClasses()
          .that()
          .resideInAPackage("dev.playlistlake.extract..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.playlistlake.transform..",
              "dev.playlistlake.simulator..",
              "dev.playlistlake.local..");

  @ArchTest
  static final ArchRule TRANSFORM_KNOWS_NEITHER_EXTRACT_NOR_THE_LAPTOP =
      noClasses()
          .that()
          .resideInAPackage("dev.playlistlake.transform..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.playlistlake.extract..",
              "dev.playlistlake.simulator..",
              "dev.playlistlake.local..",
              "se.michaelthelin..");

  @ArchTest
  static final ArchRule THE_SIMULATOR_KNOWS_JACKSON_AND_NO_OTHER_MODULE =
      classes()
          .that()
          .resideInAPackage("dev.playlistlake.simulator..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "dev.playlistlake.simulator..",
              "java..",
              "com.sun.net.httpserver..",
              "com.fasterxml.jackson.core..",
              "org.jspecify..");

  @ArchTest
  static final ArchRule THE_STAGES_OF_TRANSFORM_ARE_PURE =
      noClasses()
          .that()
          .resideInAPackage("dev.playlistlake.transform..")
          .and()
          .haveSimpleNameNotStartingWith("S3")
          .and()
          .doNotHaveSimpleName("TransformHandler")
          .and()
          .doNotHaveSimpleName("EventRecords")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("software.amazon..", "com.amazonaws..", "org.slf4j..");

  @ArchTest
  static final ArchRule THE_FUNCTIONS_KNOW_NO_SQL =
      noClasses()
          .that()
          .resideInAnyPackage("dev.playlistlake.extract..", "dev.playlistlake.transform..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.playlistlake.athena..", "io.trino..");

  @ArchTest
  static final ArchRule NOBODY_THROWS_BARE_EXCEPTIONS = NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;
}
