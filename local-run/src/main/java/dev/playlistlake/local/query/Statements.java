package dev.playlistlake.local.query;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Text with statements in it, each closed by a `;`. One in quotes or in a comment closes nothing.
public final class Statements {
  // What may hold a ; without meaning it, then what closes, then any other letter.
  private static final Pattern PIECE =
      Pattern.compile(
          "(?s)'(?:[^']|'')*+'?|\"(?:[^\"]|\"\")*+\"?|--[^\\n]*+|/\\*.*?(?:\\*/|\\z)|;|.");
  private static final Pattern NOISE = Pattern.compile("(?s)\\s|--[^\\n]*+|/\\*.*?(?:\\*/|\\z)");

  private Statements() {}

  /// The statements, without the `;` and without those that are empty.
  public static List<String> of(String text) {
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

  /// Whether a `;` closes the last of them.
  static boolean closed(String text) {
    String last = "";
    for (var piece : PIECE.matcher(text).results().toList()) {
      if (!NOISE.matcher(piece.group()).matches()) {
        last = piece.group();
      }
    }
    return last.equals(";");
  }
}
