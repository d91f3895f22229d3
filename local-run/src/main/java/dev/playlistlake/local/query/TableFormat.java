package dev.playlistlake.local.query;

import dev.playlistlake.athena.SqlResult;
import dev.playlistlake.model.SafeText;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jline.utils.WCWidth;
import org.jspecify.annotations.Nullable;

/// Prints a result as a table on a terminal for [ResultFormat]. Each column is as wide as its
/// widest value, measured in terminal columns. Numbers are aligned right, NULL is `∅`, and arrays,
/// maps and rows are printed as JSON. Long text is cut.
final class TableFormat {
  private static final int MAX_WIDTH = 60;
  private static final String NULL = "∅";

  private TableFormat() {}

  /// Prints a header, a line for each row, and the number of rows.
  static void print(SqlResult result, PrintWriter out) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(result.columns().stream().map(column -> shown(column.name())).toList());
    for (List<@Nullable Object> row : result.rows()) {
      lines.add(row.stream().map(TableFormat::shown).toList());
    }
    int[] widths =
        IntStream.range(0, result.columns().size())
            .map(i -> lines.stream().mapToInt(line -> width(line.get(i))).max().orElse(0))
            .toArray();
    List<Boolean> right = result.columns().stream().map(TableFormat::isNumber).toList();
    out.println(line(lines.getFirst(), widths, right));
    out.println(
        String.join("─┼─", IntStream.of(widths).mapToObj(width -> "─".repeat(width)).toList()));
    lines.stream().skip(1).forEach(line -> out.println(line(line, widths, right)));
    int rows = result.rows().size();
    out.printf("(%,d %s)%n", rows, rows == 1 ? "row" : "rows");
  }

  private static boolean isNumber(SqlResult.Column column) {
    return column
        .type()
        .matches("(tinyint|smallint|integer|bigint|double|float|real|decimal|number).*");
  }

  private static String line(List<String> values, int[] widths, List<Boolean> right) {
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < widths.length; i++) {
      String value = values.get(i);
      String padding = " ".repeat(widths[i] - width(value));
      cells.add(right.get(i) ? padding + value : value + padding);
    }
    return String.join(" │ ", cells).stripTrailing();
  }

  /// Returns a value as a cell: safe to print, and cut if it is too long.
  static String shown(@Nullable Object value) {
    if (value == null) {
      return NULL;
    }
    StringBuilder text = new StringBuilder();
    int width = 0;
    for (int character : SafeText.sanitize(ValueFormat.toText(value)).codePoints().toArray()) {
      width += Math.max(0, WCWidth.wcwidth(character));
      if (width > MAX_WIDTH) {
        return text.append('…').toString();
      }
      text.appendCodePoint(character);
    }
    return text.toString();
  }

  /// Returns the width of a text in terminal columns.
  static int width(String text) {
    return text.codePoints().map(character -> Math.max(0, WCWidth.wcwidth(character))).sum();
  }
}
