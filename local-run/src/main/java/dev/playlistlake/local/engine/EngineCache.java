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

/// The engine's classes, loaded and linked once and kept in a file, so that the engine starts in
/// half the time ([JEP 514](https://openjdk.org/jeps/514)). The script starts Java with the file
/// when it is there and current; otherwise it names it in a system property, and the first command
/// that succeeds makes it in the background.
///
/// @param program its main class
record EngineCache(Path file, Class<?> program) {
  private static final Duration LONGEST = Duration.ofMinutes(10);
  // Java writes the file bit by bit: it gets its name when it is complete.
  private static final String MAKE =
      "nice -n 19 \"$@\"; [ -s \"$0.new\" ] && mv -f \"$0.new\" \"$0\"; rm -f \"$0.making\""
          + " \"$0.html\"";

  /// Makes the file that the script asks for, if it asks.
  ///
  /// @param program the main class
  /// @param lake has tables: making the file runs the command that uses most of the engine on it
  static void makeForNextStart(Class<?> program, Path lake) {
    String file = System.getProperty("playlist-lake.engine-cache", "");
    if (!file.isEmpty() && new EngineCache(Path.of(file), program).make(lake)) {
      System.err.println(
          "(In the background the SQL engine's next starts are being made quicker, once.)");
    }
  }

  // Whether a process was started that makes it. The process outlives this one.
  private boolean make(Path lake) {
    try {
      if (!claim(file.resolveSibling(file.getFileName() + ".making"))) {
        return false;
      }
      forgetOthers();
      new ProcessBuilder(command(lake))
          .redirectInput(new File("/dev/null"))
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
      return true;
    } catch (IOException slower) {
      // The engine starts without it.
      return false;
    }
  }

  private List<String> command(Path lake) {
    List<String> command = new ArrayList<>(List.of("sh", "-c", MAKE, file.toString()));
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
        && Files.getLastModifiedTime(making).toInstant().isBefore(Instant.now().minus(LONGEST))) {
      Files.delete(making);
    }
    try {
      Files.createFile(making);
      return true;
    } catch (FileAlreadyExistsException another) {
      return false;
    }
  }

  private void forgetOthers() throws IOException {
    try (Stream<Path> files = Files.list(file.toAbsolutePath().getParent())) {
      for (Path old : files.filter(path -> path.toString().endsWith(".aot")).toList()) {
        Files.delete(old);
      }
    }
  }
}
