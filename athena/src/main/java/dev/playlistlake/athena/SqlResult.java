package dev.playlistlake.athena;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The result of a statement: columns with their types, and rows of values in that order.
///
/// The values lose nothing of what the engine sent. A value is one of these:
///
/// - `null`, a `String`, a `Boolean`;
/// - a `Long`, a `BigDecimal` of the type's scale, a `Float` or a `Double`;
/// - for an array a `List` of values, for a map a `Map` from values to values in the engine's
///   order, for a row such a `Map` with the names of the fields as keys;
/// - for the type `json` a [Json];
/// - for every other type a `String`, as both engines write it: `2024-01-31`, `2024-01-31
///   10:00:00.000 UTC`, bytes as `00 ff`.
///
/// @param changed rows that a `MERGE` or `INSERT` changed; 0 for a query
/// @param scannedBytes the bytes that were read from the lake's files
public record SqlResult(
    List<Column> columns, List<List<@Nullable Object>> rows, long changed, long scannedBytes) {

  /// A column's name and SQL type (`varchar`, `bigint`, `double`, `boolean`, `date`, `timestamp`).
  public record Column(String name, String type) {}

  /// A value of the SQL type `json`.
  public record Json(String text) {}

  public SqlResult {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /// Names as the keys of one object. Of equal names the second becomes `name_2`, so that no value
  /// replaces another.
  public static List<String> uniqueKeys(List<String> names) {
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
