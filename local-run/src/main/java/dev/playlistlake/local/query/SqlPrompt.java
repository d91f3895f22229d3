package dev.playlistlake.local.query;

import dev.playlistlake.athena.QueriesFile;
import dev.playlistlake.athena.QueryDefinition;
import dev.playlistlake.athena.SqlException;
import dev.playlistlake.athena.SqlResult;
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

/// An interactive prompt for SQL statements. Ctrl-C cancels the line or the running statement, and
/// Ctrl-D ends the prompt. [QueryCommand] runs it in one thread; statements run in threads of their
/// own.
public final class SqlPrompt {
  private static final Set<String> QUIT = Set.of("\\q", "quit", "exit");
  private static final Set<String> LIST = Set.of("\\l", "\\d");
  private static final Set<String> HELP = Set.of("\\?", "\\h", "help");
  private static final String HELP_TEXT =
      """
      An SQL statement ends with ; and may have several lines. Type the name of a saved query to
      run it. Tab completes your input, and the arrow keys recall earlier lines.
        \\l   lists saved queries and views      \\q or Ctrl-D quits
        DESCRIBE songs_typed;   lists columns    Ctrl-C cancels the running statement
      """;

  private final QueryRunner runner;
  private final QueriesFile queries;
  private final String lake;

  /// A prompt.
  ///
  /// @param lake the name of the lake for the first line
  public SqlPrompt(QueryRunner runner, QueriesFile queries, String lake) {
    this.runner = runner;
    this.queries = queries;
    this.lake = lake;
  }

  /// Reads and runs statements until the user quits.
  ///
  /// @param history the file of earlier lines
  /// @return the exit code of the command
  public int run(Path history) throws IOException {
    try (Terminal terminal = TerminalBuilder.builder().name("playlist-lake").build()) {
      SqlCompleter completer = new SqlCompleter(queries, Set.of("\\q", "\\l", "help"));
      LineReader reader = reader(terminal, completer, history);
      Thread.startVirtualThread(() -> addColumns(completer));
      terminal
          .writer()
          .println("Querying " + SafeText.sanitize(lake) + ". Type help for help or \\q to quit.");
      terminal.flush();
      while (next(reader, terminal)) {
        terminal.flush();
      }
      return 0;
    }
  }

  private boolean next(LineReader reader, Terminal terminal) {
    try {
      String typed = reader.readLine("lake> ").strip();
      if (QUIT.contains(withoutSemicolon(typed))) {
        return false;
      }
      execute(typed, terminal);
    } catch (UserInterruptException cancelled) {
      // Ctrl-C cancelled the line.
    } catch (EndOfFileException end) {
      return false;
    }
    return true;
  }

  private LineReader reader(Terminal terminal, SqlCompleter completer, Path history) {
    return LineReaderBuilder.builder()
        .terminal(terminal)
        .parser(new SqlLineParser(this::isComplete))
        .completer(completer)
        .variable(LineReader.HISTORY_FILE, history)
        .variable(LineReader.SECONDARY_PROMPT_PATTERN, "   -> ")
        .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
        .option(LineReader.Option.CASE_INSENSITIVE, true)
        .build();
  }

  private boolean isComplete(String typed) {
    return typed.startsWith("\\") || QUIT.contains(typed) || HELP.contains(typed) || isQuery(typed);
  }

  private boolean isQuery(String typed) {
    return queries.all(QueryDefinition.Kind.QUESTION).stream()
        .anyMatch(query -> query.name().equals(typed));
  }

  private void execute(String typed, Terminal terminal) {
    PrintWriter out = terminal.writer();
    if (HELP.contains(withoutSemicolon(typed))) {
      out.print(HELP_TEXT);
    } else if (LIST.contains(withoutSemicolon(typed))) {
      QueryList.print(queries, out);
    } else if (isQuery(withoutSemicolon(typed))) {
      run(queries.get(withoutSemicolon(typed)).sql(), terminal);
    } else if (typed.startsWith("\\")) {
      out.println("unknown command " + SafeText.sanitize(typed) + ". Type help for help.");
    } else {
      for (String statement : SqlStatements.split(typed)) {
        run(statement, terminal);
      }
    }
  }

  private static String withoutSemicolon(String typed) {
    return typed.endsWith(";") ? typed.substring(0, typed.length() - 1).strip() : typed;
  }

  private void run(String statement, Terminal terminal) {
    long start = System.nanoTime();
    FutureTask<SqlResult> result = new FutureTask<>(() -> runner.engine().run(statement));
    var before = terminal.handle(Terminal.Signal.INT, _ -> result.cancel(true));
    try {
      Thread.startVirtualThread(result);
      runner.format().print(result.get(), terminal.writer());
      terminal.writer().printf("%.1f s%n", (System.nanoTime() - start) / 1e9);
    } catch (CancellationException cancelled) {
      terminal.writer().println("cancelled");
    } catch (ExecutionException failed) {
      terminal.writer().println(describe(failed, statement));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      terminal.handle(Terminal.Signal.INT, before);
    }
  }

  private static String describe(ExecutionException failed, String statement) {
    return failed.getCause() instanceof SqlException error
        ? SqlErrors.describe(error, statement)
        : "error: " + SafeText.sanitize(String.valueOf(failed.getCause()));
  }

  private void addColumns(SqlCompleter completer) {
    String sql = "SELECT DISTINCT column_name FROM information_schema.columns";
    try {
      runner.engine().run(sql).rows().forEach(row -> completer.add(String.valueOf(row.getFirst())));
    } catch (SqlException unknown) {
      // Then columns of views are not completed.
    }
  }
}
