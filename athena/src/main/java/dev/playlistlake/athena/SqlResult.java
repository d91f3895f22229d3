package dev.playlistlake.athena;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The result of a statement: columns with their types, and rows with one value for each column.
/// Both engines create it; the commands `query` and `report` print it.
///
/// Values keep the full precision that the engine sent. A value is one of these:
///
/// - `null`, a `String`, a `Boolean`;
/// - a `Long`, a `BigDecimal` of the type's scale, a `Float` or a `Double`;
/// - for an array, a `List` of values;
/// - for a map, a `Map` from values to values in the engine's order;
/// - for a row, a `Map` from field names to values;
/// - for the type `json`, a [Json];
/// - for any other type, a `String` as both engines write it, such as `2024-01-31`, `2024-01-31
///   10:00:00.000 UTC` or `00 ff` for bytes.
///
/// @param changed number of rows that a `MERGE` or `INSERT` changed; 0 for a query
/// @param scannedBytes number of bytes that were read from the lake's files
public record SqlResult(
    List<Column> columns, List<List<@Nullable Object>> rows, long changed, long scannedBytes) {

  /// The name and SQL type of a column (`varchar`, `bigint`, `double`, `boolean`, `date`,
  /// `timestamp`).
  public record Column(String name, String type) {}

  /// A value of the SQL type `json`.
  public record Json(String text) {}

  public SqlResult {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /// Returns rows that no engine read.
  public static SqlResult of(List<Column> columns, List<List<@Nullable Object>> rows) {
    return new SqlResult(columns, rows, 0, 0);
  }

  /// Makes names unique, so that they can be the keys of one object. The second of two equal names
  /// becomes `name_2`.
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
