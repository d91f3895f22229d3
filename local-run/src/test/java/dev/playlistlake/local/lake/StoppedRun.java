package dev.playlistlake.local.lake;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A run in a process of its own, which rests between storing a snapshot and making its tables, so
/// that a test can stop it there.
final class StoppedRun {
  private StoppedRun() {}

  /// Runs once.
  ///
  /// @param arguments the lake, and how long to rest
  public static void main(String[] arguments) throws IOException {
    Duration rest = Duration.parse(arguments[1]);
    try (LocalLake lake = LocalLake.open(Path.of(arguments[0]), _ -> {}, key -> print(key, rest))) {
      lake.runNow(System.getenv(), Optional.empty(), false, Clock.systemUTC());
    }
  }

  private static void print(String key, Duration rest) {
    System.out.println(key);
    try {
      Thread.sleep(rest);
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  /// Starts it, and waits until it has stored the playlist that the settings name.
  static Process start(Path lake, Map<String, String> settings, Duration rest) throws IOException {
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
                rest.toString()));
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
