package dev.playlistlake.local.query;

import dev.playlistlake.athena.QueriesFile;
import dev.playlistlake.athena.QueryDefinition;
import dev.playlistlake.athena.SimilarNames;
import dev.playlistlake.athena.SqlException;
import dev.playlistlake.athena.SqlResult;
import dev.playlistlake.local.cli.CommandException;
import dev.playlistlake.local.cli.FileErrors;
import dev.playlistlake.local.cli.ProgressLine;
import dev.playlistlake.local.engine.EngineLauncher;
import dev.playlistlake.local.engine.StartingEngine;
import dev.playlistlake.model.SafeText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;

/// An interactive prompt for SQL statements, saved queries and commands. It accepts input while the
/// engine starts; statements wait for the engine. Ctrl-C clears the line or cancels the running
/// statement, and Ctrl-D ends the prompt. [QueryCommand] runs it in one thread; statements run in
/// threads of their own.
final class SqlPrompt {
  private final StartingEngine engine;
  private final QueriesFile queries;
  private final LakeTables tables;
  private final ResultPrinter printer;
  private final Terminal terminal;
  private final PrintWriter err;
  private final PromptCommands commands;
  private final Set<String> names = new LinkedHashSet<>();
  private final Semaphore running = new Semaphore(1);

  /// A prompt.
  ///
  /// @param terminal reads the input and shows the output; the caller closes it
  /// @param err standard error, for the progress of statements
  SqlPrompt(
      StartingEngine engine,
      QueriesFile queries,
      ResultPrinter printer,
      Terminal terminal,
      PrintWriter err) {
    this.engine = engine;
    this.queries = queries;
    this.tables = new LakeTables(queries);
    this.printer = printer;
    this.terminal = terminal;
    this.err = err;
    this.commands = new PromptCommands(printer, queries, tables, terminal.writer());
    for (QueryDefinition.Kind kind : QueryDefinition.Kind.values()) {
      queries.all(kind).forEach(query -> names.add(query.name()));
    }
  }

  /// Reads and runs statements until the user quits.
  ///
  /// @param lake the name of the lake for the first line
  /// @param history the file of earlier lines
  /// @return the exit code of the command
  int run(String lake, Path history) throws IOException {
    // Otherwise Ctrl-C between two lines would end the program.
    terminal.handle(Terminal.Signal.INT, _ -> {});
    SqlCompleter completer = new SqlCompleter(queries, tables.names());
    LineReader reader = reader(completer, history);
    Thread prompt = Thread.currentThread();
    Thread.startVirtualThread(() -> awaitStart(completer, prompt));
    out().println("Querying " + SafeText.sanitize(lake) + ". Type help for help or \\q to quit.");
    terminal.flush();
    while (engine.failure().isEmpty() && next(reader)) {
      terminal.flush();
    }
    printer.redirect(Optional.empty());
    Optional<String> failure = engine.failure();
    failure.ifPresent(text -> out().println("error: " + SafeText.sanitize(text)));
    terminal.flush();
    return failure.isEmpty() ? 0 : 1;
  }

  private PrintWriter out() {
    return terminal.writer();
  }

  private boolean next(LineReader reader) {
    try {
      String typed = reader.readLine("lake> ").strip();
      if (PromptCommands.QUIT.contains(SavedQueryCall.withoutSemicolon(typed))) {
        return false;
      }
      execute(typed);
    } catch (UserInterruptException cancelled) {
      // Ctrl-C cleared the line, or the engine did not start.
    } catch (EndOfFileException end) {
      return false;
    }
    return true;
  }

  private LineReader reader(SqlCompleter completer, Path history) {
    return LineReaderBuilder.builder()
        .terminal(terminal)
        .parser(new SqlLineParser(this::isComplete))
        .completer(completer)
        .history(new PromptHistory())
        .variable(LineReader.HISTORY_FILE, history)
        .variable(LineReader.SECONDARY_PROMPT_PATTERN, "   -> ")
        .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
        .option(LineReader.Option.CASE_INSENSITIVE, true)
        .build();
  }

  private boolean isComplete(String typed) {
    try {
      return PromptCommands.isCommand(typed) || SavedQueryCall.parse(typed, names).isPresent();
    } catch (IllegalArgumentException invalid) {
      return true;
    }
  }

  private void execute(String typed) {
    String text = SavedQueryCall.withoutSemicolon(typed);
    try {
      Optional<SavedQueryCall> call = SavedQueryCall.parse(typed, names);
      if (text.startsWith(PromptCommands.DESCRIBE + " ")) {
        describe(text.substring(PromptCommands.DESCRIBE.length()).strip());
      } else if (PromptCommands.isCommand(typed)) {
        commands.run(text);
      } else if (call.isPresent()) {
        run(call.get());
      } else {
        run(typed);
      }
    } catch (CommandException invalid) {
      out().println("error: " + invalid.getMessage());
    } catch (IllegalArgumentException invalid) {
      out().println("error: " + SafeText.sanitize(String.valueOf(invalid.getMessage())));
    } catch (IOException failed) {
      out().println("error: " + SafeText.sanitize(FileErrors.of(failed)));
    }
  }

  private void run(SavedQueryCall call) throws IOException {
    if (!names.contains(call.name())) {
      List<String> known = new ArrayList<>(names);
      known.addAll(SqlCompleter.KEYWORDS);
      throw new IllegalArgumentException(
          "no saved query or SQL statement begins with %s%s. \\l lists the saved queries."
              .formatted(call.name(), SimilarNames.suggestion(call.name(), known)));
    }
    QueryDefinition query = queries.get(call.name());
    switch (query.kind()) {
      case VIEW ->
          throw new IllegalArgumentException(
              "%1$s is a view. Type SELECT * FROM %1$s; or \\d %1$s".formatted(call.name()));
      case HISTORY ->
          throw new IllegalArgumentException(
              "%1$s changes a history table, which the prompt cannot. Use playlist-lake query %1$s"
                  .formatted(call.name()));
      case QUESTION, CHECK -> {
        String sql = query.with(call.parameters()).sql();
        String playlist = call.parameters().getOrDefault("playlist", "");
        runAndPrint(
            () -> QueryRunner.named(engine, sql, playlist),
            failed -> SqlErrors.describe(failed, sql, ""));
      }
    }
  }

  private void describe(String table) throws IOException {
    runAndPrint(() -> tables.describe(table, engine), failed -> SqlErrors.describe(failed, "", ""));
  }

  /// Runs the statements of a line and stops at the first one that fails.
  private void run(String typed) throws IOException {
    for (SqlStatements.Statement statement : SqlStatements.split(typed)) {
      String sql = statement.sql();
      boolean succeeded =
          runAndPrint(
              () -> engine.run(sql),
              failed -> SqlErrors.describe(failed, sql, tables.suggestion(failed, sql, engine)));
      if (!succeeded) {
        return;
      }
    }
  }

  private boolean runAndPrint(Callable<SqlResult> statement, ErrorText error) throws IOException {
    long start = System.nanoTime();
    Optional<SqlResult> result = await(statement, error);
    double seconds = (System.nanoTime() - start) / 1e9;
    if (result.isPresent()) {
      printer.print(result.get());
      if (commands.showsTime()) {
        out().printf("%.1f s%n", seconds);
      }
    }
    return result.isPresent();
  }

  private interface ErrorText {
    String of(SqlException failed);
  }

  /// Runs a statement in a thread of its own, so that Ctrl-C can cancel it, and prints its error.
  /// Keys that are typed meanwhile are shown by the next prompt, and not by the terminal.
  ///
  /// @return the result, or empty if the statement failed or was cancelled
  private Optional<SqlResult> await(Callable<SqlResult> statement, ErrorText text) {
    FutureTask<SqlResult> result = new FutureTask<>(() -> describing(statement, text));
    Terminal.SignalHandler before = terminal.handle(Terminal.Signal.INT, _ -> result.cancel(true));
    boolean echoes = terminal.echo(false);
    terminal.flush();
    running.acquireUninterruptibly();
    try (ProgressLine _ = ProgressLine.start(err, this::progress)) {
      Thread.startVirtualThread(result);
      return Optional.of(result.get());
    } catch (CancellationException cancelled) {
      out().println("cancelled");
    } catch (ExecutionException failed) {
      // The error of an engine that did not start is printed when the prompt ends.
      if (engine.failure().isEmpty()) {
        print(Objects.requireNonNull(failed.getCause()));
      }
    } catch (InterruptedException engineFailed) {
      // The prompt ends.
    } finally {
      running.release();
      terminal.echo(echoes);
      terminal.handle(Terminal.Signal.INT, before);
    }
    return Optional.empty();
  }

  /// Runs a statement. The description of its error may need another statement.
  private static SqlResult describing(Callable<SqlResult> statement, ErrorText text)
      throws Exception {
    try {
      return statement.call();
    } catch (SqlException failed) {
      throw new DescribedException(text.of(failed), failed);
    }
  }

  /// An error of a statement with its description, which is safe to print.
  private static final class DescribedException extends Exception {
    private static final long serialVersionUID = 1L;

    private DescribedException(String description, SqlException cause) {
      super(description, cause);
    }
  }

  private void print(Throwable failure) {
    out()
        .println(
            switch (failure) {
              case DescribedException described -> described.getMessage();
              case CommandException command -> "error: " + command.getMessage();
              default -> "error: " + SafeText.sanitize(failure);
            });
  }

  private String progress() {
    return engine.isStarting() ? EngineLauncher.STARTING : QueryRunner.progress(engine);
  }

  /// Adds the columns of the views to the completion when the engine has started. If it did not
  /// start, ends the prompt.
  private void awaitStart(SqlCompleter completer, Thread prompt) {
    try {
      engine.await();
      if (engine.failure().isPresent()) {
        prompt.interrupt();
      } else {
        // The user's first statement comes first.
        running.acquire();
        running.release();
        LakeTables.columns(engine).forEach(completer::add);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
