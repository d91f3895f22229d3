package dev.playlistlake.athena;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The result of a statement: columns with their types, and rows of values in that order.
///
/// A value is one of these, and says exactly what the engine said:
///
/// - `null`, a `String`, a `Boolean`;
/// - a `Long`, a `BigDecimal` of the type's scale, a `Float` or a `Double`;
/// - a `List` of values (an array), or a `Map` from values to values in the engine's order (a map,
///   or a row, whose keys are the names of its fields);
/// - a [Json] document;
/// - for every other type a `String`, as both engines write it: `2024-01-31`, `2024-01-31
///   10:00:00.000 UTC`, bytes as `00 ff`.
///
/// @param changed rows that a `MERGE` or `INSERT` changed; 0 for a question
/// @param scannedBytes what was read from the lake's files
public record Answer(
    List<Column> columns, List<List<@Nullable Object>> rows, long changed, long scannedBytes) {

  /// A column's name and SQL type (`varchar`, `bigint`, `double`, `boolean`, `date`, `timestamp`).
  public record Column(String name, String type) {}

  /// A value of the SQL type `json`.
  public record Json(String text) {}

  public Answer {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /// Names as the keys of one object: of equal names the second becomes `name_2`, so that no value
  /// hides another.
  public static List<String> keys(List<String> names) {
    Set<String> taken = new HashSet<>(names);
    Set<String> seen = new HashSet<>();
    List<String> keys = new ArrayList<>();
    for (String name : names) {
      String key = name;
      for (int i = 2; !seen.add(name) && !taken.add(key); i++) {
        key = name + "_" + i;
      }
      keys.add(key);
    }
    return keys;
  }
}
