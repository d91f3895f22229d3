package dev.playlistlake.local.query;

import dev.playlistlake.athena.SqlResult;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Prints a result as a JSON array for [ResultFormat]. Each row is an object on a line of its own.
final class JsonFormat {
  private JsonFormat() {}

  /// Prints the array. Columns with equal names get unique keys.
  static void print(SqlResult result, PrintWriter out) {
    List<String> keys =
        SqlResult.uniqueKeys(result.columns().stream().map(SqlResult.Column::name).toList());
    out.print("[");
    String between = "\n";
    for (List<@Nullable Object> row : result.rows()) {
      Map<Object, @Nullable Object> object = new LinkedHashMap<>();
      for (int i = 0; i < keys.size(); i++) {
        object.put(keys.get(i), row.get(i));
      }
      out.print(between + ValueFormat.toJson(object));
      between = ",\n";
    }
    out.print("\n]\n");
  }
}
