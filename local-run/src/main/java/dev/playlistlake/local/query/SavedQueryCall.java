package dev.playlistlake.local.query;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A saved query with its parameters, as typed at the [SqlPrompt], such as `top_artists top=3` or
/// `churn playlist='Road Trip'`. Immutable.
///
/// @param name as typed; the saved query may not exist
/// @param parameters the values by name
record SavedQueryCall(String name, Map<String, String> parameters) {
  private static final Pattern CALL = Pattern.compile("(?<name>[A-Za-z]\\w*)(?<parameters>(?s).*)");

  /// A value is a word, or a text in quotes. A quote in a quoted text is written twice.
  private static final Pattern PARAMETER =
      Pattern.compile(
          "\\s+(?<name>\\w+)\\s?=\\s?"
              + "(?:'(?<single>(?:[^']|'')*+)'|\"(?<double>(?:[^\"]|\"\")*+)\"|(?<word>[^\\s'\";]*+))"
              + "(?=\\s|$)");

  /// The words that a statement of Trino or Athena can begin with.
  private static final Set<String> SQL =
      Set.of(
          ("alter analyze call comment commit create deallocate delete deny desc describe drop"
                  + " execute explain grant insert merge msck optimize prepare refresh reset revoke"
                  + " rollback select set show start table truncate unload update use vacuum values"
                  + " with")
              .split(" "));

  /// Parses the input. Input that begins with a word that is not a keyword of SQL, and has nothing
  /// but parameters after it, is a call even if no saved query has this name.
  ///
  /// @param typed a `;` at its end is ignored
  /// @param names the names of the saved queries
  /// @return empty if the input is SQL
  /// @throws IllegalArgumentException when the parameters of a saved query cannot be read
  static Optional<SavedQueryCall> parse(String typed, Set<String> names) {
    Matcher call = CALL.matcher(withoutSemicolon(typed));
    if (!call.matches() || SQL.contains(call.group("name").toLowerCase(Locale.ROOT))) {
      return Optional.empty();
    }
    String name = call.group("name");
    Map<String, String> values = new LinkedHashMap<>();
    Matcher parameter = PARAMETER.matcher(call.group("parameters"));
    int end = 0;
    int length = parameter.regionEnd();
    while (end < length && parameter.region(end, length).lookingAt()) {
      if (values.put(parameter.group("name"), value(parameter)) != null) {
        throw new IllegalArgumentException(name + ": " + parameter.group("name") + " is set twice");
      }
      end = parameter.end();
    }
    if (end == length) {
      return Optional.of(new SavedQueryCall(name, values));
    }
    if (names.contains(name)) {
      throw new IllegalArgumentException(
          "%s: expected NAME=VALUE, found %s. Use quotes for a value with spaces: NAME='A B'."
              .formatted(name, call.group("parameters").substring(end).strip()));
    }
    return Optional.empty();
  }

  /// Returns the text without white space around it and without a `;` at its end.
  static String withoutSemicolon(String typed) {
    String text = typed.strip();
    return text.endsWith(";") ? text.substring(0, text.length() - 1).strip() : text;
  }

  private static String value(Matcher parameter) {
    if (parameter.group("single") != null) {
      return parameter.group("single").replace("''", "'");
    }
    return parameter.group("double") != null
        ? parameter.group("double").replace("\"\"", "\"")
        : parameter.group("word");
  }
}
