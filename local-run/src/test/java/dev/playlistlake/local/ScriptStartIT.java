package dev.playlistlake.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playlistlake.athena.HistoryErasure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The `playlist-lake` script before the program starts: how it finds Java, its build, and its
/// messages. The checkout, Maven, Java and the machine are simulated.
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the script needs a POSIX shell")
final class ScriptStartIT {
  private static final List<String> TOOLS =
      List.of(
          "sh",
          "awk",
          "cat",
          "dirname",
          "env",
          "find",
          "grep",
          "head",
          "mktemp",
          "mv",
          "readlink",
          "rm",
          "sed",
          "tail",
          "touch",
          "tr");
  private static final String VECTOR_API = "/local-run/target/vector-api-25.0.3+9.jar:";

  @TempDir private Path folder = Path.of("");
  private Path checkout = Path.of("");
  private Path path = Path.of("");

  private record Ended(int exitCode, String printed, Path errorsFile) {
    String errors() throws IOException {
      return Files.readString(errorsFile);
    }
  }

  @BeforeEach
  void checkOutOnAMachineWithoutJava() throws IOException {
    checkout = Files.createDirectories(folder.resolve("check out"));
    path = Files.createDirectories(folder.resolve("bin"));
    for (String file : List.of("playlist-lake", "pom.xml", ".mvn/jdk25.sh", "docs/commands.md")) {
      Path copy = checkout.resolve(file);
      Files.createDirectories(copy.getParent());
      Files.copy(Path.of("..").resolve(file), copy);
    }
    for (String tool : TOOLS) {
      Path real =
          Stream.of("/usr/bin", "/bin")
              .map(parent -> Path.of(parent, tool))
              .filter(Files::isExecutable)
              .findFirst()
              .orElseThrow();
      Files.createSymbolicLink(path.resolve(tool), real);
    }
  }

  private Ended script(String... arguments) throws IOException, InterruptedException {
    return script(Map.of(), arguments);
  }

  private Ended script(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(checkout.resolve("playlist-lake").toString()));
    command.addAll(List.of(arguments));
    Path out = Files.createTempFile(folder, "out", "");
    Path err = Files.createTempFile(folder, "err", "");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().putAll(new HashMap<>(environment));
    builder.environment().put("HOME", folder.toString());
    builder.environment().put("PATH", path.toString());
    builder.environment().put("PLAYLIST_LAKE_JDKS", folder.resolve("jvm").toString());
    int exitCode = builder.start().waitFor();
    return new Ended(exitCode, Files.readString(out), err);
  }

  private static void executable(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + text + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /// Creates a JDK whose `java` prints its name and its arguments.
  private Path jdk(String name, String version) throws IOException {
    Path home = folder.resolve("jvm").resolve(name);
    executable(home.resolve("bin/java"), "echo \"java of " + name + "\"; printf '%s\\n' \"$@\"");
    executable(home.resolve("bin/javac"), "exit 1");
    executable(home.resolve("bin/jimage"), "mkdir -p \"$3/jdk.incubator.vector\"");
    executable(home.resolve("bin/jar"), "echo \"a jar of $5\" >\"$3\"");
    Files.writeString(
        home.resolve("release"),
        "JAVA_VERSION=\"%1$s\"\nJAVA_RUNTIME_VERSION=\"%1$s+9\"\n".formatted(version));
    return home;
  }

  /// Creates a Maven that writes the files that the script needs, and records its environment.
  private void maven(String output, int exitCode) throws IOException {
    String version = "$(sed -n '/<version>/{s:.*<version>\\(.*\\)</version>.*:\\1:p;q;}' pom.xml)";
    executable(
        checkout.resolve("mvnw"),
        """
        printf '%%s\\n' "$JAVA_HOME" "$JAVA25_HOME" "${JAVA_OPTS-none}" >../maven
        for module in athena local-run; do
          mkdir -p $module/target && touch $module/target/library.jar
          touch $module/target/$module-%s.jar
          echo "$PWD/$module/target/library.jar" >$module/target/classpath
        done
        cat <<'OUTPUT'
        %s
        OUTPUT
        exit %d\
        """
            .formatted(version, output, exitCode));
    Files.createSymbolicLink(path.resolve("mkdir"), Path.of("/bin/mkdir"));
  }

  @Test
  void withoutJavaOneLineRecommendsAJdk() throws IOException, InterruptedException {
    Ended ended = script("demo");

    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.printed()).isEmpty();
    assertThat(ended.errors())
        .isEqualTo(
            "playlist-lake: no JDK 25 found (no java command found). Install a JDK 25, for example"
                + " Temurin 25 from https://adoptium.net, or set JAVA25_HOME to its folder.\n");
  }

  @Test
  void theLineContainsTheVersionOfAnOldJava() throws IOException, InterruptedException {
    jdk("java-17", "17.0.9");
    executable(
        path.resolve("java"), "echo 'openjdk version \"17.0.9\" 2023-10-17' >&2; echo more >&2");

    assertThat(script("query").errors())
        .isEqualTo(
            "playlist-lake: no JDK 25 found (the java command is version 17.0.9). Install a JDK 25,"
                + " for example Temurin 25 from https://adoptium.net, or set JAVA25_HOME to its"
                + " folder.\n");
  }

  @Test
  void aRuntimeWithoutACompilerIsNotAJdk() throws IOException, InterruptedException {
    Files.delete(jdk("jre-25", "25.0.3").resolve("bin/javac"));

    assertThat(script("demo").errors()).contains("no JDK 25 found");
  }

  @Test
  void helpNeedsNeitherJavaNorABuild() throws IOException, InterruptedException {
    assertThat(script("--help").printed())
        .startsWith("Usage: playlist-lake ")
        .contains("  demo ", "Exit codes:");
    assertThat(script("demo", "--help").printed()).isEqualTo(script("help", "demo").printed());
    assertThat(script("demo", "-h").printed()).contains("Usage: playlist-lake demo ");
  }

  @Test
  void versionNeedsNoBuild() throws IOException, InterruptedException {
    jdk("temurin-25", "25.0.3");

    assertThat(script("--version").printed())
        .matches("playlist-lake \\d+\\.\\d+\\.\\d+\\S*, Java 25\\.0\\.3\\+9\n");
  }

  @Test
  void runsMavenOnTheFoundJdkAndPrintsItsProgress() throws IOException, InterruptedException {
    Path jdk = jdk("temurin-25", "25.0.3");
    maven(
        """
        [INFO] Building Playlist Lake 0.1.0                                                  [1/2]
        [INFO] compiling \\n something
        [INFO] Building Playlist Lake: local run 0.1.0                                       [2/2]\
        """,
        0);

    Ended ended = script(Map.of("JAVA_OPTS", "-Xmx64m"), "transform", "a file");

    assertThat(ended.errors().lines().map(line -> line.replaceAll(" +", " ")))
        .containsExactly(
            "playlist-lake: building (the first time takes a few minutes, most of them to fetch"
                + " libraries) ...",
            "playlist-lake: Playlist Lake 0.1.0 [1/2]",
            "playlist-lake: Playlist Lake: local run 0.1.0 [2/2]");
    assertThat(folder.resolve("maven")).hasContent(jdk + "\n" + jdk + "\n-Xmx64m");
    assertThat(ended.printed())
        .startsWith("java of temurin-25\n-XX:+UseSerialGC\n")
        .contains("\n-Xmx64m\n-cp\n")
        .endsWith("\ndev.playlistlake.local.PlaylistLake\ntransform\na file\n");
  }

  @Test
  void printsTheErrorsOfMavenWhenTheBuildFails() throws IOException, InterruptedException {
    jdk("temurin-25", "25.0.3");
    maven("[INFO] fine\n[ERROR] Could not resolve a\\nb", 1);

    Ended ended = script("demo");

    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.errors())
        .endsWith(
            """

            [ERROR] Could not resolve a\\nb
            playlist-lake: the build failed; the messages above say why
            """);
  }

  @Test
  void startsTheEngineOnlyForCommandsThatQueryALakeInAFolder()
      throws IOException, InterruptedException {
    jdk("temurin-25", "25.0.3");
    maven("", 0);

    for (List<String> command :
        List.of(
            List.of("demo"),
            List.of("query", "-e", "SELECT 1"),
            List.of("report"),
            List.of("verify"),
            List.of("verify", "--lake", "lake", "--json"))) {
      assertThat(script(command.toArray(String[]::new)).printed())
          .as("%s", command)
          .contains(VECTOR_API, "/athena-");
    }
    for (List<String> command :
        List.of(
            List.of("demo", "--no-report"),
            List.of("query", "--list"),
            List.of("report", "--athena", "wg"),
            List.of("query", "--athena=wg", "-e", "SELECT 1"),
            List.of("verify", "--no-sql"),
            List.of("verify", "--stack", "playlist-lake"),
            List.of("verify", "--stack=playlist-lake"),
            List.of("verify", "--processed-bucket", "tables", "--raw-bucket", "raw"),
            List.of("transform", "query"),
            List.of("run"))) {
      assertThat(script(command.toArray(String[]::new)).printed())
          .as("%s", command)
          .doesNotContain("/vector-api-", "/athena-");
    }
  }

  @Test
  void startsTheEngineForAPurgeOnlyIfTheLakeHasAHistory() throws IOException, InterruptedException {
    jdk("temurin-25", "25.0.3");
    maven("", 0);
    String none = folder.resolve("none").toString();
    Files.createDirectories(folder.resolve("none/raw"));

    assertThat(HistoryErasure.FOLDERS).hasSize(4);
    for (String history : HistoryErasure.FOLDERS) {
      String lake = folder.resolve("lake of " + history).toString();
      Files.createDirectories(Path.of(lake, history));
      for (List<String> command :
          List.of(
              List.of("purge", "--lake", lake),
              List.of("--debug", "purge", "--yes", "--lake=" + lake, "--playlist", "p"))) {
        assertThat(script(command.toArray(String[]::new)).printed())
            .as("%s", command)
            .contains(VECTOR_API, "/athena-")
            .endsWith("PlaylistLake\n" + String.join("\n", command) + "\n");
      }
      for (List<String> command :
          List.of(
              List.of("purge", "--lake", lake, "--dry-run"),
              List.of("purge", "--lake", lake, "--everything"),
              List.of("purge", "--lake", none, "--playlist", lake),
              List.of("purge", "--stack", lake),
              List.of("purge", "--lake"),
              List.of("purge"))) {
        assertThat(script(command.toArray(String[]::new)).printed())
            .as("%s", command)
            .doesNotContain("/vector-api-", "/athena-");
      }
    }
  }

  @Test
  void javaOptsOverrideTheGarbageCollector() throws IOException, InterruptedException {
    jdk("temurin-25", "25.0.3");
    maven("", 0);

    assertThat(script(Map.of("JAVA_OPTS", "-XX:+UseZGC"), "query").printed())
        .contains("-XX:+UseZGC")
        .doesNotContain("UseSerialGC");
  }

  @Test
  void copiesTheVectorApiFromTheJdkOnce() throws IOException, InterruptedException {
    Path jdk = jdk("temurin-25", "25.0.3");
    maven("", 0);

    script("report");
    Path target = checkout.resolve("local-run/target");
    assertThat(target.resolve("vector-api-25.0.3+9.jar"))
        .content()
        .matches("a jar of \\S.*/vector-api-\\w+/jdk\\.incubator\\.vector\\n");
    assertThat(target.toFile().list()).filteredOn(name -> name.contains("vector")).hasSize(1);

    executable(jdk.resolve("bin/jimage"), "exit 1");
    assertThat(script("report").exitCode()).isZero();
  }

  @Test
  void startsWithTheModuleIfTheVectorApiCannotBeCopied() throws IOException, InterruptedException {
    Path jdk = jdk("temurin-25", "25.0.3");
    executable(jdk.resolve("bin/jimage"), "echo 'modules: No such file' >&2; exit 1");
    maven("", 0);
    script("transform");

    Ended ended = script("report");

    assertThat(ended.exitCode()).isZero();
    assertThat(ended.errors()).isEmpty();
    assertThat(ended.printed())
        .contains("--add-modules=jdk.incubator.vector\n")
        .doesNotContain("vector-api", "::");
    assertThat(checkout.resolve("local-run/target").toFile().list())
        .noneMatch(name -> name.contains("vector"));
  }
}
