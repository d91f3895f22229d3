package dev.playlistlake.local.query;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.playlistlake.athena.SqlEngine;
import dev.playlistlake.athena.SqlException;
import dev.playlistlake.athena.SqlResult;
import dev.playlistlake.local.CommandRun;
import dev.playlistlake.local.cli.StandardInput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/// `playlist-lake query` on an engine that writes down what it is asked.
final class QueryCommandTest {
  private final List<String> asked = new ArrayList<>();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder = Path.of("");

  /// What the engine answers to every statement without an answer of its own.
  private SqlResult answer = answer(List.of(7L));

  /// Answers to the statements that contain the text.
  private final Map<String, SqlResult> answers = new LinkedHashMap<>();

  private StandardInput input = input("");

  private int query(String... arguments) {
    return new CommandLine(new QueryCommand((_, work) -> work.with(new Notes()), input))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  private static StandardInput input(String text) {
    return new StandardInput(new ByteArrayInputStream(text.getBytes(UTF_8)), () -> false);
  }

  private static SqlResult answer(List<?>... rows) {
    List<List<Object>> values = new ArrayList<>();
    for (List<?> row : rows) {
      values.add(new ArrayList<>(row));
    }
    return new SqlResult(List.of(new SqlResult.Column("n", "bigint")), values, 0, 0);
  }

  /// Refuses statements with the column `wrong`.
  private final class Notes implements SqlEngine {
    @Override
    public SqlResult run(String sql) {
      asked.add(sql);
      if (sql.contains("wrong")) {
        throw SqlException.of("line 1:8: Column 'wrong' cannot be resolved", null);
      }
      return answers.entrySet().stream()
          .filter(entry -> sql.contains(entry.getKey()))
          .map(Map.Entry::getValue)
          .findFirst()
          .orElse(answer);
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
            "song_history_create is for Athena: on this machine song_history_merge creates the"
                + " table");
  }

  @Test
  void aQueryIsAskedByNameWithOtherValues() {
    assertThat(query("top_artists", "-p", "top=3", "-p", "playlist=liked")).isZero();

    assertThat(asked).singleElement().asString().contains("3 AS top", "'liked' AS playlist");
  }

  @Test
  void anUnknownNameIsWrongUsageAndASimilarOneIsSuggested() {
    assertThat(query("top_artist")).isEqualTo(2);

    assertThat(err.toString())
        .startsWith(
            "no statement is named top_artist (did you mean top_artists?); `playlist-lake query"
                + " --list` lists all\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bottom=3            | top_artists has no parameter bottom. Its parameters are playlist,"
            + " from_date, to_date, top.",
        "form_date=2024-01-01 | top_artists has no parameter form_date (did you mean from_date?)."
            + " Its parameters are playlist, from_date, to_date, top.",
        "from_date=2024-1-1  | top_artists: from_date must be a date of the form YYYY-MM-DD, such"
            + " as 2024-01-31, not '2024-1-1'",
        "to_date=2024-02-30  | top_artists: to_date must be a date of the calendar, not"
            + " '2024-02-30'",
        "top=0               | top_artists: top must be a whole number from 1 to 2147483647, not"
            + " '0'",
        "playlist=\u009B31m  | top_artists: playlist must be a playlist id (letters, digits, _ and"
            + " -), not '\uFFFD31m'",
        "top                 | -p takes NAME=VALUE, not 'top'",
      })
  void aParameterThatIsUnknownOrOfAnotherTypeIsWrongUsage(String parameter, String error) {
    assertThat(query("top_artists", "-p", parameter)).isEqualTo(2);

    assertThat(err.toString()).startsWith(error);
    assertThat(asked).isEmpty();
  }

  @Test
  void aParameterWithTwoValuesIsWrongUsage() {
    assertThat(query("top_artists", "-p", "top=3", "-p", "top=4")).isEqualTo(2);

    assertThat(err.toString()).startsWith("-p has two values for top\n");
  }

  @Test
  void parametersAreForQueriesThatAreAskedByName() {
    assertThat(query("-e", "SELECT 1", "-p", "top=3")).isEqualTo(2);

    assertThat(err.toString()).startsWith("-p is for queries by name\n");
    assertThat(asked).isEmpty();
  }

  @Test
  void noRowsForAPlaylistThatTheLakeHasNotIsAnErrorThatNamesThoseThatItHas() {
    answer = answer();
    answers.put(
        "FROM playlists_current",
        answer(
            List.of("aaaa", "Morning"),
            List.of("liked", "Liked Songs"),
            List.of("zzzz", "\u009B31mEvening")));

    assertThat(query("top_artists", "-p", "playlist=Like")).isEqualTo(1);

    assertThat(out.toString()).isEmpty();
    assertThat(err.toString())
        .isEqualTo(
            """
            error: the lake has no playlist Like. It has:
              liked  Liked Songs
              aaaa  Morning
              zzzz  \uFFFD31mEvening
            """);
  }

  @Test
  void ofManyPlaylistsTheMostSimilarTenAreNamed() {
    answer = answer();
    answers.put(
        "FROM playlists_current",
        answer(
            IntStream.range(100, 125)
                .mapToObj(i -> Arrays.asList("list" + i, null))
                .toArray(List<?>[]::new)));

    assertThat(query("top_artists", "-p", "playlist=list12")).isEqualTo(1);

    assertThat(err.toString().lines())
        .hasSize(12)
        .startsWith(
            "error: the lake has no playlist list12. It has:",
            "  list102",
            "  list112",
            "  list120")
        .endsWith("  and 15 more: SELECT playlist_id, playlist_name FROM playlists_current");
  }

  @Test
  void aLakeWithoutPlaylistsSaysSo() {
    answer = answer();

    assertThat(query("top_artists", "-p", "playlist=liked")).isEqualTo(1);

    assertThat(err.toString())
        .isEqualTo("error: the lake has no playlist liked: it has none at all\n");
  }

  @Test
  void noRowsForAPlaylistThatTheLakeHasIsAnAnswer() {
    answer = answer();
    answers.put("FROM playlists_current", answer(List.of("liked", "Liked Songs")));

    assertThat(query("top_artists", "-p", "playlist=liked", "--format", "csv")).isZero();

    assertThat(out.toString()).isEqualTo("n\r\n");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void noRowsForAPlaylistOfUnfinishedSnapshotsOnlyIsAnAnswer() {
    answer = answer();
    answers.put("FROM songs WHERE playlist_id = 'three'", answer(List.of(1L)));

    assertThat(query("top_artists", "-p", "playlist=three")).isZero();
  }

  @Test
  void rowsOfAPlaylistNeedNoFurtherStatement() {
    assertThat(query("top_artists", "-p", "playlist=liked")).isZero();

    assertThat(asked).hasSize(1);
  }

  @Test
  void statementsOnStandardInputAreAsked() {
    input = input("\uFEFFSELECT 1;\n-- then\nSELECT 'é';\n");

    assertThat(query("--format", "csv")).isZero();

    assertThat(asked).containsExactly("SELECT 1", "-- then\nSELECT 'é'");
    assertThat(out.toString()).isEqualTo("n\r\n7\r\nn\r\n7\r\n");
  }

  @Test
  void aFileNamedByADashIsStandardInput() {
    input = input("SELECT 1");

    assertThat(query("-f", "-")).isZero();

    assertThat(asked).containsExactly("SELECT 1");
  }

  @Test
  void aFailedStatementOnStandardInputIsTheLast() {
    input = input("SELECT wrong; SELECT 2");

    assertThat(query()).isEqualTo(1);

    assertThat(asked).containsExactly("SELECT wrong");
  }

  @Test
  void standardInputIsLeftUnreadWhenTheCommandLineSaysWhatToAsk() {
    input =
        new StandardInput(
            new InputStream() {
              @Override
              public int read() {
                throw new AssertionError("read");
              }

              @Override
              public int read(byte[] bytes, int offset, int length) {
                return read();
              }
            },
            () -> false);

    assertThat(query("-e", "SELECT 1")).isZero();
    assertThat(query("same_isrc")).isZero();
    assertThat(query("--list")).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \n;\n", "-- nothing\n", "/* nothing */"})
  void noStatementAtAllIsWrongUsage(String nothing) throws IOException {
    input = input(nothing);
    assertThat(query()).isEqualTo(2);
    assertThat(err.toString())
        .startsWith(
            "no SQL statement in standard input: name a query (`playlist-lake query --list` lists"
                + " all), or use -e SQL, -f FILE or standard input\n");

    Path file = Files.writeString(folder.resolve("q.sql"), nothing);
    assertThat(query("-f", file.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("no SQL statement in " + file + ": name a query");

    assertThat(query("-e", nothing)).isEqualTo(2);
    assertThat(err.toString()).contains("no SQL statement in -e: name a query");
    assertThat(asked).isEmpty();
  }

  @Test
  void aFileThatIsNotUtf8IsAnError() throws IOException {
    Path file = Files.write(folder.resolve("q.sql"), "SELECT 'é'".getBytes(ISO_8859_1));

    assertThat(query("-f", file.toString())).isEqualTo(1);

    assertThat(err.toString()).contains(file + ": not text in UTF-8");
    assertThat(asked).isEmpty();
  }

  @Test
  void aTerminalAsInputOfAPipeListsWhatCanBeAsked() {
    input = new StandardInput(InputStream.nullInputStream(), () -> true);

    assertThat(query()).isZero();

    assertThat(out.toString()).contains("\n  top_artists\n");
  }

  @Test
  void aViewIsToldFromAQuery() {
    assertThat(query("songs_typed")).isEqualTo(2);

    assertThat(err.toString())
        .startsWith("songs_typed is a view: query it with -e 'SELECT * FROM songs_typed'");
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
    CommandRun run = CommandRun.run("query", "--lake", folder, "-e", "SELECT 1");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .isEqualTo(
            "error: no lake in %1$s: make one with `playlist-lake demo --lake %1$s` (simulated playlists) or `playlist-lake run --lake %1$s` (yours)%n"
                .formatted(folder));
  }
}
