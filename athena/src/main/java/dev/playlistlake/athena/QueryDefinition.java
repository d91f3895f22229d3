package dev.playlistlake.athena;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A named statement of `queries.sql`. Immutable.
///
/// @param comment what it answers and what a row is, in one line
public record QueryDefinition(String name, String comment, String sql) {
  private static final Pattern VIEW =
      Pattern.compile("(?s)CREATE OR REPLACE VIEW (\\w+) AS\\s+(.*)");
  private static final Pattern PARAMETERS =
      Pattern.compile("(?s)parameters AS \\(\\s*SELECT\\n(?<list>.*?)\\n\\s*\\)");
  private static final Pattern PARAMETER =
      Pattern.compile("(?m)^(\\s*)(?<value>\\S.*?) AS (?<name>\\w+)(?<rest>,?\\s*(--.*)?)$");

  /// The kinds of statements.
  public enum Kind {
    /// Defines a view.
    VIEW,
    /// Reads views and tables and changes nothing.
    QUESTION,
    /// Creates or updates the history table.
    HISTORY
  }

  /// The types of parameters. A parameter's name and value in `queries.sql` decide its type, as the
  /// first lines of the file say.
  public enum ParameterType {
    /// The id of one playlist, or an empty text for every playlist.
    PLAYLIST,
    /// A day of the calendar, `YYYY-MM-DD`.
    DATE,
    /// A whole number from 1.
    INTEGER,
    /// A number of 0 or more.
    NUMBER;

    private static ParameterType of(String name, String value) {
      if (name.equals("playlist")) {
        return PLAYLIST;
      }
      if (name.endsWith("_date")) {
        return DATE;
      }
      if (value.matches("[0-9]+")) {
        return INTEGER;
      }
      if (value.matches("[0-9]+\\.[0-9]+")) {
        return NUMBER;
      }
      throw new IllegalArgumentException(
          "parameter %s has no type: name it playlist, let its name end in _date, or make its value a number"
              .formatted(name));
    }

    /// The SQL literal of a value that a person typed.
    ///
    /// @throws IllegalArgumentException when the value is not of the type; it says what is wanted
    private String literal(String typed) {
      return switch (this) {
        case PLAYLIST -> {
          check(typed, typed.matches("[A-Za-z0-9_-]*"), "a playlist id (letters, digits, _ and -)");
          yield "'" + typed + "'";
        }
        case DATE -> "'" + day(typed) + "'";
        case INTEGER -> {
          boolean fits = typed.matches("[0-9]{1,10}") && Long.parseLong(typed) <= Integer.MAX_VALUE;
          check(
              typed,
              fits && Long.parseLong(typed) > 0,
              "a whole number from 1 to " + Integer.MAX_VALUE);
          yield Long.parseLong(typed) + "";
        }
        case NUMBER -> {
          check(
              typed,
              typed.matches("[0-9]{1,9}(\\.[0-9]{1,9})?"),
              "a number of 0 or more, such as 2.5");
          yield typed;
        }
      };
    }

    private static String day(String typed) {
      check(
          typed,
          typed.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}"),
          "a date of the form YYYY-MM-DD, such as 2024-01-31");
      try {
        return LocalDate.parse(typed).toString();
      } catch (DateTimeParseException notInTheCalendar) {
        throw new IllegalArgumentException(
            "must be a day of the calendar: there is no " + typed, notInTheCalendar);
      }
    }

    private static void check(String typed, boolean isWanted, String wanted) {
      if (!isWanted) {
        throw new IllegalArgumentException("must be " + wanted + ", not '" + typed + "'");
      }
    }
  }

  /// A value at the top of a statement that a person may change.
  ///
  /// @param value the SQL literal or expression
  /// @param meaning the comment behind it, or nothing
  public record Parameter(String name, ParameterType type, String value, String meaning) {}

  public Kind kind() {
    if (VIEW.matcher(sql).matches()) {
      return Kind.VIEW;
    }
    return sql.matches("(?s)(WITH|SELECT)\\s.*") ? Kind.QUESTION : Kind.HISTORY;
  }

  /// The query of a view, as the catalog stores it.
  ///
  /// @throws IllegalArgumentException when this is not a view of this name
  public String viewSql() {
    Matcher view = VIEW.matcher(sql);
    if (!view.matches() || !view.group(1).equals(name)) {
      throw new IllegalArgumentException(name + ": not CREATE OR REPLACE VIEW " + name + " AS …");
    }
    return view.group(2);
  }

  /// The parameters in order.
  ///
  /// @throws IllegalArgumentException when the type of one is not known
  public List<Parameter> parameters() {
    return PARAMETER.matcher(list()).results().map(this::parameter).toList();
  }

  private Parameter parameter(MatchResult found) {
    String name = found.group("name");
    String value = found.group("value");
    try {
      return new Parameter(name, ParameterType.of(name, value), value, meaning(found));
    } catch (IllegalArgumentException unknown) {
      throw new IllegalArgumentException(this.name + ": " + unknown.getMessage(), unknown);
    }
  }

  /// The statement with other values for some parameters.
  ///
  /// @param values as a person typed them, by name
  /// @throws IllegalArgumentException for an unknown name, a value that is not of its parameter's
  ///   type, and a range of dates that ends before it begins
  public QueryDefinition with(Map<String, String> values) {
    Map<String, Parameter> parameters = new LinkedHashMap<>();
    parameters().forEach(parameter -> parameters.put(parameter.name(), parameter));
    Map<String, String> literals = new LinkedHashMap<>();
    values.forEach((name, typed) -> literals.put(name, literal(parameters, name, typed)));
    checkRange(parameters, literals);
    String list = list();
    String changed =
        PARAMETER.matcher(list).replaceAll(found -> Matcher.quoteReplacement(set(found, literals)));
    return new QueryDefinition(name, comment, sql.replace(list, changed));
  }

  private String literal(Map<String, Parameter> parameters, String wanted, String typed) {
    Parameter parameter = parameters.get(wanted);
    if (parameter == null) {
      throw new IllegalArgumentException(
          "%s has no parameter %s%s: it takes %s"
              .formatted(
                  name,
                  wanted,
                  SimilarNames.question(wanted, parameters.keySet()),
                  parameters.isEmpty() ? "none" : String.join(", ", parameters.keySet())));
    }
    try {
      return parameter.type().literal(typed);
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException(name + ": " + wanted + " " + wrong.getMessage(), wrong);
    }
  }

  /// Rejects a range without a day. It would find no rows, which looks like an answer.
  private void checkRange(Map<String, Parameter> parameters, Map<String, String> literals) {
    Parameter from = parameters.get("from_date");
    Parameter to = parameters.get("to_date");
    if (from == null || to == null) {
      return;
    }
    String first = literals.getOrDefault("from_date", from.value());
    String last = literals.getOrDefault("to_date", to.value());
    if (!first.startsWith("'")) {
      if (literals.containsKey("to_date")) {
        throw new IllegalArgumentException(
            "%s: to_date needs from_date: without it the range begins at %s"
                .formatted(name, first));
      }
    } else if (first.compareTo(last) > 0) {
      throw new IllegalArgumentException(
          "%s: from_date %s is after to_date %s, so no day is between them"
              .formatted(name, first.replace("'", ""), last.replace("'", "")));
    }
  }

  private static String set(MatchResult found, Map<String, String> literals) {
    String literal = literals.get(found.group("name"));
    return literal == null
        ? found.group()
        : found.group(1) + literal + " AS " + found.group("name") + found.group("rest");
  }

  private String list() {
    Matcher parameters = PARAMETERS.matcher(sql);
    return parameters.find() ? parameters.group("list") : "";
  }

  private static String meaning(MatchResult found) {
    return found.group("rest").replaceFirst("^,?\\s*(--)?\\s*", "");
  }
}
