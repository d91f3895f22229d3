package dev.playlistlake.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playlistlake.athena.Answer;
import dev.playlistlake.athena.SqlEngine;
import dev.playlistlake.athena.SqlException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// `playlist-lake query` on an engine that writes down what it is asked.
final class QueryCommandTest {
  private final List<String> asked = new ArrayList<>();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder = Path.of("");

  private int query(String... arguments) {
    return new CommandLine(new QueryCommand((_, work) -> work.with(new Notes())))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  /// Refuses what says `wrong`.
  private final class Notes implements SqlEngine {
    @Override
    public Answer run(String sql) {
      asked.add(sql);
      if (sql.contains("wrong")) {
        throw SqlException.of("line 1:8: Column 'wrong' cannot be resolved", null);
      }
      return new Answer(List.of(new Answer.Column("n", "bigint")), List.of(List.of(7L)), 0, 0);
    }

    @Override
    public void close() {}
  }

  @Test
  void statementsAreAskedOneAfterTheOther() {
    assertThat(query("-e", "SELECT 1; SELECT 2", "--format", "csv")).isZero();

    assertThat(asked).containsExactly("SELECT 1", "SELECT 2");
    assertThat(out.toString()).isEqualTo("n\r\n7\r\nn\r\n7\r\n");
  }

  @Test
  void theFirstThatFailsIsTheLast() {
    assertThat(query("-e", "SELECT wrong; SELECT 2")).isEqualTo(1);

    assertThat(asked).containsExactly("SELECT wrong");
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString())
        .isEqualTo(
            """
            error: line 1:8: Column 'wrong' cannot be resolved
            1 | SELECT wrong
              |        ^
            """);
  }

  @Test
  void aFileOfStatementsIsAsked() throws IOException {
    Path file = Files.writeString(folder.resolve("q.sql"), "-- mine\nSELECT 1;\n");

    assertThat(query("-f", file.toString(), "--format", "JSON")).isZero();

    assertThat(asked).containsExactly("-- mine\nSELECT 1");
    assertThat(out.toString()).isEqualTo("[\n{\"n\":7}\n]\n");
  }

  @Test
  void theHistoryIsBroughtUpToDateByName() {
    assertThat(query("song_history_merge", "-p", "from_date=2026-01-01")).isZero();

    assertThat(asked).singleElement().asString().contains("'2026-01-01' AS from_date");
  }

  @Test
  void athenasOwnStatementsAreForAthena() {
    assertThat(query("song_history_create")).isEqualTo(2);

    assertThat(err.toString())
        .startsWith(
            "song_history_create is for Athena: on this machine song_history_merge makes the"
                + " table");
  }

  @Test
  void aQueryIsAskedByNameWithOtherValues() {
    assertThat(query("top_artists", "-p", "top=3", "-p", "playlist=it's")).isZero();

    assertThat(asked).singleElement().asString().contains("3 AS top", "'it''s' AS playlist");
  }

  @Test
  void aNameThatIsNoneIsWrongUsage() {
    assertThat(query("top_artist")).isEqualTo(2);

    assertThat(err.toString())
        .startsWith("no statement is named top_artist; `playlist-lake query --list` lists all");
  }

  @Test
  void aParameterThatIsNoneIsWrongUsage() {
    assertThat(query("top_artists", "-p", "bottom=3")).isEqualTo(2);
    assertThat(err.toString()).startsWith("top_artists has no parameter bottom");

    assertThat(query("-e", "SELECT 1", "-p", "top=3")).isEqualTo(2);
    assertThat(asked).isEmpty();
  }

  @Test
  void aViewIsToldFromAQuery() {
    assertThat(query("songs_typed")).isEqualTo(2);

    assertThat(err.toString())
        .startsWith("songs_typed is no query: ask it with -e 'SELECT * FROM songs_typed'");
  }

  @Test
  void theListHasQueriesWithParametersAndViewsAndNeedsNoEngine() {
    assertThat(query("--list")).isZero();

    assertThat(out.toString())
        .contains("\n  top_artists\n", "\n      -p top=50", "\n  songs_typed\n");
    assertThat(asked).isEmpty();
  }

  @Test
  void aFolderWithoutALakeIsNamedWithWhatMakesOne() {
    Shell shell = Shell.run("query", "--lake", folder, "-e", "SELECT 1");

    assertThat(shell.exitCode()).isEqualTo(1);
    assertThat(shell.err())
        .isEqualTo(
            "error: no lake in %1$s: make one with `playlist-lake demo --lake %1$s` (simulated playlists) or `playlist-lake run --lake %1$s` (yours)%n"
                .formatted(folder));
  }
}
