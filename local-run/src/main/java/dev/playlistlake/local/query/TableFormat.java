package dev.playlistlake.local.query;

import dev.playlistlake.athena.SqlResult;
import dev.playlistlake.model.SafeText;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jline.utils.WCWidth;
import org.jspecify.annotations.Nullable;

/// A result as a table for people. Columns are as wide as their values, by the width of characters
/// on a terminal. Numbers are on the right, NULL is `∅`, and arrays, maps and rows are JSON. Long
/// text is cut.
final class TableFormat {
  private static final int WIDEST = 60;
  private static final String NULL = "∅";

  private TableFormat() {}

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
      String room = " ".repeat(widths[i] - width(value));
      cells.add(right.get(i) ? room + value : value + room);
    }
    return String.join(" │ ", cells).stripTrailing();
  }

  static String shown(@Nullable Object value) {
    if (value == null) {
      return NULL;
    }
    StringBuilder text = new StringBuilder();
    int width = 0;
    for (int letter : SafeText.sanitize(ValueFormat.toText(value)).codePoints().toArray()) {
      width += Math.max(0, WCWidth.wcwidth(letter));
      if (width > WIDEST) {
        return text.append('…').toString();
      }
      text.appendCodePoint(letter);
    }
    return text.toString();
  }

  static int width(String text) {
    return text.codePoints().map(letter -> Math.max(0, WCWidth.wcwidth(letter))).sum();
  }
}
