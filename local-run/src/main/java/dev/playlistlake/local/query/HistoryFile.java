package dev.playlistlake.local.query;

import dev.playlistlake.local.cli.PrivateFiles;
import dev.playlistlake.local.cli.StateFolder;
import dev.playlistlake.local.lake.LinkCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// The file of the prompt's earlier lines: `$XDG_STATE_HOME/playlist-lake/query-history`, or
/// `~/.local/state/playlist-lake/query-history`. Only its owner can read it. [QueryCommand] creates
/// it.
final class HistoryFile {
  private HistoryFile() {}

  /// Returns the file, and creates it if it does not exist.
  ///
  /// @throws IOException when a link or another kind of file has this name
  static Path create() throws IOException {
    return create(System.getenv(), Path.of(System.getProperty("user.home")));
  }

  /// As [#create()], with another environment and home folder.
  static Path create(Map<String, String> environment, Path home) throws IOException {
    Path file = StateFolder.of(environment, home).resolve("query-history");
    PrivateFiles.createFolder(file);
    LinkCheck.requirePlain(file);
    if (!Files.exists(file)) {
      Files.createFile(file, PrivateFiles.attributes());
    }
    return file;
  }
}
