package dev.playlistlake.local.query;

import dev.playlistlake.athena.SqlResult;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Prints a result as JSON for [ResultFormat]: as an array or as [JSON
/// Lines](https://jsonlines.org). Each row is an object on a line of its own. Columns with equal
/// names get unique keys.
final class JsonFormat {
  private JsonFormat() {}

  /// Prints an array of objects.
  static void print(SqlResult result, PrintWriter out) {
    List<String> keys = keys(result);
    out.print("[");
    String between = "\n";
    for (List<@Nullable Object> row : result.rows()) {
      out.print(between + object(keys, row));
      between = ",\n";
    }
    out.print("\n]\n");
  }

  /// Prints only the objects.
  static void printLines(SqlResult result, PrintWriter out) {
    List<String> keys = keys(result);
    for (List<@Nullable Object> row : result.rows()) {
      out.print(object(keys, row) + "\n");
    }
  }

  private static List<String> keys(SqlResult result) {
    return SqlResult.uniqueKeys(result.columns().stream().map(SqlResult.Column::name).toList());
  }

  private static String object(List<String> keys, List<@Nullable Object> row) {
    Map<Object, @Nullable Object> object = new LinkedHashMap<>();
    for (int i = 0; i < keys.size(); i++) {
      object.put(keys.get(i), row.get(i));
    }
    return ValueFormat.toJson(object);
  }
}
