package dev.playlistlake.local.query;

import dev.playlistlake.athena.SqlException;
import dev.playlistlake.local.cli.TextWidth;
import dev.playlistlake.model.SafeText;
import java.util.List;

/// Describes why a statement failed: the engine's message and, below it, the line with a caret.
/// [QueryRunner] and [SqlPrompt] use it. Threads may share it.
final class SqlErrors {
  private SqlErrors() {}

  /// Returns the description: one or several lines, safe to print.
  ///
  /// @param sql the statement as it was sent to the engine
  /// @param suggestion is added to the engine's message
  static String describe(SqlException failed, String sql, String suggestion) {
    List<String> lines = sql.lines().toList();
    String message = message(failed) + SafeText.sanitize(suggestion);
    return failed.line() < 1 || failed.line() > lines.size()
        ? "error: " + message
        : "error: " + message + excerpt(lines, failed.line(), failed.column());
  }

  /// Returns the description of an error in one of several statements: with the number of the
  /// statement, and with the line and column in the text of all statements.
  ///
  /// @param number of the statement, from 1
  /// @param text all statements
  /// @param place where the text is from, such as the name of a file
  static String describe(
      SqlException failed,
      int number,
      SqlStatements.Statement statement,
      String text,
      String place,
      String suggestion) {
    String start = "error: %s: statement %d, ".formatted(SafeText.sanitize(place), number);
    List<String> lines = text.lines().toList();
    int line = statement.line() + failed.line() - 1;
    if (failed.line() < 1 || line > lines.size()) {
      return start + "line " + statement.line() + ": " + message(failed) + suggestion;
    }
    int column = failed.column() + (failed.line() == 1 ? statement.column() - 1 : 0);
    String message = message(failed).replaceFirst("^line \\d+:\\d+: ", "");
    return start
        + "line %d:%d: ".formatted(line, column)
        + message
        + SafeText.sanitize(suggestion)
        + excerpt(lines, line, column);
  }

  private static String message(SqlException failed) {
    return SafeText.sanitize(String.valueOf(failed.getMessage()));
  }

  /// Returns a line and, below it, a caret.
  private static String excerpt(List<String> lines, int number, int column) {
    String line = SafeText.sanitize(lines.get(number - 1));
    int characters = Math.clamp(column - 1, 0, line.codePointCount(0, line.length()));
    int width = TextWidth.columns(line.substring(0, line.offsetByCodePoints(0, characters)));
    String digits = String.valueOf(number);
    return "%n%s | %s%n%s | %s^"
        .formatted(digits, line, " ".repeat(digits.length()), " ".repeat(width));
  }
}
