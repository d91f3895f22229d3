package dev.playlistlake.athena;

import java.util.Collection;
import java.util.stream.Collectors;

/// Writes text values into SQL statements. Stateless.
public final class SqlText {
  private SqlText() {}

  /// Returns a value as a literal of SQL, such as `'it''s'`.
  public static String literal(String value) {
    return "'" + value.replace("'", "''") + "'";
  }

  /// Returns the condition that a column has one of some values, in ascending order.
  ///
  /// @param column the name of the column
  /// @param values at least one
  public static String in(String column, Collection<String> values) {
    return values.stream()
        .sorted()
        .map(SqlText::literal)
        .collect(Collectors.joining(", ", column + " IN (", ")"));
  }
}
