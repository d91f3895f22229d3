package dev.playlistlake.athena;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A named statement of `queries.sql`: a view, a saved query, a check, or a statement of the
/// history tables. [QueriesFile] creates it; the commands `query` and `report` run it.
///
/// @param comment describes the result and its rows, in one line
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
    /// A saved query. Reads views and tables and changes nothing.
    QUESTION,
    /// A query that fails if a condition does not hold. Its name ends with `_check`.
    CHECK,
    /// Creates or updates a history table.
    HISTORY
  }

  /// The types of parameters. The name and the value of a parameter in `queries.sql` define its
  /// type. The first lines of the file describe the rules.
  public enum ParameterType {
    /// The id or the name of a playlist, or empty text for every playlist. A name selects every
    /// playlist that has it.
    PLAYLIST,
    /// An id or a part of a name, or empty text for all.
    TEXT,
    /// A date, `YYYY-MM-DD`.
    DATE,
    /// A whole number of 1 or more.
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
      if (value.equals("''")) {
        return TEXT;
      }
      if (value.matches("[0-9]+")) {
        return INTEGER;
      }
      if (value.matches("[0-9]+\\.[0-9]+")) {
        return NUMBER;
      }
      throw new IllegalArgumentException(
          ("parameter %s has no type. Name it playlist, end its name with _date, or use '' or a"
                  + " number as its value.")
              .formatted(name));
    }

    /// The SQL literal of a value that the user entered.
    ///
    /// @throws IllegalArgumentException if the value is not of the type; the message contains the
    ///   expected value
    private String literal(String value) {
      return switch (this) {
        case PLAYLIST -> text(value, "the id or the name of a playlist");
        case TEXT -> text(value, "an id or a part of a name");
        case DATE -> "'" + day(value) + "'";
        case INTEGER -> {
          boolean fits = value.matches("[0-9]{1,10}") && Long.parseLong(value) <= Integer.MAX_VALUE;
          check(
              value,
              fits && Long.parseLong(value) > 0,
              "a whole number from 1 to " + Integer.MAX_VALUE);
          yield Long.parseLong(value) + "";
        }
        case NUMBER -> {
          check(
              value,
              value.matches("[0-9]{1,9}(\\.[0-9]{1,9})?"),
              "a number of 0 or more, such as 2.5");
          yield value;
        }
      };
    }

    private static String text(String value, String expected) {
      check(
          value,
          value.codePoints().noneMatch(Character::isISOControl),
          expected + ", without control characters");
      return SqlText.literal(value);
    }

    private static String day(String value) {
      check(
          value,
          value.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}"),
          "a date of the form YYYY-MM-DD, such as 2024-01-31");
      try {
        return LocalDate.parse(value).toString();
      } catch (DateTimeParseException notInCalendar) {
        throw new IllegalArgumentException(
            "must be a date of the calendar, not '" + value + "'", notInCalendar);
      }
    }

    private static void check(String value, boolean valid, String expected) {
      if (!valid) {
        throw new IllegalArgumentException("must be " + expected + ", not '" + value + "'");
      }
    }
  }

  /// A value at the top of a statement that the user may change.
  ///
  /// @param value the SQL literal or expression
  /// @param meaning the comment after it, or empty
  public record Parameter(String name, ParameterType type, String value, String meaning) {}

  public Kind kind() {
    if (VIEW.matcher(sql).matches()) {
      return Kind.VIEW;
    }
    if (name.endsWith("_check")) {
      return Kind.CHECK;
    }
    return sql.matches("(?s)(WITH|SELECT)\\s.*") ? Kind.QUESTION : Kind.HISTORY;
  }

  /// The query of a view, as the catalog stores it.
  ///
  /// @throws IllegalArgumentException if this statement doesn't define a view with its own name
  public String viewSql() {
    Matcher view = VIEW.matcher(sql);
    if (!view.matches() || !view.group(1).equals(name)) {
      throw new IllegalArgumentException(
          name + ": expected CREATE OR REPLACE VIEW " + name + " AS …");
    }
    return view.group(2);
  }

  /// The parameters in order.
  ///
  /// @throws IllegalArgumentException if the type of a parameter is unknown
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

  /// Returns the statement with other values for some parameters.
  ///
  /// @param values the values that the user entered, by parameter name
  /// @throws IllegalArgumentException if a name is unknown, a value is not of its parameter's type,
  ///   or a range of dates ends before it begins
  public QueryDefinition with(Map<String, String> values) {
    Map<String, Parameter> parameters = new LinkedHashMap<>();
    parameters().forEach(parameter -> parameters.put(parameter.name(), parameter));
    Map<String, String> literals = new LinkedHashMap<>();
    values.forEach((name, value) -> literals.put(name, literal(parameters, name, value)));
    checkRange("from_date", "to_date", parameters, literals);
    checkRange("first_date", "second_date", parameters, literals);
    String list = list();
    String changed =
        PARAMETER.matcher(list).replaceAll(found -> Matcher.quoteReplacement(set(found, literals)));
    return new QueryDefinition(name, comment, sql.replace(list, changed));
  }

  private String literal(Map<String, Parameter> parameters, String parameterName, String value) {
    Parameter parameter = parameters.get(parameterName);
    if (parameter == null) {
      throw new IllegalArgumentException(
          "%s has no parameter %s%s. %s"
              .formatted(
                  name,
                  parameterName,
                  SimilarNames.suggestion(parameterName, parameters.keySet()),
                  parameters.isEmpty()
                      ? "It has no parameters."
                      : "Its parameters are " + String.join(", ", parameters.keySet()) + "."));
    }
    try {
      return parameter.type().literal(value);
    } catch (IllegalArgumentException invalid) {
      throw new IllegalArgumentException(
          name + ": " + parameterName + " " + invalid.getMessage(), invalid);
    }
  }

  /// Rejects a range without a day. Its empty result would look like a valid result.
  private void checkRange(
      String fromName, String toName, Map<String, Parameter> all, Map<String, String> literals) {
    Parameter from = all.get(fromName);
    Parameter to = all.get(toName);
    if (from == null || to == null) {
      return;
    }
    String first = literals.getOrDefault(fromName, from.value());
    String last = literals.getOrDefault(toName, to.value());
    if (!first.startsWith("'")) {
      if (literals.containsKey(toName)) {
        throw new IllegalArgumentException(
            "%s: %s requires %s, because the range otherwise begins at %s"
                .formatted(name, toName, fromName, first));
      }
    } else if (first.compareTo(last) > 0) {
      throw new IllegalArgumentException(
          "%s: %s %s is after %s %s, so the range has no day"
              .formatted(name, fromName, first.replace("'", ""), toName, last.replace("'", "")));
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
