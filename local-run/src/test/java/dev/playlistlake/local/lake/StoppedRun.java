package dev.playlistlake.local.lake;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A run in its own process, which pauses between storing a snapshot and writing its tables, so
/// that a test can stop it there.
final class StoppedRun {
  private StoppedRun() {}

  /// Runs once.
  ///
  /// @param arguments the folder of the lake and the duration of the pause
  public static void main(String[] arguments) throws IOException {
    Duration pause = Duration.parse(arguments[1]);
    try (LocalLake lake =
        LocalLake.open(Path.of(arguments[0]), _ -> {}, key -> print(key, pause))) {
      lake.runNow(System.getenv(), Optional.empty(), false, Clock.systemUTC());
    }
  }

  private static void print(String key, Duration pause) {
    System.out.println(key);
    try {
      Thread.sleep(pause);
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  /// Starts the process, and waits until it has stored the playlist of the settings.
  static Process start(Path lake, Map<String, String> settings, Duration pause) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                StoppedRun.class.getName(),
                lake.toString(),
                pause.toString()));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(settings);
    Process process = builder.start();
    if (process.inputReader().readLine() == null) {
      throw new IOException("the run ended with exit code " + process.onExit().join().exitValue());
    }
    return process;
  }
}
