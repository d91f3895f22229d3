package dev.playlistlake.local.query;

import dev.playlistlake.athena.SqlResult;
import dev.playlistlake.model.SafeText;
import java.io.PrintWriter;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Prints a result as a table in Markdown ([GFM](https://github.github.com/gfm/#tables-extension-))
/// for [ResultFormat]. Values are plain text: their Markdown and HTML has no effect. NULL is an
/// empty cell, and a line break is `<br>`.
final class MarkdownFormat {
  /// An underscore within a word has no effect in GFM.
  private static final Pattern SPECIAL =
      Pattern.compile("[\\\\`*\\[\\]<>|~&$]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])");

  private static final Pattern LINE_BREAK = Pattern.compile("\\R");

  private MarkdownFormat() {}

  /// Prints a header, a line for the alignment, and a line for each row.
  static void print(SqlResult result, PrintWriter out) {
    out.print(line(result.columns().stream().map(column -> cell(column.name()))));
    out.print(
        line(
            result.columns().stream()
                .map(column -> TableFormat.isNumber(column) ? "---:" : "---")));
    for (List<@Nullable Object> row : result.rows()) {
      out.print(line(row.stream().map(MarkdownFormat::cell)));
    }
  }

  private static String line(Stream<String> cells) {
    return cells.collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  private static String cell(@Nullable Object value) {
    return value == null
        ? ""
        : LINE_BREAK
            .splitAsStream(ValueFormat.toText(value))
            .map(text -> SPECIAL.matcher(SafeText.sanitize(text)).replaceAll("\\\\$0"))
            .collect(Collectors.joining("<br>"));
  }
}
