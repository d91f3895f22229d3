package dev.playlistlake.local.query;

import dev.playlistlake.athena.SqlResult;
import dev.playlistlake.local.cli.Counts;
import dev.playlistlake.local.cli.TextWidth;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Prints a result as a table for [ResultFormat] and [ResultPrinter]. Each column is as wide as its
/// widest value, measured in terminal columns. Numbers are aligned right, NULL is `∅`, and arrays,
/// maps and rows are printed as JSON.
final class TableFormat {
  private static final int MAX_WIDTH = 61;
  private static final int LEAST_WIDTH = 8;
  private static final String BETWEEN = " │ ";
  private static final String NULL = "∅";

  private TableFormat() {}

  /// Prints a header, a line for each row, and the number of rows.
  static void print(SqlResult result, PrintWriter out) {
    List<List<String>> lines = lines(result);
    print(result, lines, widths(result, lines), out);
  }

  /// Prints the table for a terminal: only if a row is wider than the terminal, its widest texts
  /// are cut. Numbers and times are never cut, and of each text eight columns stay. So the table
  /// can still be wider than the terminal.
  ///
  /// @param screen number of columns of the terminal
  static void print(SqlResult result, PrintWriter out, int screen) {
    List<List<String>> lines = lines(result);
    int[] widths = widths(result, lines);
    int[] least = widths.clone();
    int[] values = widths(result, lines.subList(1, lines.size()));
    for (int i = 0; i < widths.length; i++) {
      boolean isText = !isNumber(result.columns().get(i)) && !isTime(result.columns().get(i));
      least[i] = Math.min(widths[i], isText ? LEAST_WIDTH : Math.max(values[i], LEAST_WIDTH));
    }
    int[] fitting = fit(widths, least, screen - BETWEEN.length() * (widths.length - 1));
    print(result, lines, fitting, out);
  }

  private static void print(
      SqlResult result, List<List<String>> lines, int[] widths, PrintWriter out) {
    List<Boolean> right = result.columns().stream().map(TableFormat::isNumber).toList();
    out.println(line(lines.getFirst(), widths, right));
    out.println(
        String.join("─┼─", IntStream.of(widths).mapToObj(width -> "─".repeat(width)).toList()));
    lines.stream().skip(1).forEach(line -> out.println(line(line, widths, right)));
    out.println(rows(result));
  }

  /// Returns the last line of a table, such as `(2 rows)`.
  static String rows(SqlResult result) {
    return "(" + Counts.of(result.rows().size(), "row") + ")";
  }

  private static List<List<String>> lines(SqlResult result) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(
        result.columns().stream().map(column -> shown(column.name(), Integer.MAX_VALUE)).toList());
    for (List<@Nullable Object> row : result.rows()) {
      lines.add(row.stream().map(value -> shown(value, Integer.MAX_VALUE)).toList());
    }
    return lines;
  }

  private static int[] widths(SqlResult result, List<List<String>> lines) {
    return IntStream.range(0, result.columns().size())
        .map(i -> lines.stream().mapToInt(line -> TextWidth.columns(line.get(i))).max().orElse(0))
        .toArray();
  }

  /// Returns widths with a sum of at most `available`, if possible: the widest columns are cut to
  /// one width, but none below its least width.
  private static int[] fit(int[] widths, int[] least, int available) {
    int cap = Math.min(IntStream.of(widths).max().orElse(0), Math.max(available, 0)) + 1;
    int[] fitting = widths;
    while (IntStream.of(fitting).sum() > available && cap > 0) {
      int most = --cap;
      fitting =
          IntStream.range(0, widths.length)
              .map(i -> Math.max(least[i], Math.min(widths[i], most)))
              .toArray();
    }
    // The columns that were cut share the columns that are left.
    int left = available - IntStream.of(fitting).sum();
    for (int i = 0; i < fitting.length && left > 0; i++) {
      if (fitting[i] < widths[i]) {
        fitting[i]++;
        left--;
      }
    }
    return fitting;
  }

  static boolean isNumber(SqlResult.Column column) {
    return column
        .type()
        .matches("(tinyint|smallint|integer|bigint|double|float|real|decimal|number).*");
  }

  private static boolean isTime(SqlResult.Column column) {
    return column.type().matches("(date|time|timestamp|interval|boolean).*");
  }

  private static String line(List<String> values, int[] widths, List<Boolean> right) {
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < widths.length; i++) {
      String value = values.get(i);
      int width = TextWidth.columns(value);
      if (width > widths[i]) {
        value = TextWidth.cut(value, widths[i]);
        width = TextWidth.columns(value);
      }
      String padding = " ".repeat(widths[i] - width);
      cells.add(right.get(i) ? padding + value : value + padding);
    }
    return String.join(BETWEEN, cells).stripTrailing();
  }

  /// Returns a value as a cell: safe to print, and cut if it is too long.
  static String shown(@Nullable Object value) {
    return shown(value, MAX_WIDTH);
  }

  /// Returns a value as a cell: safe to print, and cut if it is wider.
  static String shown(@Nullable Object value, int maxWidth) {
    return TextWidth.cut(value == null ? NULL : ValueFormat.toText(value), maxWidth);
  }
}
