package dev.playlistlake.local.query;

import dev.playlistlake.local.cli.PrivateFiles;
import dev.playlistlake.local.lake.LinkCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// Where the prompt keeps what was typed, for its owner's eyes:
/// `$XDG_STATE_HOME/playlist-lake/query-history`, or in `~/.local/state`.
final class HistoryFile {
  private HistoryFile() {}

  /// The file, made when it isn't there.
  ///
  /// @throws IOException when another kind of file, or a link, is there
  static Path make() throws IOException {
    return make(System.getenv(), Path.of(System.getProperty("user.home")));
  }

  static Path make(Map<String, String> environment, Path home) throws IOException {
    Path configured = Path.of(environment.getOrDefault("XDG_STATE_HOME", ""));
    Path state = configured.isAbsolute() ? configured : home.resolve(".local").resolve("state");
    Path file = state.resolve("playlist-lake").resolve("query-history");
    PrivateFiles.createFolder(file);
    LinkCheck.requirePlain(file);
    if (!Files.exists(file)) {
      Files.createFile(file, PrivateFiles.attributes());
    }
    return file;
  }
}
