package dev.playlistlake.local.query;

import dev.playlistlake.athena.SqlException;
import dev.playlistlake.model.SafeText;
import java.util.List;

/// Words for a statement that failed: the engine's message, and under it the line with a caret.
public final class SqlTrouble {
  private SqlTrouble() {}

  /// The words, of as many lines as they need.
  ///
  /// @param sql the statement as it was sent
  public static String words(SqlException refused, String sql) {
    List<String> lines = sql.lines().toList();
    String message = SafeText.sanitize(String.valueOf(refused.getMessage()));
    if (refused.line() < 1 || refused.line() > lines.size()) {
      return "error: " + message;
    }
    String line = SafeText.sanitize(lines.get(refused.line() - 1));
    int letters = Math.clamp(refused.column() - 1, 0, line.codePointCount(0, line.length()));
    int width = TableText.width(line.substring(0, line.offsetByCodePoints(0, letters)));
    String number = String.valueOf(refused.line());
    return "error: %s%n%s | %s%n%s | %s^"
        .formatted(message, number, line, " ".repeat(number.length()), " ".repeat(width));
  }
}
