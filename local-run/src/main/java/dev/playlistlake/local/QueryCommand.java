package dev.playlistlake.local;

import dev.playlistlake.athena.NamedSql;
import dev.playlistlake.athena.QueriesFile;
import dev.playlistlake.athena.SqlEngine;
import dev.playlistlake.local.query.AnswerFormat;
import dev.playlistlake.local.query.Asking;
import dev.playlistlake.local.query.Prompt;
import dev.playlistlake.local.query.QueryList;
import dev.playlistlake.local.query.Statements;
import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Questions to a lake in SQL.
@Command(
    name = "query",
    mixinStandardHelpOptions = true,
    description =
        "Asks a lake in SQL: by name, with statements of your own, or at a prompt. The engine is"
            + " Trino, which is also what Athena runs.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  playlist-lake query --list",
      "  playlist-lake query top_artists -p top=10",
      "  playlist-lake query --format csv -e 'SELECT * FROM playlists_typed' > playlists.csv",
      "  playlist-lake query                # a prompt, on a terminal"
    })
final class QueryCommand implements Callable<Integer> {
  @Mixin private final EngineOptions options = new EngineOptions();

  /// One of them, or none for the prompt.
  private static final class Question {
    @Parameters(
        index = "0",
        arity = "0..1",
        paramLabel = "NAME",
        description = "A query by its name; --list has them.")
    private @Nullable String name;

    @Option(
        names = {"-e", "--execute"},
        paramLabel = "SQL",
        description = "Statements, with a ; between them.")
    private @Nullable String sql;

    @Option(
        names = {"-f", "--file"},
        paramLabel = "FILE",
        description = "A file of statements; - for standard input.")
    private @Nullable Path file;

    @Option(
        names = {"-l", "--list"},
        description = "List what can be asked by name.")
    private boolean list;
  }

  @ArgGroup private @Nullable Question question;

  @Option(
      names = {"-p", "--parameter"},
      paramLabel = "NAME=VALUE",
      description = "Another value for a parameter of a query asked by name.")
  private Map<String, String> parameters = new LinkedHashMap<>();

  @Option(
      names = "--format",
      defaultValue = "TABLE",
      description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private AnswerFormat format = AnswerFormat.TABLE;

  @Spec private @Nullable CommandSpec spec;

  private final Engines engines;
  private final QueriesFile queries = QueriesFile.ours();

  QueryCommand(Engines engines) {
    this.engines = engines;
  }

  @Override
  public Integer call() throws IOException {
    Question asked = question == null ? new Question() : question;
    if (!parameters.isEmpty() && asked.name == null) {
      throw wrong("-p is for queries that are asked by name");
    }
    boolean nothing = asked.name == null && asked.sql == null && asked.file == null;
    if (asked.list || (nothing && !isTerminal())) {
      QueryList.print(queries, spec().commandLine().getOut());
      return 0;
    }
    NamedSql named = asked.name == null ? null : named(asked.name);
    return engines.run(
        options,
        engine -> {
          if (nothing) {
            return new Prompt(asking(engine), queries, options.title()).run(HistoryFile.make());
          }
          return asking(engine).all(statements(asked, named)) ? 0 : 1;
        });
  }

  private Asking asking(SqlEngine engine) {
    return new Asking(engine, format, spec().commandLine().getOut(), spec().commandLine().getErr());
  }

  private static List<String> statements(Question asked, @Nullable NamedSql named)
      throws IOException {
    if (named != null) {
      return List.of(named.sql());
    }
    Path file = asked.file;
    if (file == null) {
      return Statements.of(Objects.requireNonNull(asked.sql));
    }
    return Statements.of(
        file.toString().equals("-")
            ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
            : Files.readString(file));
  }

  private NamedSql named(String name) {
    try {
      NamedSql named = queries.get(name);
      switch (named.kind()) {
        case VIEW ->
            throw wrong(name + " is no query: ask it with -e 'SELECT * FROM " + name + "'");
        case HISTORY -> {
          if (options.local() && named.sql().startsWith("CREATE")) {
            throw wrong(
                name + " is for Athena: on this machine song_history_merge makes the table");
          }
          options.keepHistory();
        }
        case QUESTION -> {}
      }
      return named.with(parameters);
    } catch (IllegalArgumentException unknown) {
      throw wrong(unknown.getMessage() + "; `playlist-lake query --list` lists all");
    }
  }

  private ParameterException wrong(String words) {
    return new ParameterException(spec().commandLine(), words);
  }

  private static boolean isTerminal() {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
  }

  private CommandSpec spec() {
    return Objects.requireNonNull(spec);
  }
}
