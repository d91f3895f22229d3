package dev.playlistlake.local.query;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Splits SQL text into statements at each `;` outside of quotes and comments.
public final class SqlStatements {
  // Quotes and comments, which may contain a ;, then a ; itself, then any other character.
  private static final Pattern PIECE =
      Pattern.compile(
          "(?s)'(?:[^']|'')*+'?|\"(?:[^\"]|\"\")*+\"?|--[^\\n]*+|/\\*.*?(?:\\*/|\\z)|;|.");
  private static final Pattern NOISE = Pattern.compile("(?s)\\s|--[^\\n]*+|/\\*.*?(?:\\*/|\\z)");

  private SqlStatements() {}

  /// The statements without their `;`. Empty ones are left out.
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
        .filter(statement -> !NOISE.matcher(statement).replaceAll("").isEmpty())
        .toList();
  }

  /// Whether the last statement ends with a `;`.
  static boolean isComplete(String text) {
    String last = "";
    for (var piece : PIECE.matcher(text).results().toList()) {
      if (!NOISE.matcher(piece.group()).matches()) {
        last = piece.group();
      }
    }
    return last.equals(";");
  }
}
