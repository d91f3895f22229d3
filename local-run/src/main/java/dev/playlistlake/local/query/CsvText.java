package dev.playlistlake.local.query;

import dev.playlistlake.athena.Answer;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// An answer as CSV ([RFC 4180](https://www.rfc-editor.org/rfc/rfc4180)). NULL is nothing, and
/// empty text is `""`. Arrays, maps and rows are JSON.
final class CsvText {
  private CsvText() {}

  static void print(Answer answer, PrintWriter out) {
    out.print(line(answer.columns().stream().map(Answer.Column::name).toList()));
    for (List<@Nullable Object> row : answer.rows()) {
      out.print(line(row));
    }
    out.flush();
  }

  private static String line(List<? extends @Nullable Object> values) {
    return values.stream().map(CsvText::field).collect(Collectors.joining(",", "", "\r\n"));
  }

  private static String field(@Nullable Object value) {
    if (value == null) {
      return "";
    }
    String text = CellText.of(value);
    boolean plain =
        !text.isEmpty() && text.chars().noneMatch(letter -> "\",\r\n".indexOf(letter) >= 0);
    return plain ? text : "\"" + text.replace("\"", "\"\"") + "\"";
  }
}
