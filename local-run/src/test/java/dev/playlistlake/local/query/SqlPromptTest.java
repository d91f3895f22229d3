package dev.playlistlake.local.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playlistlake.athena.SqlEngine;
import dev.playlistlake.athena.SqlException;
import dev.playlistlake.athena.SqlResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The prompt of `playlist-lake query` on a terminal, with an engine that records the statements.
final class SqlPromptTest {
  private final List<String> statements = new ArrayList<>();
  private final CountDownLatch started = new CountDownLatch(1);
  private final CountDownLatch cancelled = new CountDownLatch(1);
  private final CountDownLatch gate = new CountDownLatch(1);

  @TempDir private Path folder = Path.of("");
  private Path history = Path.of("");

  @BeforeEach
  void createTheHistoryFile() throws IOException {
    history = HistoryFile.create(Map.of("XDG_STATE_HOME", folder.toString()), folder);
  }

  /// `SELECT n` returns rows, other statements depend on their text.
  private final class FakeEngine implements SqlEngine {
    @Override
    public SqlResult run(String sql) {
      if (sql.contains("information_schema")) {
        return columns(sql);
      }
      synchronized (statements) {
        statements.add(sql);
      }
      if (sql.contains("slow")) {
        return await(new CountDownLatch(1));
      }
      if (sql.contains("gate")) {
        return await(gate);
      }
      if (sql.contains("song_typed")) {
        throw SqlException.of("line 1:15: Table 'a.b.song_typed' does not exist", null);
      }
      if (sql.contains("sng_name")) {
        throw SqlException.of("line 1:8: Column 'sng_name' cannot be resolved", null);
      }
      if (sql.contains("many")) {
        return rows(IntStream.range(0, 100).mapToObj(i -> "row " + i).toList());
      }
      if (sql.contains("none")) {
        return rows(List.of());
      }
      if (sql.contains("unsafe")) {
        return rows(List.of("\u001B[2J\u202E\u009Bevil"));
      }
      return rows(List.of(sql.contains("wide") ? "x".repeat(200) : "value of " + sql));
    }

    private SqlResult await(CountDownLatch latch) {
      try {
        latch.await();
      } catch (InterruptedException interrupted) {
        cancelled.countDown();
        Thread.currentThread().interrupt();
      }
      return rows(List.of());
    }

    private SqlResult columns(String sql) {
      if (sql.contains("DISTINCT")) {
        return rows(List.of("song_name", "column_of_a_view"));
      }
      return sql.contains("'songs_typed'")
          ? new SqlResult(
              List.of(column("column_name"), column("data_type")),
              List.of(List.of("song_name", "varchar"), List.of("popularity", "bigint")),
              0,
              0)
          : rows(List.of());
    }

    @Override
    public void close() {}
  }

  private static SqlResult.Column column(String name) {
    return new SqlResult.Column(name, "varchar");
  }

  private static SqlResult rows(List<String> values) {
    List<List<Object>> rows = new ArrayList<>();
    values.forEach(value -> rows.add(List.of(value)));
    return new SqlResult(List.of(column("c")), rows, 0, 0);
  }

  private PromptSession prompt() throws IOException {
    started.countDown();
    return starting(Map.of("PAGER", ""));
  }

  private PromptSession starting(Map<String, String> environment) throws IOException {
    return new PromptSession(
        () -> {
          started.await();
          return new FakeEngine();
        },
        history,
        environment);
  }

  private PromptSession ready() throws IOException, InterruptedException {
    PromptSession prompt = prompt();
    prompt.await("lake> ");
    return prompt;
  }

  @Test
  void statementsTypedWhileTheEngineStartsRunWhenItHasStarted() throws Exception {
    PromptSession prompt = starting(Map.of());
    prompt.await("Querying lake. Type help for help or \\q to quit.");
    prompt.enter("SELECT 1;").enter("SELECT 2;").type("SELECT");
    prompt.await("SELECT 1;");
    assertThat(statements).isEmpty();

    started.countDown();

    prompt.await("value of SELECT 1");
    prompt.await("value of SELECT 2");
    prompt.enter(" 3;").await("value of SELECT 3");
    assertThat(statements).containsExactly("SELECT 1", "SELECT 2", "SELECT 3");
    assertThat(prompt.enter("\\q").exitCode()).isZero();
  }

  @Test
  void ctrlCWhileTheEngineStartsClearsTheLineOrCancelsTheStatement() throws Exception {
    PromptSession prompt = starting(Map.of());
    prompt.await("lake> ");
    prompt.type("SELECT 1").await("SELECT 1");
    prompt.type(PromptSession.CTRL_C).await("lake> ");
    prompt.enter("SELECT 2;").await("SELECT 2;");
    Thread.sleep(50);
    prompt.type(PromptSession.CTRL_C).await("cancelled");

    started.countDown();

    prompt.enter("SELECT 3;").await("value of SELECT 3");
    assertThat(statements).containsExactly("SELECT 3");
    assertThat(prompt.type(PromptSession.CTRL_D).exitCode()).isZero();
  }

  @Test
  void thePromptEndsWithTheErrorOfAnEngineThatDoesNotStart() throws Exception {
    PromptSession prompt =
        new PromptSession(
            () -> {
              started.await();
              throw new IOException("no space left");
            },
            history,
            Map.of());
    prompt.await("lake> ");
    prompt.type("SELECT").await("SELECT");

    started.countDown();

    prompt.await("error: no space left");
    assertThat(prompt.exitCode()).isEqualTo(1);
  }

  @Test
  void ctrlCCancelsTheRunningStatement() throws Exception {
    PromptSession prompt = ready();
    prompt.enter("SELECT slow;");
    while (statements.isEmpty()) {
      Thread.sleep(5);
    }

    prompt.type(PromptSession.CTRL_C).await("cancelled");

    cancelled.await();
    prompt.enter("SELECT 1;").await("value of SELECT 1");
  }

  @Test
  void keysTypedWhileAStatementRunsAreKeptAndShownOnce() throws Exception {
    PromptSession prompt = ready();
    prompt.enter("SELECT gate;");
    while (statements.isEmpty()) {
      Thread.sleep(5);
    }
    prompt.enter("SELECT 7;");

    gate.countDown();

    prompt.await("value of SELECT 7");
    assertThat(prompt.output().split("SELECT 7;", -1)).hasSize(2);
  }

  @Test
  void ctrlCAtAnEmptyPromptDoesNotEndIt() throws Exception {
    PromptSession prompt = ready();

    prompt.type(PromptSession.CTRL_C).await("lake> ");
    prompt.type(PromptSession.CTRL_C).await("lake> ");

    prompt.enter("SELECT 1;").await("value of SELECT 1");
  }

  @Test
  void tabCompletesTablesCommandsParametersAndColumnsOfViews() throws Exception {
    PromptSession prompt = ready();

    prompt.type("SELECT * FROM playlist_songs_n" + PromptSession.TAB).await("playlist_songs_now");
    prompt.type(PromptSession.CTRL_C).await("lake> ");
    prompt.type("\\tim" + PromptSession.TAB).await("\\timing");
    prompt.type(PromptSession.CTRL_C).await("lake> ");
    prompt.type("top_artists to" + PromptSession.TAB + PromptSession.TAB).await("top=");
    prompt.type(PromptSession.CTRL_C).await("lake> ");
    prompt.type("\\d songs_ty" + PromptSession.TAB).await("songs_typed");
    prompt.type(PromptSession.CTRL_C).await("lake> ");
    prompt.type("column_of" + PromptSession.TAB).await("column_of_a_view");
  }

  @Test
  void theHistoryIsKeptForTheNextPromptWithoutSecrets() throws Exception {
    PromptSession prompt = ready();
    prompt.enter("SELECT 1;").await("value of SELECT 1");
    prompt.enter("SELECT 'BQDf3kWJv0aZxQmB7tYc2LrPn8sUeHgV';").await("1 row");
    prompt.enter("SELECT 'my password';").await("1 row");
    prompt.enter(" SELECT 'after a space';").await("1 row");
    prompt.enter("\\q").exitCode();

    assertThat(history).content().contains("SELECT 1;").doesNotContain("BQDf", "passw", "space");
    assertThat(Files.getPosixFilePermissions(history)).hasSize(2);

    PromptSession next = ready();
    next.type(PromptSession.UP + PromptSession.UP).await("SELECT 1;");
    next.enter("").await("value of SELECT 1");
  }

  @Test
  void aSavedQueryRunsWithParameters() throws Exception {
    PromptSession prompt = ready();

    prompt.enter("top_artists top=3 playlist='It''s mine'").await("1 row");
    prompt.enter("top_artists;").await("1 row");

    assertThat(statements).hasSize(2);
    assertThat(statements.getFirst()).contains("3 AS top", "'It''s mine' AS playlist");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "top_artist top=3 | no saved query or SQL statement begins with top_artist (did you mean"
            + " top_artists?). \\l lists the saved queries.",
        "top_artists topp=3 | top_artists has no parameter topp (did you mean top?). Its parameters"
            + " are playlist, from_date, to_date, top.",
        "top_artists top=0 | top_artists: top must be a whole number from 1 to 2147483647, not '0'",
        "top_artists top=1 top=2 | top_artists: top is set twice",
        "top_artists playlist=My list | top_artists: expected NAME=VALUE, found list. Use quotes"
            + " for a value with spaces: NAME='A B'.",
        "songs_typed | songs_typed is a view. Type SELECT * FROM songs_typed; or \\d songs_typed",
        "song_history_merge | song_history_merge changes a history table, which the prompt cannot."
            + " Use playlist-lake query song_history_merge",
        "\\tming | unknown command \\tming (did you mean \\timing?). \\? lists the commands.",
        "\\x offf | \\x is offf (did you mean off?), expected off, on, auto",
        "\\format cvs | \\format is cvs, expected table, csv, json, jsonl, markdown",
        "\\pset frmat csv | \\pset has no frmat (did you mean format?). It has expanded, format,"
            + " pager and timing.",
        "\\d song_typed | no table or view is named song_typed (did you mean songs_typed?)",
        "\\o / | /: already exists. \\o only writes new files. Use another name.",
      })
  void anInvalidLineIsAnErrorThatSuggestsASimilarName(String line, String error) throws Exception {
    PromptSession prompt = ready();

    prompt.enter(line).await("error: ");

    assertThat(prompt.await("lake> ").replace("\n", "")).startsWith(error);
    assertThat(statements).isEmpty();
  }

  @Test
  void anUnknownTableOrColumnIsAnErrorThatSuggestsASimilarName() throws Exception {
    PromptSession prompt = ready();

    prompt.enter("SELECT 1 FROM song_typed;");
    prompt.await("error: line 1:15: Table 'a.b.song_typed' does not exist");
    prompt.await(" (did you mean songs_typed?)");
    prompt.enter("SELECT sng_name FROM songs_typed;");
    prompt.await(
        """
        error: line 1:8: Column 'sng_name' cannot be resolved (did you mean song_name?)
        1 | SELECT sng_name FROM songs_typed
          |        ^
        """);
  }

  @Test
  void theColumnsOfATableAreListedWithTheirMeaning() throws Exception {
    PromptSession prompt = ready();

    prompt.enter("\\d songs_typed").await("column     │ type    │ meaning");
    prompt.await("song_name  │ varchar │ ");
    prompt.await("popularity │ bigint  │ ");
    prompt.enter("\\d").await("songs_typed");
  }

  @Test
  void settingsChangeHowResultsArePrinted() throws Exception {
    PromptSession prompt = ready();

    prompt.enter("\\timing off").await("timing is off");
    prompt.enter("\\x").await("expanded is on");
    prompt.enter("SELECT 1;").await("─[ row 1 ]─");
    assertThat(prompt.await("lake> ")).contains("c │ value of SELECT 1\n(1 row)\n").endsWith(")\n");
    prompt.enter("\\pset format csv").await("format is csv");
    prompt.enter("SELECT 1;").await("c\nvalue of SELECT 1\n");
  }

  @Test
  void resultsAreWrittenToANewFile() throws Exception {
    Path file = folder.resolve("results.csv");
    PromptSession prompt = ready();

    prompt.enter("\\format csv").await("format is csv");
    prompt.enter("\\o '" + file + "'").await("lake> ");
    prompt.enter("SELECT 1;").await("lake> ");
    prompt.enter("SELECT wide;").await("lake> ");
    prompt.enter("\\o").await(" has 2 results");
    prompt.enter("SELECT 2;").await("value of SELECT 2");
    prompt.enter("\\o " + file).await(": already exists");

    assertThat(file)
        .content()
        .isEqualTo("c\r\nvalue of SELECT 1\r\nc\r\n" + "x".repeat(200) + "\r\n");
  }

  @Test
  void aResultThatIsTallerThanTheTerminalIsShownInThePager() throws Exception {
    Path paged = folder.resolve("paged");
    started.countDown();
    PromptSession prompt = starting(Map.of("PAGER", "cat > '" + paged + "'"));
    prompt.await("lake> ");

    prompt.enter("SELECT many;").await(" s\n");
    prompt.enter("\\pager off").await("pager is off");
    prompt.enter("SELECT many;").await("row 99");

    assertThat(paged).content().startsWith("c\n").contains("row 0\n", "row 99\n", "(100 rows)");
    assertThat(prompt.output().split("row 50")).hasSize(2);
  }

  @Test
  void aResultIsPrintedIfThePagerIsMissing() throws Exception {
    started.countDown();
    PromptSession prompt = starting(Map.of("PAGER", "no-such-pager 2>/dev/null"));
    prompt.await("lake> ");

    prompt.enter("SELECT many;").await("row 99");
  }

  @Test
  void aWideRowIsCutToTheWidthOfTheTerminal() throws Exception {
    PromptSession prompt = ready();

    prompt.enter("SELECT wide;").await("x".repeat(79) + "…\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"table", "csv", "json", "jsonl", "markdown"})
  void noFormatPrintsControlCharactersOnATerminal(String format) throws Exception {
    PromptSession prompt = ready();
    prompt.enter("\\format " + format).await("format is " + format);

    prompt.enter("SELECT unsafe;").await("evil");

    assertThat(prompt.output()).doesNotContain("\u001B[2J", "\u202E", "\u009B");
  }

  @Test
  void aStatementMayHaveSeveralLines() throws Exception {
    PromptSession prompt = ready();

    prompt.enter("SELECT").await("   -> ");
    prompt.enter("1;").await("1 row");

    assertThat(statements).containsExactly("SELECT\n1");
  }
}
