package dev.playlistlake.local.query;

import dev.playlistlake.athena.HistoryErasure;
import dev.playlistlake.athena.QueriesFile;
import dev.playlistlake.athena.QueryDefinition;
import dev.playlistlake.athena.SimilarNames;
import dev.playlistlake.athena.SqlEngine;
import dev.playlistlake.athena.SqlException;
import dev.playlistlake.athena.SqlResult;
import dev.playlistlake.athena.SqlText;
import dev.playlistlake.local.cli.CommandException;
import dev.playlistlake.model.Column;
import dev.playlistlake.model.SafeText;
import dev.playlistlake.model.Table;
import dev.playlistlake.model.Tables;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The tables and views of a lake: their list, their columns, and the names that are similar to an
/// unknown one. The prompt and [QueryRunner] use it. Threads may share it.
final class LakeTables {
  private static final Pattern UNKNOWN_TABLE =
      Pattern.compile("(?i)\\b(?:table|view) '?(?:[\\w-]+\\.)*(?<name>\\w+)'? does not exist");
  private static final Pattern UNKNOWN_COLUMN =
      Pattern.compile("(?i)\\bcolumn '(?:\\w+\\.)*(?<name>\\w+)' cannot be resolved");
  private static final Pattern WORD = Pattern.compile("\\w+");
  private static final String TYPED = "_typed";

  private final Map<String, String> comments = new LinkedHashMap<>();
  private final Map<String, String> kinds = new LinkedHashMap<>();

  LakeTables(QueriesFile queries) {
    Tables.ALL.forEach(table -> add(table.name(), "table", table.meaning()));
    for (QueryDefinition view : queries.all(QueryDefinition.Kind.VIEW)) {
      add(view.name(), "view", view.comment());
    }
    HistoryErasure.TABLES.forEach(
        name ->
            add(name, "table", "Rows of all snapshots in Parquet. " + name + "_merge adds rows."));
  }

  private void add(String name, String kind, String comment) {
    kinds.put(name, kind);
    comments.put(name, comment);
  }

  Collection<String> names() {
    return kinds.keySet();
  }

  /// Returns the list of the tables and views.
  SqlResult list() {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    kinds.forEach(
        (name, kind) -> rows.add(Arrays.asList(name, kind, comments.getOrDefault(name, ""))));
    return result(List.of("name", "kind", "rows"), rows);
  }

  /// Returns the columns of a table or view with their types and meanings.
  ///
  /// @throws CommandException when it does not exist
  SqlResult describe(String typed, SqlEngine engine) {
    String name = typed.replace("\"", "").toLowerCase(Locale.ROOT);
    SqlResult columns =
        engine.run(
            "SELECT column_name, data_type FROM information_schema.columns WHERE table_schema <>"
                + " 'information_schema' AND table_name = %s ORDER BY ordinal_position"
                    .formatted(SqlText.literal(name)));
    if (columns.rows().isEmpty()) {
      throw new CommandException(
          "no table or view is named " + SafeText.sanitize(typed) + suggestion(typed, names()));
    }
    Map<String, String> meanings = meanings(name);
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (List<@Nullable Object> row : columns.rows()) {
      String column = String.valueOf(row.get(0));
      rows.add(
          Arrays.asList(column, String.valueOf(row.get(1)), meanings.getOrDefault(column, "")));
    }
    return result(List.of("column", "type", "meaning"), rows);
  }

  private static SqlResult result(List<String> names, List<List<@Nullable Object>> rows) {
    return SqlResult.of(
        names.stream().map(name -> new SqlResult.Column(name, "varchar")).toList(), rows);
  }

  /// The columns of a view whose name ends with `_typed` are those of its table.
  private static Map<String, String> meanings(String name) {
    String table = name.endsWith(TYPED) ? name.substring(0, name.length() - TYPED.length()) : name;
    Map<String, String> meanings = new LinkedHashMap<>();
    for (Table<?> found : Tables.ALL) {
      if (found.name().equals(table)) {
        for (Column<?> column : found.columns()) {
          meanings.put(column.name(), column.meaning().replace("`", ""));
        }
      }
    }
    return meanings;
  }

  /// Returns ` (did you mean x?)` for an error that names an unknown table or column, otherwise
  /// empty text.
  ///
  /// @param sql the statement that failed
  /// @param engine has the columns of the tables that the statement reads
  String suggestion(SqlException failed, String sql, SqlEngine engine) {
    String message = String.valueOf(failed.getMessage());
    Optional<String> table = name(UNKNOWN_TABLE, message);
    if (table.isPresent()) {
      return suggestion(table.get(), names());
    }
    return name(UNKNOWN_COLUMN, message)
        .map(column -> suggestion(column, columns(sql, engine)))
        .orElse("");
  }

  private static Optional<String> name(Pattern pattern, String message) {
    Matcher found = pattern.matcher(message);
    return found.find() ? Optional.of(found.group("name")) : Optional.empty();
  }

  private static String suggestion(String typed, Collection<String> names) {
    return names.isEmpty() ? "" : SimilarNames.suggestion(typed, names);
  }

  /// Returns the columns of the tables and views whose names are in the statement.
  private List<String> columns(String sql, SqlEngine engine) {
    List<String> tables =
        WORD.matcher(sql.toLowerCase(Locale.ROOT))
            .results()
            .map(word -> word.group())
            .filter(kinds::containsKey)
            .distinct()
            .toList();
    if (tables.isEmpty()) {
      return List.of();
    }
    return columns(
        engine, "table_schema <> 'information_schema' AND " + SqlText.in("table_name", tables));
  }

  /// Returns the columns of all tables and views.
  static List<String> columns(SqlEngine engine) {
    return columns(engine, "table_schema <> 'information_schema'");
  }

  private static List<String> columns(SqlEngine engine, String condition) {
    try {
      return engine
          .run("SELECT DISTINCT column_name FROM information_schema.columns WHERE " + condition)
          .rows()
          .stream()
          .map(row -> String.valueOf(row.getFirst()))
          .sorted()
          .toList();
    } catch (SqlException unknown) {
      return List.of();
    }
  }
}
