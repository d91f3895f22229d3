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

/// Where the prompt of `query` keeps what was typed.
final class HistoryFileTest {
  @TempDir private Path home = Path.of("");

  @Test
  void isAFileOfThePersonsState() throws IOException {
    Path file = HistoryFile.make(Map.of(), home);

    assertThat(file).isEqualTo(home.resolve(".local/state/playlist-lake/query-history")).exists();
    Files.writeString(file, "SELECT 1\n");
    assertThat(HistoryFile.make(Map.of("XDG_STATE_HOME", "relative"), home)).hasContent("SELECT 1");
  }

  @Test
  void isNeverWrittenThroughALink() throws IOException {
    Path file = HistoryFile.make(Map.of(), home);
    Files.delete(file);
    SpecialFiles.link(file, home.resolve("notes"));

    assertThatThrownBy(() -> HistoryFile.make(Map.of(), home))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is a symbolic link");
    assertThat(home.resolve("notes")).doesNotExist();
  }

  @Test
  void isNoPipe() throws IOException {
    Path file = home.resolve("playlist-lake/query-history");
    SpecialFiles.pipe(file);

    assertThatThrownBy(() -> HistoryFile.make(Map.of("XDG_STATE_HOME", home.toString()), home))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is a pipe, a socket or a device");
  }
}
