package dev.playlistlake.local.query;

import dev.playlistlake.athena.QueriesFile;
import dev.playlistlake.athena.QueryDefinition;
import dev.playlistlake.local.cli.CliCommand;
import dev.playlistlake.local.cli.StandardInput;
import dev.playlistlake.local.engine.EngineLauncher;
import dev.playlistlake.local.engine.EngineOptions;
import dev.playlistlake.model.SafeText;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/// The command `query`: runs SQL on a lake. The command runs in one thread.
@Command(
    name = "query",
    mixinStandardHelpOptions = true,
    description =
        "Runs SQL on a lake: a saved query, your own statements (-e, -f or standard input), or"
            + " statements that you type at a prompt. The engine is Trino, which Athena also uses.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  playlist-lake query --list",
      "  playlist-lake query top_artists -p top=10",
      "  playlist-lake query churn -p 'playlist=Road Trip' -p from_date=2026-01-01",
      "  playlist-lake query --format csv -e 'SELECT * FROM playlists_typed' > playlists.csv",
      "  playlist-lake query < report.sql",
      "  playlist-lake query                # a prompt, on a terminal"
    })
public final class QueryCommand extends CliCommand {
  /// The exit code of a shell for a command that Ctrl-C ended.
  private static final int INTERRUPTED = 130;

  @Mixin private final EngineOptions options = new EngineOptions();

  /// The statements to run. Without any of these options, statements are read from standard input
  /// or at a prompt.
  private static final class Source {
    @Parameters(
        index = "0",
        arity = "0..1",
        paramLabel = "NAME",
        description = "The name of a saved query. --list lists them.")
    private @Nullable String name;

    @Option(
        names = {"-e", "--execute"},
        paramLabel = "SQL",
        description = "SQL statements, separated by semicolons.")
    private @Nullable String sql;

    @Option(
        names = {"-f", "--file"},
        paramLabel = "FILE",
        description = "A file of SQL statements. - means standard input.")
    private @Nullable Path file;

    @Option(
        names = {"-l", "--list"},
        description = "List the saved queries and the views.")
    private boolean list;
  }

  @ArgGroup private @Nullable Source source;

  @Option(
      names = {"-p", "--parameter"},
      paramLabel = "NAME=VALUE",
      description =
          "Set a parameter of a saved query. The value of playlist is the ID or the name of a"
              + " playlist; a name selects every playlist that has it.")
  private List<String> parameters = List.of();

  @Option(
      names = "--format",
      defaultValue = "TABLE",
      description = "The output format: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private ResultFormat format = ResultFormat.TABLE;

  private final EngineLauncher engines;
  private final StandardInput input;

  /// A command that opens engines with this launcher and reads this standard input.
  public QueryCommand(EngineLauncher engines, StandardInput input) {
    this.engines = engines;
    this.input = input;
  }

  @Override
  public Integer call() throws IOException {
    options.requireConsistent();
    Source chosen = source == null ? new Source() : source;
    if (!parameters.isEmpty() && chosen.name == null) {
      throw usage("-p requires the name of a saved query");
    }
    boolean nothing = chosen.name == null && chosen.sql == null && chosen.file == null;
    boolean prompts = nothing && isConsole();
    if (chosen.list || (nothing && !prompts && input.isTerminal().getAsBoolean())) {
      QueryList.print(QueriesFile.ours(), out());
      return 0;
    }
    if (prompts) {
      return prompt();
    }
    Map<String, String> values = values();
    if (chosen.name != null) {
      QueryDefinition query = named(chosen.name, values);
      String playlist = values.getOrDefault("playlist", "");
      return run(runner -> runner.runNamed(query.sql(), playlist));
    }
    String place = place(chosen);
    String text = chosen.sql != null ? chosen.sql : text(chosen.file, place);
    List<SqlStatements.Statement> statements = SqlStatements.split(text);
    if (statements.isEmpty()) {
      throw usage(
          "%s: no SQL statement. Use the name of a saved query (`playlist-lake query --list` lists them), -e SQL, -f FILE or standard input."
              .formatted(place));
    }
    return run(runner -> runner.runAll(statements, text, place));
  }

  private int prompt() throws IOException {
    PrintWriter err = err();
    return engines.runWhileStarting(
        options,
        engine -> {
          try (Terminal terminal = terminal()) {
            ResultPrinter printer = printer(terminal.writer(), Optional.of(terminal));
            return new SqlPrompt(engine, QueriesFile.ours(), printer, terminal, err)
                .run(options.title(), HistoryFile.create());
          }
        });
  }

  private interface Statements {
    boolean run(QueryRunner runner) throws IOException;
  }

  private int run(Statements statements) throws IOException {
    PrintWriter err = err();
    try (Terminal terminal = isConsole() ? terminal() : null) {
      if (terminal != null) {
        // The terminal replaced Java's own handler, which runs the shutdown hooks.
        terminal.handle(Terminal.Signal.INT, _ -> System.exit(INTERRUPTED));
      }
      ResultPrinter printer = printer(out(), Optional.ofNullable(terminal));
      return engines.run(
          options,
          engine -> {
            LakeTables tables = new LakeTables(QueriesFile.ours());
            return statements.run(new QueryRunner(engine, tables, printer, err)) ? 0 : 1;
          });
    }
  }

  private static Terminal terminal() throws IOException {
    return TerminalBuilder.builder().name("playlist-lake").build();
  }

  /// Returns the printer of results. A dumb terminal cannot show a pager.
  private ResultPrinter printer(PrintWriter out, Optional<Terminal> terminal) {
    return new ResultPrinter(
        format,
        out,
        terminal.filter(shows -> !shows.getType().startsWith(Terminal.TYPE_DUMB)),
        new Pager(System.getenv()));
  }

  private static String place(Source chosen) {
    if (chosen.sql != null) {
      return "-e";
    }
    return isFile(chosen.file) ? String.valueOf(chosen.file) : "standard input";
  }

  private static boolean isFile(@Nullable Path file) {
    return file != null && !file.toString().equals("-");
  }

  private String text(@Nullable Path file, String place) throws IOException {
    byte[] bytes =
        isFile(file)
            ? Files.readAllBytes(Objects.requireNonNull(file))
            : input.stream().readAllBytes();
    try {
      String sql = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return sql.startsWith("\uFEFF") ? sql.substring(1) : sql;
    } catch (CharacterCodingException notText) {
      throw new IOException(place + ": is not UTF-8 text", notText);
    }
  }

  private Map<String, String> values() {
    Map<String, String> values = new LinkedHashMap<>();
    for (String parameter : parameters) {
      String[] parts = parameter.split("=", 2);
      if (parts.length < 2) {
        throw usage("-p is '" + parameter + "', expected NAME=VALUE");
      }
      if (values.put(parts[0], parts[1]) != null) {
        throw usage("-p sets " + parts[0] + " twice");
      }
    }
    return values;
  }

  private QueryDefinition named(String name, Map<String, String> values) {
    QueryDefinition query = named(name);
    switch (query.kind()) {
      case VIEW ->
          throw usage(name + " is a view, not a saved query. Use -e 'SELECT * FROM " + name + "'.");
      case HISTORY -> {
        if (options.local() && query.sql().startsWith("CREATE")) {
          throw usage(
              name
                  + " is for Athena only. On this machine, "
                  + name.replace("_create", "_merge")
                  + " creates the table.");
        }
        options.keepHistory();
      }
      case QUESTION, CHECK -> {}
    }
    try {
      return query.with(values);
    } catch (IllegalArgumentException invalid) {
      throw usage(String.valueOf(invalid.getMessage()));
    }
  }

  private QueryDefinition named(String name) {
    try {
      return QueriesFile.ours().get(name);
    } catch (IllegalArgumentException unknown) {
      throw usage(unknown.getMessage() + ". `playlist-lake query --list` lists all.");
    }
  }

  private ParameterException usage(String message) {
    return usageError(SafeText.sanitize(message));
  }

  /// Returns whether both standard input and standard output are a terminal.
  private static boolean isConsole() {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
  }
}
