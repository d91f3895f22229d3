package dev.playlistlake.local.query;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.playlistlake.athena.QueriesFile;
import dev.playlistlake.athena.QueryDefinition;
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

/// `playlist-lake query` on an engine that records the statements.
final class QueryCommandTest {
  private final List<String> statements = new ArrayList<>();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder = Path.of("");

  /// The result of every statement that has no result in `results`.
  private SqlResult result = rows(List.of(7L));

  /// Results of the statements that contain the key.
  private final Map<String, SqlResult> results = new LinkedHashMap<>();

  private StandardInput input = input("");

  private int query(String... arguments) {
    return new CommandLine(new QueryCommand((_, work) -> work.with(new RecordingEngine()), input))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  private static StandardInput input(String text) {
    return new StandardInput(new ByteArrayInputStream(text.getBytes(UTF_8)), () -> false);
  }

  private static SqlResult rows(List<?>... rows) {
    List<List<Object>> values = new ArrayList<>();
    for (List<?> row : rows) {
      values.add(new ArrayList<>(row));
    }
    return new SqlResult(List.of(new SqlResult.Column("n", "bigint")), values, 0, 0);
  }

  /// Throws for statements with the column `missing`.
  private final class RecordingEngine implements SqlEngine {
    @Override
    public SqlResult run(String sql) {
      statements.add(sql);
      if (sql.contains("missing")) {
        throw SqlException.of("line 1:8: Column 'missing' cannot be resolved", null);
      }
      return results.entrySet().stream()
          .filter(entry -> sql.contains(entry.getKey()))
          .map(Map.Entry::getValue)
          .findFirst()
          .orElse(result);
    }

    @Override
    public void close() {}
  }

  @ParameterizedTest
  @CsvSource({
    "--database lake, --database requires --athena",
    "--athena wg --lake other, --athena and --lake exclude each other"
  })
  void rejectsOptionsThatItWouldIgnore(String options, String error) {
    List<String> arguments = new ArrayList<>(List.of(options.split(" ")));
    arguments.addAll(List.of("-e", "SELECT 1"));

    assertThat(query(arguments.toArray(String[]::new))).isEqualTo(2);

    assertThat(err.toString()).startsWith(error + "\n");
    assertThat(statements).isEmpty();
  }

  @Test
  void statementsRunInOrder() {
    assertThat(query("-e", "SELECT 1; SELECT 2", "--format", "csv")).isZero();

    assertThat(statements).containsExactly("SELECT 1", "SELECT 2");
    assertThat(out.toString()).isEqualTo("n\r\n7\r\nn\r\n7\r\n");
  }

  @Test
  void aFailedStatementEndsTheCommand() {
    assertThat(query("-e", "SELECT missing; SELECT 2")).isEqualTo(1);

    assertThat(statements).containsExactly("SELECT missing");
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString())
        .isEqualTo(
            """
            error: -e: statement 1, line 1:8: Column 'missing' cannot be resolved
            1 | SELECT missing; SELECT 2
              |        ^
            """);
  }

  @Test
  void theErrorOfAFileHasTheNumberAndTheLineOfTheStatement() throws IOException {
    Path file =
        Files.writeString(folder.resolve("q.sql"), "-- mine\nSELECT 1;\n\nSELECT missing;\n");

    assertThat(query("-f", file.toString())).isEqualTo(1);

    assertThat(err.toString())
        .isEqualTo(
            """
            error: %s: statement 2, line 4:8: Column 'missing' cannot be resolved
            4 | SELECT missing;
              |        ^
            """
                .formatted(file));
  }

  @Test
  void anUnknownColumnIsAnErrorThatSuggestsASimilarColumnOfTheTables() {
    results.put("information_schema", rows(List.of("song_missing"), List.of("other")));

    assertThat(query("-e", "SELECT missing FROM songs_typed")).isEqualTo(1);

    assertThat(err.toString())
        .startsWith(
            "error: line 1:8: Column 'missing' cannot be resolved (did you mean song_missing?)\n");
    assertThat(statements.getLast()).contains("table_name IN ('songs_typed')");
  }

  @Test
  void statementsOfAFileRun() throws IOException {
    Path file = Files.writeString(folder.resolve("q.sql"), "-- mine\nSELECT 1;\n");

    assertThat(query("-f", file.toString(), "--format", "JSON")).isZero();

    assertThat(statements).containsExactly("-- mine\nSELECT 1");
    assertThat(out.toString()).isEqualTo("[\n{\"n\":7}\n]\n");
  }

  @Test
  void theHistoryIsUpdatedWithASavedStatement() {
    assertThat(query("song_history_merge", "-p", "from_date=2026-01-01")).isZero();

    assertThat(statements).singleElement().asString().contains("'2026-01-01' AS from_date");
  }

  @Test
  void statementsForAthenaOnlyAreRejected() {
    assertThat(query("song_history_create")).isEqualTo(2);

    assertThat(err.toString())
        .startsWith(
            "song_history_create is for Athena only. On this machine, song_history_merge creates"
                + " the table.");
  }

  @Test
  void aSavedQueryRunsWithParameters() {
    assertThat(query("top_artists", "-p", "top=3", "-p", "playlist=liked")).isZero();

    assertThat(statements).singleElement().asString().contains("3 AS top", "'liked' AS playlist");
  }

  @Test
  void anUnknownNameIsAUsageErrorThatSuggestsASimilarName() {
    assertThat(query("top_artist")).isEqualTo(2);

    assertThat(err.toString())
        .startsWith(
            "no statement is named top_artist (did you mean top_artists?). `playlist-lake query"
                + " --list` lists all.\n");
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
        "playlist=\u009B31m  | top_artists: playlist must be the id or the name of a playlist,"
            + " without control characters, not '\uFFFD31m'",
        "top                 | -p is 'top', expected NAME=VALUE",
      })
  void anUnknownOrInvalidParameterIsAUsageError(String parameter, String error) {
    assertThat(query("top_artists", "-p", parameter)).isEqualTo(2);

    assertThat(err.toString()).startsWith(error + "\n");
    assertThat(statements).isEmpty();
  }

  @Test
  void aParameterWithTwoValuesIsAUsageError() {
    assertThat(query("top_artists", "-p", "top=3", "-p", "top=4")).isEqualTo(2);

    assertThat(err.toString()).startsWith("-p sets top twice\n");
  }

  @Test
  void parametersRequireASavedQuery() {
    assertThat(query("-e", "SELECT 1", "-p", "top=3")).isEqualTo(2);

    assertThat(err.toString()).startsWith("-p requires the name of a saved query\n");
    assertThat(statements).isEmpty();
  }

  @Test
  void noRowsForAnUnknownPlaylistIsAnErrorThatListsThePlaylists() {
    result = rows();
    results.put(
        "FROM playlists_current",
        rows(
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
  void theTenMostSimilarOfManyPlaylistsAreListed() {
    result = rows();
    results.put(
        "FROM playlists_current",
        rows(
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
  void aLakeWithoutPlaylistsIsReported() {
    result = rows();

    assertThat(query("top_artists", "-p", "playlist=liked")).isEqualTo(1);

    assertThat(err.toString())
        .isEqualTo("error: the lake has no playlist liked. It contains no playlists.\n");
  }

  @Test
  void noRowsForAKnownPlaylistIsAResult() {
    result = rows();
    results.put("FROM playlists_current", rows(List.of("liked", "Liked Songs")));

    assertThat(query("top_artists", "-p", "playlist=liked", "--format", "csv")).isZero();

    assertThat(out.toString()).isEqualTo("n\r\n");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void aPlaylistIsKnownByItsName() {
    result = rows();
    results.put("FROM playlists_current", rows(List.of("p1", "It's new")));

    assertThat(query("top_artists", "-p", "playlist=It's new")).isZero();

    assertThat(statements.getFirst()).contains("    'It''s new' AS playlist,");
    assertThat(query("top_artists", "-p", "playlist=It's old")).isEqualTo(1);
    assertThat(err.toString())
        .isEqualTo("error: the lake has no playlist It's old. It has:\n  p1  It's new\n");
    assertThat(statements.getLast()).contains("playlist_id = 'It''s old'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"old", "Only in the history"})
  void aPlaylistThatOnlyTheHistoryTablesHaveIsKnown(String playlist) {
    result = rows();
    results.put("FROM playlists_current", rows(List.of("p1", "Morning")));
    results.put("FROM snapshots_of_all_days", rows(List.of("old", "Only in the history")));

    assertThat(query("top_artists", "-p", "playlist=" + playlist)).isZero();

    assertThat(err.toString()).isEmpty();
    assertThat(query("top_artists", "-p", "playlist=new")).isEqualTo(1);
    assertThat(err.toString())
        .isEqualTo(
            """
            error: the lake has no playlist new. It has:
              old  Only in the history
              p1  Morning
            """);
  }

  @Test
  void aRangeThatEndsBeforeItBeginsIsRejectedByEveryStatement() {
    List<List<String>> ranges =
        List.of(List.of("from_date", "to_date"), List.of("first_date", "second_date"));
    int rejected = 0;
    for (QueryDefinition.Kind kind : QueryDefinition.Kind.values()) {
      for (QueryDefinition statement : QueriesFile.ours().all(kind)) {
        List<String> names =
            statement.parameters().stream().map(QueryDefinition.Parameter::name).toList();
        for (List<String> range : ranges) {
          if (names.containsAll(range)) {
            String first = range.getFirst() + "=2026-02-01";
            String last = range.getLast() + "=2026-01-01";
            assertThat(query(statement.name(), "-p", first, "-p", last))
                .as(statement.name())
                .isEqualTo(2);
            assertThat(query(statement.name(), "-p", last, "-p", first))
                .as(statement.name())
                .isEqualTo(2);
            rejected++;
          }
        }
      }
    }
    assertThat(rejected).isGreaterThan(15);
    assertThat(statements).isEmpty();
    assertThat(err.toString())
        .contains(
            "difference_between: first_date 2026-02-01 is after second_date 2026-01-01, so the"
                + " range has no day\n");
  }

  @Test
  void noRowsForAPlaylistWithOnlyUnfinishedSnapshotsIsAResult() {
    result = rows();
    results.put("FROM songs WHERE playlist_id = 'three'", rows(List.of(1L)));

    assertThat(query("top_artists", "-p", "playlist=three")).isZero();
  }

  @Test
  void rowsOfAPlaylistNeedNoFurtherStatement() {
    assertThat(query("top_artists", "-p", "playlist=liked")).isZero();

    assertThat(statements).hasSize(1);
  }

  @Test
  void statementsOnStandardInputRun() {
    input = input("\uFEFFSELECT 1;\n-- then\nSELECT 'é';\n");

    assertThat(query("--format", "csv")).isZero();

    assertThat(statements).containsExactly("SELECT 1", "-- then\nSELECT 'é'");
    assertThat(out.toString()).isEqualTo("n\r\n7\r\nn\r\n7\r\n");
  }

  @Test
  void aDashAsFileIsStandardInput() {
    input = input("SELECT 1");

    assertThat(query("-f", "-")).isZero();

    assertThat(statements).containsExactly("SELECT 1");
  }

  @Test
  void aFailedStatementOnStandardInputEndsTheCommand() {
    input = input("SELECT missing; SELECT 2");

    assertThat(query()).isEqualTo(1);

    assertThat(statements).containsExactly("SELECT missing");
  }

  @Test
  void standardInputIsNotReadWhenTheCommandLineNamesTheStatements() {
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
  void inputWithoutAStatementIsAUsageError(String nothing) throws IOException {
    input = input(nothing);
    assertThat(query()).isEqualTo(2);
    assertThat(err.toString())
        .startsWith(
            "standard input: no SQL statement. Use the name of a saved query (`playlist-lake query"
                + " --list` lists them), -e SQL, -f FILE or standard input.\n");

    Path file = Files.writeString(folder.resolve("q.sql"), nothing);
    assertThat(query("-f", file.toString())).isEqualTo(2);
    assertThat(err.toString()).contains(file + ": no SQL statement. Use");

    assertThat(query("-e", nothing)).isEqualTo(2);
    assertThat(err.toString()).contains("-e: no SQL statement. Use");
    assertThat(statements).isEmpty();
  }

  @Test
  void aFileThatIsNotUtf8IsAnError() throws IOException {
    Path file = Files.write(folder.resolve("q.sql"), "SELECT 'é'".getBytes(ISO_8859_1));

    assertThat(query("-f", file.toString())).isEqualTo(1);

    assertThat(err.toString()).contains(file + ": is not UTF-8 text");
    assertThat(statements).isEmpty();
  }

  @Test
  void aTerminalAsInputWithOutputToAPipeListsTheSavedQueries() {
    input = new StandardInput(InputStream.nullInputStream(), () -> true);

    assertThat(query()).isZero();

    assertThat(out.toString()).contains("\n  top_artists\n");
  }

  @Test
  void aViewIsNotASavedQuery() {
    assertThat(query("songs_typed")).isEqualTo(2);

    assertThat(err.toString())
        .startsWith(
            "songs_typed is a view, not a saved query. Use -e 'SELECT * FROM songs_typed'.");
  }

  @Test
  void theListHasQueriesWithParametersAndViewsAndNeedsNoEngine() {
    assertThat(query("--list")).isZero();

    assertThat(out.toString())
        .contains("\n  top_artists\n", "\n      -p top=50", "\n  songs_typed\n");
    assertThat(statements).isEmpty();
  }

  @Test
  void aFolderWithoutALakeIsReportedWithTheCommandsThatCreateOne() {
    CommandRun run = CommandRun.run("query", "--lake", folder, "-e", "SELECT 1");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .isEqualTo(
            "error: %1$s: folder contains no lake. Create one with `playlist-lake demo --lake %1$s` (simulated playlists) or `playlist-lake run --lake %1$s` (your playlists).%n"
                .formatted(folder));
  }
}
