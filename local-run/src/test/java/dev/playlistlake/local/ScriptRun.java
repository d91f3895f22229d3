package dev.playlistlake.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Runs the `playlist-lake` script, which starts the program in its own JVM, and records its
/// result.
///
/// @param printed standard output and standard error
public record ScriptRun(int exitCode, String printed) {
  /// Without its cache, the engine starts no background process that outlives the test.
  public static final Map<String, String> ENGINE = Map.of("PLAYLIST_LAKE_ENGINE_CACHE", "off");

  /// Runs a command.
  ///
  /// @param folder for the output
  /// @param environment variables in addition to those of this process
  public static ScriptRun run(Path folder, Map<String, String> environment, Object... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("../playlist-lake"));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    Path log = folder.resolve("log");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    int exitCode = builder.start().waitFor();
    return new ScriptRun(exitCode, Files.readString(log));
  }
}
