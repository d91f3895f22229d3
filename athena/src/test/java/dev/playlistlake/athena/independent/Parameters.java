package dev.playlistlake.athena.independent;

import dev.playlistlake.athena.QueryDefinition;
import java.util.LinkedHashMap;
import java.util.Map;

/// The values of a saved query's parameters.
record Parameters(Map<String, String> values) {
  /// The values at the top of the statement, with other values for some of them.
  static Parameters of(QueryDefinition query, Map<String, String> others) {
    Map<String, String> values = new LinkedHashMap<>();
    query.parameters().forEach(p -> values.put(p.name(), p.value().replaceAll("^'|'$", "")));
    values.putAll(others);
    return new Parameters(values);
  }

  String text(String name) {
    if (!values.containsKey(name)) {
      throw new IllegalArgumentException("no parameter is named " + name);
    }
    return values.get(name);
  }

  long number(String name) {
    return Long.parseLong(text(name));
  }

  /// Whether the parameter `playlist` selects a playlist, by its id or its newest name.
  boolean select(String playlist, String newestName) {
    String selected = text("playlist");
    return selected.isEmpty() || selected.equals(playlist) || selected.equals(newestName);
  }

  /// Whether a date is in the range from `from_date` to `to_date`.
  boolean include(String date) {
    return date.compareTo(text("from_date")) >= 0 && date.compareTo(text("to_date")) <= 0;
  }
}
