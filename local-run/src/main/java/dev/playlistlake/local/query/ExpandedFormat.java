package dev.playlistlake.local.query;

import dev.playlistlake.athena.SqlResult;
import dev.playlistlake.local.cli.TextWidth;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Prints each row of a result as lines of column and value, for the command `\x` of the prompt.
/// Values are not cut. [ResultPrinter] uses it.
final class ExpandedFormat {
  private ExpandedFormat() {}

  /// Prints the rows and their number.
  ///
  /// @param screen number of columns of the terminal
  static void print(SqlResult result, PrintWriter out, int screen) {
    List<String> names =
        result.columns().stream()
            .map(column -> TableFormat.shown(column.name(), Integer.MAX_VALUE))
            .toList();
    int width = names.stream().mapToInt(TextWidth::columns).max().orElse(0);
    int number = 1;
    for (List<@Nullable Object> row : result.rows()) {
      String heading = "─[ row %,d ]".formatted(number++);
      out.println(heading + "─".repeat(Math.max(1, Math.min(screen, 60) - heading.length())));
      for (int i = 0; i < names.size(); i++) {
        String name = names.get(i);
        String padding = " ".repeat(width - TextWidth.columns(name));
        String value = TableFormat.shown(row.get(i), Integer.MAX_VALUE);
        out.println((name + padding + " │ " + value).stripTrailing());
      }
    }
    out.println(TableFormat.rows(result));
  }
}
