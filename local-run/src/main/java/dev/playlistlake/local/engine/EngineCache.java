package dev.playlistlake.local.engine;

import dev.playlistlake.athena.LocalAthena;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A file with the engine's classes, already loaded and linked, so that the engine starts in half
/// the time ([JEP 514](https://openjdk.org/jeps/514)). The script `playlist-lake` starts Java with
/// the file if it exists and is current. Otherwise the script names the file in a system property,
/// and [EngineLauncher] creates it in the background after the first command that succeeds. Used by
/// one thread; other processes may use the same file.
///
/// @param program the main class of the program
record EngineCache(Path file, Class<?> program) {
  private static final int MEGABYTES = 160;
  private static final Duration MAX_DURATION = Duration.ofMinutes(10);
  // Java writes the file gradually, so the file is renamed when it is complete.
  private static final String CREATE =
      "nice -n 19 \"$@\"; [ -s \"$0.new\" ] && mv -f \"$0.new\" \"$0\"; rm -f \"$0.making\""
          + " \"$0.html\"";

  /// Starts to create the file in the background, if the script named one.
  ///
  /// @param program the main class of the program
  /// @param lake a lake with tables: a report of it is created, because that uses most of the
  ///   engine
  static void createForNextStart(Class<?> program, Path lake) {
    String file = System.getProperty("playlist-lake.engine-cache", "");
    if (!file.isEmpty() && new EngineCache(Path.of(file), program).create(lake)) {
      System.err.printf(
          "(A cache that makes the SQL engine start faster is being created in the background:"
              + " about %d MB in %s.)%n",
          MEGABYTES, file);
    }
  }

  // Returns whether a process was started that creates the file. It runs on after this process
  // ends.
  private boolean create(Path lake) {
    try {
      if (!claim(file.resolveSibling(file.getFileName() + ".making"))) {
        return false;
      }
      deleteOthers();
      new ProcessBuilder(command(lake))
          .redirectInput(new File("/dev/null"))
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
      return true;
    } catch (IOException ignored) {
      // Without the file, the engine starts more slowly.
      return false;
    }
  }

  private List<String> command(Path lake) {
    List<String> command = new ArrayList<>(List.of("sh", "-c", CREATE, file.toString()));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(LocalAthena.JVM_FLAGS.split(" ")));
    command.add("-XX:AOTCacheOutput=" + file + ".new");
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(program.getName());
    command.addAll(List.of("report", "--lake", lake.toString(), "--out", file + ".html"));
    return command;
  }

  private static boolean claim(Path making) throws IOException {
    if (Files.exists(making)
        && Files.getLastModifiedTime(making)
            .toInstant()
            .isBefore(Instant.now().minus(MAX_DURATION))) {
      Files.delete(making);
    }
    try {
      Files.createFile(making);
      return true;
    } catch (FileAlreadyExistsException claimed) {
      return false;
    }
  }

  private void deleteOthers() throws IOException {
    try (Stream<Path> files = Files.list(file.toAbsolutePath().getParent())) {
      for (Path old : files.filter(path -> path.toString().endsWith(".aot")).toList()) {
        Files.delete(old);
      }
    }
  }
}
