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
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/// The command `query`: runs SQL on a lake.
@Command(
    name = "query",
    mixinStandardHelpOptions = true,
    description =
        "Queries a lake in SQL: by name, with your own statements (-e, -f or standard input), or at"
            + " a prompt. The engine is Trino, which Athena runs too.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  playlist-lake query --list",
      "  playlist-lake query top_artists -p top=10",
      "  playlist-lake query --format csv -e 'SELECT * FROM playlists_typed' > playlists.csv",
      "  playlist-lake query < report.sql",
      "  playlist-lake query                # a prompt, on a terminal"
    })
public final class QueryCommand extends CliCommand {
  @Mixin private final EngineOptions options = new EngineOptions();

  /// One of these, or none for the prompt or for statements on standard input.
  private static final class Question {
    @Parameters(
        index = "0",
        arity = "0..1",
        paramLabel = "NAME",
        description = "The name of a query. --list shows them.")
    private @Nullable String name;

    @Option(
        names = {"-e", "--execute"},
        paramLabel = "SQL",
        description = "SQL statements, with a ; between them.")
    private @Nullable String sql;

    @Option(
        names = {"-f", "--file"},
        paramLabel = "FILE",
        description = "A file of SQL statements. - is standard input.")
    private @Nullable Path file;

    @Option(
        names = {"-l", "--list"},
        description = "List the queries and views.")
    private boolean list;
  }

  @ArgGroup private @Nullable Question question;

  @Option(
      names = {"-p", "--parameter"},
      paramLabel = "NAME=VALUE",
      description = "Another value for a parameter of a query by name.")
  private List<String> parameters = List.of();

  @Option(
      names = "--format",
      defaultValue = "TABLE",
      description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private ResultFormat format = ResultFormat.TABLE;

  private final EngineLauncher engines;
  private final QueriesFile queries = QueriesFile.ours();

  private final StandardInput input;

  public QueryCommand(EngineLauncher engines, StandardInput input) {
    this.engines = engines;
    this.input = input;
  }

  @Override
  public Integer call() throws IOException {
    Question asked = question == null ? new Question() : question;
    if (!parameters.isEmpty() && asked.name == null) {
      throw wrong("-p is for queries by name");
    }
    boolean nothing = asked.name == null && asked.sql == null && asked.file == null;
    boolean prompts = nothing && isConsole();
    if (asked.list || (nothing && !prompts && input.isTerminal().getAsBoolean())) {
      QueryList.print(queries, out());
      return 0;
    }
    Map<String, String> values = values();
    List<String> statements = prompts ? List.of() : statements(asked, values);
    return engines.run(
        options,
        engine -> {
          QueryRunner runner = new QueryRunner(engine, format, out(), err());
          if (prompts) {
            return new SqlPrompt(runner, queries, options.title()).run(HistoryFile.make());
          }
          boolean succeeded =
              asked.name == null
                  ? runner.runAll(statements)
                  : runner.runNamed(statements.getFirst(), values.getOrDefault("playlist", ""));
          return succeeded ? 0 : 1;
        });
  }

  private List<String> statements(Question asked, Map<String, String> values) throws IOException {
    if (asked.name != null) {
      return List.of(named(asked.name, values).sql());
    }
    return asked.sql != null ? statements(asked.sql, "-e") : statements(asked.file);
  }

  private List<String> statements(@Nullable Path file) throws IOException {
    boolean isFile = file != null && !file.toString().equals("-");
    String place = isFile ? String.valueOf(file) : "standard input";
    byte[] bytes =
        isFile ? Files.readAllBytes(Objects.requireNonNull(file)) : input.stream().readAllBytes();
    try {
      String sql = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return statements(sql.startsWith("\uFEFF") ? sql.substring(1) : sql, place);
    } catch (CharacterCodingException notText) {
      throw new IOException(place + ": not text in UTF-8", notText);
    }
  }

  private List<String> statements(String sql, String place) {
    List<String> statements = SqlStatements.split(sql);
    if (statements.isEmpty()) {
      throw wrong(
          "no SQL statement in %s: name a query (`playlist-lake query --list` lists all), or use -e SQL, -f FILE or standard input"
              .formatted(place));
    }
    return statements;
  }

  private Map<String, String> values() {
    Map<String, String> values = new LinkedHashMap<>();
    for (String parameter : parameters) {
      String[] parts = parameter.split("=", 2);
      if (parts.length < 2) {
        throw wrong("-p takes NAME=VALUE, not '" + parameter + "'");
      }
      if (values.put(parts[0], parts[1]) != null) {
        throw wrong("-p has two values for " + parts[0]);
      }
    }
    return values;
  }

  private QueryDefinition named(String name, Map<String, String> values) {
    try {
      QueryDefinition named = queries.get(name);
      switch (named.kind()) {
        case VIEW ->
            throw wrong(name + " is a view: query it with -e 'SELECT * FROM " + name + "'");
        case HISTORY -> {
          if (options.local() && named.sql().startsWith("CREATE")) {
            throw wrong(
                name + " is for Athena: on this machine song_history_merge creates the table");
          }
          options.keepHistory();
        }
        case QUESTION -> {}
      }
      return named.with(values);
    } catch (IllegalArgumentException unknown) {
      throw wrong(unknown.getMessage() + "; `playlist-lake query --list` lists all");
    }
  }

  private ParameterException wrong(String words) {
    return usageError(SafeText.sanitize(words));
  }

  /// Whether a person can be asked: both input and output are a terminal.
  private static boolean isConsole() {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
  }
}
