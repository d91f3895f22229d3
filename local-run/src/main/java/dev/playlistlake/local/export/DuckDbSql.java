package dev.playlistlake.local.export;

import dev.playlistlake.athena.QueriesFile;
import dev.playlistlake.athena.QueryDefinition;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The views and saved queries of `queries.sql` in DuckDB's SQL. Most need other names of a few
/// functions. Stateless.
final class DuckDbSql {
  private static final Pattern UNNEST =
      Pattern.compile("UNNEST\\((?<lists>[^()]*)\\)\\s+AS (?<name>\\w+) \\((?<columns>[^()]*)\\)");
  private static final Pattern BETWEEN_LISTS = Pattern.compile(", (?![^\\[]*\\])");
  private static final Map<Pattern, String> REPLACEMENTS = replacements();

  /// Statements that DuckDB runs with another result. A test compares the results of all others.
  static final Set<String> DIFFERENT = Set.of();

  private DuckDbSql() {}

  /// Returns the statements that create the views, and a macro for each saved query, by their names
  /// in file order. DuckDB may reject some.
  static Map<String, String> statements() {
    Map<String, String> statements = new LinkedHashMap<>();
    Set<String> tables =
        ExportedTable.ALL.stream().map(ExportedTable::name).collect(Collectors.toSet());
    for (QueryDefinition view : QueriesFile.ours().all(QueryDefinition.Kind.VIEW)) {
      String name = view.name();
      if (name.endsWith("_typed")) {
        statements.put(
            name, "CREATE VIEW %s AS SELECT * FROM %s".formatted(name, name.replace("_typed", "")));
      } else if (!tables.contains(name)) {
        statements.put(name, "CREATE VIEW %s AS %s".formatted(name, translated(view.viewSql())));
      }
    }
    for (QueryDefinition query : QueriesFile.ours().all(QueryDefinition.Kind.QUESTION)) {
      statements.put(query.name(), macro(query));
    }
    DIFFERENT.forEach(statements::remove);
    return statements;
  }

  private static String macro(QueryDefinition query) {
    String parameters =
        query.parameters().stream()
            .map(parameter -> parameter.name() + " := " + translated(parameter.value()))
            .collect(Collectors.joining(", "));
    String sql = query.sql();
    for (QueryDefinition.Parameter parameter : query.parameters()) {
      sql =
          sql.replaceFirst(
              "(?m)^(\\s*)" + Pattern.quote(parameter.value()) + " AS " + parameter.name() + "\\b",
              "$1" + parameter.name() + " AS " + parameter.name());
    }
    return "CREATE MACRO %s(%s) AS TABLE %s".formatted(query.name(), parameters, translated(sql));
  }

  private static String translated(String sql) {
    // DuckDB's UNNEST takes one list.
    String text =
        UNNEST
            .matcher(sql)
            .replaceAll(
                unnest ->
                    Matcher.quoteReplacement(
                        unnested(unnest.group("lists"), unnest.group("columns"))
                            + " AS "
                            + unnest.group("name")));
    for (Map.Entry<Pattern, String> replacement : REPLACEMENTS.entrySet()) {
      text = replacement.getKey().matcher(text).replaceAll(replacement.getValue());
    }
    return text;
  }

  private static String unnested(String lists, String columns) {
    String[] all = BETWEEN_LISTS.split(lists, -1);
    String[] names = columns.split(", ", -1);
    return IntStream.range(0, all.length)
        .mapToObj(i -> "unnest(%s) AS %s".formatted(all[i], names[i]))
        .collect(Collectors.joining(", ", "LATERAL (SELECT ", ")"));
  }

  private static Map<Pattern, String> replacements() {
    Map<Pattern, String> all = new LinkedHashMap<>();
    all.put(Pattern.compile("\\barray_join\\("), "array_to_string(");
    all.put(Pattern.compile(" / (\\d+)\\b(?![.e])"), " // $1");
    // DuckDB 1.4's count_if is NULL if all values are NULL.
    all.put(
        Pattern.compile("\\bcount_if\\(((?:[^()]|\\([^()]*\\))*)\\)"),
        "count(*) FILTER (WHERE $1)");
    all.put(Pattern.compile("\\bdate_format\\("), "strftime(");
    // The ISO year and week.
    all.put(Pattern.compile("'%x-W%v'"), "'%G-W%V'");
    // A keyword, but not in Trino.
    all.put(Pattern.compile("\\bboth\\b"), "\"both\"");
    all.put(Pattern.compile("\\bcardinality\\("), "len(");
    all.put(Pattern.compile("\\bis_nan\\("), "isnan(");
    all.put(Pattern.compile("\\belement_at\\("), "list_extract(");
    return all;
  }
}
