package dev.playlistlake.local.query;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Splits SQL text into statements at each `;` outside of quotes and comments. Threads may share
/// it.
public final class SqlStatements {
  // Matches a quoted text or a comment (both may contain a ;), a ;, or any other character.
  private static final Pattern PIECE =
      Pattern.compile(
          "(?s)'(?:[^']|'')*+'?|\"(?:[^\"]|\"\")*+\"?|--[^\\n]*+|/\\*.*?(?:\\*/|\\z)|;|.");
  private static final Pattern BLANK = Pattern.compile("(?s)\\s|--[^\\n]*+|/\\*.*?(?:\\*/|\\z)");

  private SqlStatements() {}

  /// Returns the statements without their `;` and without empty ones.
  public static List<String> split(String text) {
    List<StringBuilder> statements = new ArrayList<>(List.of(new StringBuilder()));
    PIECE
        .matcher(text)
        .results()
        .forEach(
            piece -> {
              if (piece.group().equals(";")) {
                statements.add(new StringBuilder());
              } else {
                statements.getLast().append(piece.group());
              }
            });
    return statements.stream()
        .map(statement -> statement.toString().strip())
        .filter(statement -> !BLANK.matcher(statement).replaceAll("").isEmpty())
        .toList();
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
