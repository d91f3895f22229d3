package dev.playlistlake.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tests the other content of the functions' jars: licenses of the libraries, no unexpected files,
/// and the same content in every build.
final class JarContentIT {
  private static final Pattern LIBRARY =
      Pattern.compile("\\((?<license>[^)]+)\\) .*\\((?<group>[^ :]+):(?<name>[^ :]+):[^ :]+ - ");

  /// A library and its license from the list in the jar.
  private record Library(String license, String group, String name) {
    // The jar has the Apache license once for all libraries, and MIT-0 requires no copy.
    boolean requiresItsOwnLicenseText() {
      return !license.contains("Apache") && !license.equals("MIT-0");
    }
  }

  private static JarFile jar(String module) throws IOException {
    return new JarFile(LambdaProcess.jar(module).toFile());
  }

  private static List<String> names(JarFile jar) {
    return jar.stream().map(ZipEntry::getName).toList();
  }

  private static String text(JarFile jar, String name) throws IOException {
    ZipEntry entry = jar.getEntry(name);
    assertThat(entry).as(name).isNotNull();
    try (InputStream in = jar.getInputStream(entry)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static List<Library> libraries(JarFile jar) throws IOException {
    List<Library> libraries = new ArrayList<>();
    Matcher line = LIBRARY.matcher(text(jar, "META-INF/THIRD-PARTY.txt"));
    while (line.find()) {
      libraries.add(new Library(line.group("license"), line.group("group"), line.group("name")));
    }
    return libraries;
  }

  @ParameterizedTest
  @ValueSource(strings = {"extract-lambda", "transform-lambda"})
  void theRootContainsNoFile(String module) throws IOException {
    try (JarFile jar = jar(module)) {
      assertThat(names(jar)).allMatch(name -> name.contains("/"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"extract-lambda", "transform-lambda"})
  void containsTheLicenseAndTheNoticeOfTheProject(String module) throws IOException {
    try (JarFile jar = jar(module)) {
      for (String file : List.of("LICENSE", "NOTICE")) {
        assertThat(text(jar, "META-INF/" + file)).isEqualTo(Files.readString(Path.of("..", file)));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"extract-lambda", "transform-lambda"})
  void listsEveryLibraryWithItsLicense(String module) throws IOException {
    try (JarFile jar = jar(module)) {
      List<String> listed =
          libraries(jar).stream().map(library -> library.group() + ":" + library.name()).toList();

      assertThat(listed).contains("software.amazon.awssdk:s3", "org.slf4j:slf4j-api");
      for (String name : names(jar)) {
        if (name.startsWith("META-INF/maven/") && name.endsWith("/pom.properties")) {
          Properties library = new Properties();
          library.load(new StringReader(text(jar, name)));
          String group = library.getProperty("groupId");
          if (!group.equals("dev.playlistlake")) {
            assertThat(listed).contains(group + ":" + library.getProperty("artifactId"));
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"extract-lambda", "transform-lambda"})
  void containsTheTextOfEveryLicenseThatRequiresIt(String module) throws IOException {
    try (JarFile jar = jar(module)) {
      List<String> names = names(jar);

      assertThat(libraries(jar).stream().filter(Library::requiresItsOwnLicenseText))
          .isNotEmpty()
          .allSatisfy(
              library ->
                  assertThat(names)
                      .anyMatch(
                          name ->
                              name.matches(
                                  "META-INF/licenses/%s/LICENSE(\\.txt)?"
                                      .formatted(Pattern.quote(library.name())))));
      assertThat(names)
          .contains(
              "META-INF/licenses/jackson-core/NOTICE",
              "META-INF/licenses/jackson-core/FastDoubleParser-LICENSE",
              "META-INF/licenses/sdk-core/NOTICE.txt");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"extract-lambda", "transform-lambda"})
  void noEntryHasTheTimeOfTheBuild(String module) throws IOException {
    LocalDateTime set = LocalDateTime.of(2026, 11, 21, 0, 0);
    try (JarFile jar = jar(module)) {
      assertThat(jar.stream())
          .filteredOn(entry -> entry.getTimeLocal().isAfter(set))
          .as("newer than project.build.outputTimestamp in pom.xml")
          .isEmpty();
      assertThat(jar.getEntry("META-INF/THIRD-PARTY.txt").getTimeLocal()).isEqualTo(set);
    }
  }
}
