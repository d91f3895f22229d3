package dev.playlistlake.athena;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A statement of `queries.sql`: its name, what the comment under the name says, and its text.
///
/// @param comment what it answers and what a row is, as one line of prose
public record NamedSql(String name, String comment, String sql) {
  private static final Pattern VIEW =
      Pattern.compile("(?s)CREATE OR REPLACE VIEW (\\w+) AS\\s+(.*)");
  private static final Pattern PARAMETERS =
      Pattern.compile("(?s)parameters AS \\(\\s*SELECT\\n(?<list>.*?)\\n\\s*\\)");
  private static final Pattern PARAMETER =
      Pattern.compile("(?m)^(\\s*)(?<value>\\S.*?) AS (?<name>\\w+)(?<rest>,?\\s*(--.*)?)$");

  /// What a statement is for.
  public enum Kind {
    /// A view: the part of the catalog that questions are asked of.
    VIEW,
    /// Answers something, and changes nothing.
    QUESTION,
    /// Keeps the history table.
    HISTORY
  }

  /// A value at the top of a question that its reader may change.
  ///
  /// @param value as it stands in the text, a literal or an expression
  /// @param meaning the comment beside it
  public record Parameter(String name, String value, String meaning) {}

  public Kind kind() {
    if (VIEW.matcher(sql).matches()) {
      return Kind.VIEW;
    }
    return sql.matches("(?s)(WITH|SELECT)\\s.*") ? Kind.QUESTION : Kind.HISTORY;
  }

  /// A view's query alone, as the catalog stores it.
  ///
  /// @throws IllegalArgumentException when it is no view, or one of another name
  public String viewSql() {
    Matcher view = VIEW.matcher(sql);
    if (!view.matches() || !view.group(1).equals(name)) {
      throw new IllegalArgumentException(name + ": not CREATE OR REPLACE VIEW " + name + " AS …");
    }
    return view.group(2);
  }

  /// The values that stand at the top, in order.
  public List<Parameter> parameters() {
    return PARAMETER
        .matcher(list())
        .results()
        .map(found -> new Parameter(found.group("name"), found.group("value"), meaning(found)))
        .toList();
  }

  /// The statement with other values at its top; those that aren't named stay.
  ///
  /// @param values text by name; it becomes a text literal where one stands or an expression does,
  ///   and must be a number where a number stands
  /// @throws IllegalArgumentException for a name that isn't there, or text in place of a number
  public NamedSql with(Map<String, String> values) {
    List<String> names = parameters().stream().map(Parameter::name).toList();
    for (String wanted : values.keySet()) {
      if (!names.contains(wanted)) {
        throw new IllegalArgumentException(
            "%s has no parameter %s: it takes %s".formatted(name, wanted, names));
      }
    }
    String list = list();
    String changed =
        PARAMETER.matcher(list).replaceAll(found -> Matcher.quoteReplacement(set(found, values)));
    return new NamedSql(name, comment, sql.replace(list, changed));
  }

  private String set(java.util.regex.MatchResult found, Map<String, String> values) {
    String wanted = values.get(found.group("name"));
    if (wanted == null) {
      return found.group();
    }
    boolean number = found.group("value").matches("-?[0-9.]+");
    if (number && !wanted.matches("-?[0-9]+(\\.[0-9]+)?")) {
      throw new IllegalArgumentException(
          "%s: %s is a number, not '%s'".formatted(name, found.group("name"), wanted));
    }
    String literal = number ? wanted : "'" + wanted.replace("'", "''") + "'";
    return found.group(1) + literal + " AS " + found.group("name") + found.group("rest");
  }

  private String list() {
    Matcher parameters = PARAMETERS.matcher(sql);
    return parameters.find() ? parameters.group("list") : "";
  }

  private static String meaning(java.util.regex.MatchResult found) {
    return found.group("rest").replaceFirst("^,?\\s*(--)?\\s*", "");
  }
}
