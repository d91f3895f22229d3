package dev.playlistlake.local.query;

import dev.playlistlake.athena.SqlResult;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Prints a result as CSV ([RFC 4180](https://www.rfc-editor.org/rfc/rfc4180)) for [ResultFormat].
/// NULL is an empty field, and empty text is `""`. Arrays, maps and rows are printed as JSON.
public final class CsvFormat {
  private CsvFormat() {}

  /// Prints a header line and a line for each row.
  static void print(SqlResult result, PrintWriter out) {
    out.print(line(result.columns().stream().map(SqlResult.Column::name).toList()));
    for (List<@Nullable Object> row : result.rows()) {
      out.print(line(row));
    }
  }

  /// Returns a line with its end.
  public static String line(List<? extends @Nullable Object> values) {
    return values.stream().map(CsvFormat::field).collect(Collectors.joining(",", "", "\r\n"));
  }

  private static String field(@Nullable Object value) {
    if (value == null) {
      return "";
    }
    String text = ValueFormat.toText(value);
    boolean plain =
        !text.isEmpty() && text.chars().noneMatch(character -> "\",\r\n".indexOf(character) >= 0);
    return plain ? text : "\"" + text.replace("\"", "\"\"") + "\"";
  }
}
