package dev.playlistlake.local.query;

import dev.playlistlake.athena.SqlException;
import dev.playlistlake.model.SafeText;
import java.util.List;

/// Describes why a statement failed: the engine's message and, below it, the line with a caret.
/// [QueryRunner] and [SqlPrompt] use it. Threads may share it.
public final class SqlErrors {
  private SqlErrors() {}

  /// Returns the description: one or several lines, safe to print.
  ///
  /// @param sql the statement as it was sent to the engine
  public static String describe(SqlException failed, String sql) {
    List<String> lines = sql.lines().toList();
    String message = SafeText.sanitize(String.valueOf(failed.getMessage()));
    if (failed.line() < 1 || failed.line() > lines.size()) {
      return "error: " + message;
    }
    String line = SafeText.sanitize(lines.get(failed.line() - 1));
    int characters = Math.clamp(failed.column() - 1, 0, line.codePointCount(0, line.length()));
    int width = TableFormat.width(line.substring(0, line.offsetByCodePoints(0, characters)));
    String number = String.valueOf(failed.line());
    return "error: %s%n%s | %s%n%s | %s^"
        .formatted(message, number, line, " ".repeat(number.length()), " ".repeat(width));
  }
}
