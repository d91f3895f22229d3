package dev.playlistlake.local.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.playlistlake.local.SpecialFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The file of the prompt's earlier lines.
final class HistoryFileTest {
  @TempDir private Path home = Path.of("");

  @Test
  void isInTheUsersFolderForState() throws IOException {
    Path file = HistoryFile.create(Map.of(), home);

    assertThat(file).isEqualTo(home.resolve(".local/state/playlist-lake/query-history")).exists();
    Files.writeString(file, "SELECT 1\n");
    assertThat(HistoryFile.create(Map.of("XDG_STATE_HOME", "relative"), home))
        .hasContent("SELECT 1");
  }

  @Test
  void isNotWrittenThroughALink() throws IOException {
    Path file = HistoryFile.create(Map.of(), home);
    Files.delete(file);
    SpecialFiles.link(file, home.resolve("notes"));

    assertThatThrownBy(() -> HistoryFile.create(Map.of(), home))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is a symbolic link");
    assertThat(home.resolve("notes")).doesNotExist();
  }

  @Test
  void rejectsAPipe() throws IOException {
    Path file = home.resolve("playlist-lake/query-history");
    SpecialFiles.pipe(file);

    assertThatThrownBy(() -> HistoryFile.create(Map.of("XDG_STATE_HOME", home.toString()), home))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is a pipe, a socket or a device");
  }
}
