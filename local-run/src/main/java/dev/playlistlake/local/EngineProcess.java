package dev.playlistlake.local;

import dev.playlistlake.athena.LocalAthena;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jline.utils.Signals;

/// A Java machine of its own for the SQL engine: with the engine's libraries and the options that
/// it wants, and with what [EngineCache] keeps for a quick start. It runs a command of this
/// program.
///
/// @param launch the java argument file with the engine's class path
/// @param environment gives JAVA_OPTS, which this machine gets too
record EngineProcess(Path launch, Map<String, String> environment) {
  /// Java says so of a module that the engine needs, and has no option to keep silent about it.
  private static final String INCUBATOR = "WARNING: Using incubator modules: ";

  private static final String MODULE = "jdk.incubator.vector";

  /// Whether this very Java machine can run the engine.
  static boolean isHere() {
    return ModuleLayer.boot().findModule(MODULE).isPresent();
  }

  /// Nothing when the program wasn't started by its script, which says where the engine is.
  static Optional<EngineProcess> ofThisProgram() {
    Path launch = Path.of(System.getProperty("playlist-lake.engine", ""));
    return Files.isRegularFile(launch)
        ? Optional.of(new EngineProcess(launch, System.getenv()))
        : Optional.empty();
  }

  /// Runs a command on this process's own terminal or pipes, and gives its exit code.
  int run(List<String> arguments) throws IOException {
    // What the terminal sends is for the command: it decides what Ctrl-C ends.
    Object before = Signals.register("INT", () -> {});
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command(arguments))
              .redirectInput(ProcessBuilder.Redirect.INHERIT)
              .redirectOutput(ProcessBuilder.Redirect.INHERIT);
      return wait(builder.start(), System.err);
    } finally {
      Signals.unregister("INT", before);
    }
  }

  private static int wait(Process process, PrintStream errors) throws IOException {
    Thread killer = new Thread(process::destroy);
    Runtime.getRuntime().addShutdownHook(killer);
    try (BufferedReader lines = process.errorReader(Charset.defaultCharset())) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.startsWith(INCUBATOR)) {
          errors.println(line);
        }
      }
      return process.waitFor();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException("stopped while the SQL engine ran", stopped);
    } finally {
      process.destroy();
      removeHook(killer);
    }
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ending) {
      // The hook runs right now, or has run.
    }
  }

  private List<String> command(List<String> arguments) throws IOException {
    List<String> wanted = words("JAVA_OPTS");
    boolean collector = wanted.stream().anyMatch(word -> word.matches("-XX:\\+Use\\w*GC"));
    List<String> command = new ArrayList<>(java());
    command.removeIf(flag -> collector && flag.matches("-XX:\\+Use\\w*GC"));
    command.addAll(EngineCache.of(launch).options());
    command.addAll(wanted);
    command.addAll(program(arguments));
    return command;
  }

  private static List<String> java() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(LocalAthena.JVM_FLAGS.split(" ")));
    return command;
  }

  private List<String> program(List<String> arguments) {
    List<String> command = new ArrayList<>(List.of("@" + launch, PlaylistLake.class.getName()));
    command.addAll(arguments);
    return command;
  }

  /// Sees to it that the next start is quick, in a process that outlives this one.
  ///
  /// @param err is told when that was begun
  void hasten(Path lake, PrintWriter err) throws IOException {
    if (environment.getOrDefault("PLAYLIST_LAKE_ENGINE_CACHE", "").equals("off")) {
      return;
    }
    EngineCache cache = EngineCache.of(launch);
    String page = cache.file() + ".html";
    if (cache.make(java(), program(List.of("report", "--lake", lake.toString(), "--out", page)))) {
      err.println("(In the background the SQL engine's next starts are being made quicker, once.)");
    }
  }

  private List<String> words(String variable) {
    String value = environment.getOrDefault(variable, "").strip();
    return value.isEmpty() ? List.of() : List.of(value.split("\\s+"));
  }
}
