package dev.playlistlake.local.query;

import dev.playlistlake.athena.SqlResult;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A result as a JSON array with one object for each row, on a line of its own.
final class JsonFormat {
  private JsonFormat() {}

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
