package dev.playlistlake.local;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// Rules for the dependencies, sizes and names of packages and types.
@AnalyzeClasses(
    packages = "dev.playlistlake",
    importOptions = {ImportOption.DoNotIncludeTests.class})
final class ArchitectureTest {
  private static final Path PROJECT = Path.of("..");

  @ArchTest
  static final ArchRule THE_MODEL_DEPENDS_ON_NO_OTHER_MODULE =
      classes()
          .that()
          .resideInAPackage("dev.playlistlake.model..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("dev.playlistlake.model..", "java..", "org.jspecify..");

  @ArchTest
  static final ArchRule PACKAGES_HAVE_NO_CYCLES =
      slices().matching("dev.playlistlake.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule CLASSES_HAVE_NO_CYCLES =
      slices().assignedFrom(new TopLevelTypes()).should().beFreeOfCycles();

  @ArchTest
  static final ArchRule EXTRACT_DEPENDS_ON_NEITHER_TRANSFORM_NOR_LOCAL_RUN =
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
  static final ArchRule SPOTIFY_DEPENDS_ON_NEITHER_THE_RUN_NOR_THE_CREDENTIALS =
      noClasses()
          .that()
          .resideInAPackage("dev.playlistlake.extract.spotify")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.playlistlake.extract", "dev.playlistlake.extract.credentials");

  @ArchTest
  static final ArchRule TRANSFORM_DEPENDS_ON_NEITHER_EXTRACT_NOR_LOCAL_RUN =
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
  static final ArchRule THE_SIMULATOR_DEPENDS_ONLY_ON_JACKSON =
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
  static final ArchRule THE_STAGES_OF_TRANSFORM_DEPEND_ON_NO_AWS_LIBRARY =
      noClasses()
          .that()
          .resideInAPackage("dev.playlistlake.transform..")
          .and()
          .haveSimpleNameNotStartingWith("S3")
          .and()
          .doNotHaveSimpleName("TransformHandler")
          .and()
          .doNotHaveSimpleName("EventRecords")
          .and()
          .doNotHaveSimpleName("AwsApi")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("software.amazon..", "com.amazonaws..", "org.slf4j..");

  @ArchTest
  static final ArchRule THE_FUNCTIONS_DO_NOT_DEPEND_ON_SQL =
      noClasses()
          .that()
          .resideInAnyPackage("dev.playlistlake.extract..", "dev.playlistlake.transform..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.playlistlake.athena..", "io.trino..");

  @ArchTest
  static final ArchRule NO_CLASS_THROWS_GENERIC_EXCEPTIONS =
      NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;

  @Test
  void typeNamesAreUnique() throws IOException {
    assertThat(SourceTree.of(PROJECT).repeatedNames()).isEmpty();
  }

  @Test
  void noPackageHasMoreThanThirtyTypes() throws IOException {
    assertThat(SourceTree.of(PROJECT).types()).hasSizeGreaterThan(200);
    assertThat(SourceTree.of(PROJECT).packagesLargerThan(30)).isEmpty();
  }

  /// Assigns each type to a slice of its top-level type.
  private static final class TopLevelTypes implements SliceAssignment {
    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      String name = type.getBaseComponentType().getName();
      return name.startsWith("dev.playlistlake.")
          ? SliceIdentifier.of(name.replaceFirst("\\$.*", ""))
          : SliceIdentifier.ignore();
    }

    @Override
    public String getDescription() {
      return "top-level types";
    }
  }
}
