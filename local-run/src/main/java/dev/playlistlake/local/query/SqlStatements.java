package dev.playlistlake.local.query;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Splits SQL text into statements at each `;` outside of quotes and comments. Threads may share
/// it.
final class SqlStatements {
  // Matches a quoted text or a comment (both may contain a ;), a ;, or any other character.
  private static final Pattern PIECE =
      Pattern.compile(
          "(?s)'(?:[^']|'')*+'?|\"(?:[^\"]|\"\")*+\"?|--[^\\n]*+|/\\*.*?(?:\\*/|\\z)|;|.");
  private static final Pattern BLANK = Pattern.compile("(?s)\\s|--[^\\n]*+|/\\*.*?(?:\\*/|\\z)");

  /// One statement of a text.
  ///
  /// @param sql without its `;`
  /// @param line the line of the text in which the statement begins, from 1
  /// @param column the column in that line, in code points from 1
  record Statement(String sql, int line, int column) {}

  private SqlStatements() {}

  /// Returns the statements without their `;` and without empty ones.
  static List<Statement> split(String text) {
    List<Statement> statements = new ArrayList<>();
    int start = 0;
    for (MatchResult piece : PIECE.matcher(text + ";").results().toList()) {
      if (piece.group().equals(";")) {
        add(text, start, piece.start(), statements);
        start = piece.end();
      }
    }
    // A quote or a comment that does not end contains the last ;.
    add(text, start, text.length(), statements);
    return statements;
  }

  private static void add(String text, int start, int end, List<Statement> statements) {
    if (start >= end) {
      return;
    }
    String sql = text.substring(start, end);
    if (BLANK.matcher(sql).replaceAll("").isEmpty()) {
      return;
    }
    String before = text.substring(0, end - sql.stripLeading().length());
    int line = (int) before.chars().filter(character -> character == '\n').count() + 1;
    int lineStart = before.lastIndexOf('\n') + 1;
    statements.add(
        new Statement(sql.strip(), line, before.codePointCount(lineStart, before.length()) + 1));
  }

  /// Returns whether the last statement ends with a `;`.
  static boolean isComplete(String text) {
    String last = "";
    for (var piece : PIECE.matcher(text).results().toList()) {
      if (!BLANK.matcher(piece.group()).matches()) {
        last = piece.group();
      }
    }
    return last.equals(";");
  }
}
