package dev.playlistlake.local.query;

import dev.playlistlake.athena.Answer;
import dev.playlistlake.athena.NamedSql;
import dev.playlistlake.athena.QueriesFile;
import dev.playlistlake.athena.SqlException;
import dev.playlistlake.model.SafeText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/// Asks a person for statements, as often as wanted, with one start of the engine. Ctrl-C gives up
/// the line or the statement that runs, Ctrl-D leaves.
public final class Prompt {
  private static final Set<String> LEAVE = Set.of("\\q", "quit", "exit");
  private static final Set<String> LIST = Set.of("\\l", "\\d");
  private static final Set<String> HELP = Set.of("\\?", "\\h", "help");
  private static final String WORDS =
      """
      A statement of SQL ends with ; and may have many lines. A query's name asks that query.
      Tab completes, the arrow keys bring back what was typed before.
        \\l   lists queries and views            \\q   leaves, and so does Ctrl-D
        DESCRIBE songs_typed;   lists columns    Ctrl-C gives up what runs
      """;

  private final Asking asking;
  private final QueriesFile queries;
  private final String lake;

  public Prompt(Asking asking, QueriesFile queries, String lake) {
    this.asking = asking;
    this.queries = queries;
    this.lake = lake;
  }

  /// Asks and answers until the person leaves.
  ///
  /// @param history where what was typed is kept
  /// @return the command's exit code
  public int run(Path history) throws IOException {
    try (Terminal terminal = TerminalBuilder.builder().name("playlist-lake").build()) {
      SqlWords words = new SqlWords(queries, Set.of("\\q", "\\l", "help"));
      LineReader reader = reader(terminal, words, history);
      Thread.startVirtualThread(() -> learnColumns(words));
      terminal.writer().println("Asking " + lake + ". help says how, \\q leaves.");
      terminal.flush();
      while (next(reader, terminal)) {
        terminal.flush();
      }
      return 0;
    }
  }

  private boolean next(LineReader reader, Terminal terminal) throws IOException {
    try {
      String typed = reader.readLine("lake> ").strip();
      if (LEAVE.contains(bare(typed))) {
        return false;
      }
      answer(typed, terminal);
    } catch (UserInterruptException dropped) {
      // The line is gone, as was wanted.
    } catch (EndOfFileException end) {
      return false;
    }
    return true;
  }

  private LineReader reader(Terminal terminal, SqlWords words, Path history) {
    return LineReaderBuilder.builder()
        .terminal(terminal)
        .parser(new SqlLines(this::isWhole))
        .completer(words)
        .variable(LineReader.HISTORY_FILE, history)
        .variable(LineReader.SECONDARY_PROMPT_PATTERN, "   -> ")
        .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
        .option(LineReader.Option.CASE_INSENSITIVE, true)
        .build();
  }

  private boolean isWhole(String typed) {
    return typed.startsWith("\\") || LEAVE.contains(typed) || HELP.contains(typed) || isName(typed);
  }

  private boolean isName(String typed) {
    return queries.all(NamedSql.Kind.QUESTION).stream()
        .anyMatch(query -> query.name().equals(typed));
  }

  private void answer(String typed, Terminal terminal) throws IOException {
    PrintWriter out = terminal.writer();
    if (HELP.contains(bare(typed))) {
      out.print(WORDS);
    } else if (LIST.contains(bare(typed))) {
      QueryList.print(queries, out);
    } else if (isName(bare(typed))) {
      ask(queries.get(bare(typed)).sql(), terminal);
    } else if (typed.startsWith("\\")) {
      out.println("unknown: " + SafeText.sanitize(typed) + "; help says what there is");
    } else {
      for (String statement : Statements.of(typed)) {
        ask(statement, terminal);
      }
    }
  }

  private static String bare(String typed) {
    return typed.endsWith(";") ? typed.substring(0, typed.length() - 1).strip() : typed;
  }

  private void ask(String statement, Terminal terminal) throws IOException {
    long start = System.nanoTime();
    FutureTask<Answer> answer = new FutureTask<>(() -> asking.engine().run(statement));
    var before = terminal.handle(Terminal.Signal.INT, _ -> answer.cancel(true));
    try {
      Thread.startVirtualThread(answer);
      asking.format().print(answer.get(), terminal.writer());
      terminal.writer().printf("%.1f s%n", (System.nanoTime() - start) / 1e9);
    } catch (CancellationException givenUp) {
      terminal.writer().println("given up");
    } catch (ExecutionException failed) {
      terminal.writer().println(words(failed, statement));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      terminal.handle(Terminal.Signal.INT, before);
    }
  }

  private static String words(ExecutionException failed, String statement) {
    return failed.getCause() instanceof SqlException refused
        ? SqlTrouble.words(refused, statement)
        : "error: " + failed.getCause();
  }

  private void learnColumns(SqlWords words) {
    String sql = "SELECT DISTINCT column_name FROM information_schema.columns";
    try {
      asking.engine().run(sql).rows().forEach(row -> words.add(String.valueOf(row.getFirst())));
    } catch (SqlException unknown) {
      // Fewer words are completed.
    }
  }
}
