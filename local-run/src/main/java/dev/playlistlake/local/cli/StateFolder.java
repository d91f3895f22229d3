package dev.playlistlake.local.cli;

import java.nio.file.Path;
import java.util.Map;

/// The folder of files that the program keeps between its runs: `$XDG_STATE_HOME/playlist-lake`, or
/// `~/.local/state/playlist-lake`. Stateless.
public final class StateFolder {
  private StateFolder() {}

  /// Returns the folder, which may not exist.
  ///
  /// @param variables the environment variables
  public static Path of(Map<String, String> variables, Path home) {
    Path configured = Path.of(variables.getOrDefault("XDG_STATE_HOME", ""));
    Path state = configured.isAbsolute() ? configured : home.resolve(".local").resolve("state");
    return state.resolve("playlist-lake");
  }
}
