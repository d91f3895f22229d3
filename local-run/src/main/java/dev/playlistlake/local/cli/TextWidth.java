package dev.playlistlake.local.cli;

import dev.playlistlake.model.SafeText;
import org.jline.utils.WCWidth;

/// The width of text on a terminal, in columns. A character of East Asia has two columns, and a
/// combining character has none. Everything that prints tables or cuts text uses it. Threads may
/// share it.
public final class TextWidth {
  private TextWidth() {}

  /// Returns the width of a text.
  ///
  /// @param text without control characters
  public static int columns(String text) {
    return text.codePoints().map(TextWidth::columns).sum();
  }

  private static int columns(int character) {
    return Math.max(0, WCWidth.wcwidth(character));
  }

  /// Makes a text safe to print, and cuts it to a number of columns. A text that is cut ends with
  /// `…`.
  public static String cut(String text, int columns) {
    String safe = SafeText.sanitize(text);
    if (columns(safe) <= columns) {
      return safe;
    }
    StringBuilder cut = new StringBuilder();
    int width = 1;
    for (int character : safe.codePoints().toArray()) {
      width += columns(character);
      if (width > columns) {
        break;
      }
      cut.appendCodePoint(character);
    }
    return cut.append('…').toString();
  }

  /// Adds spaces on the right up to a number of columns.
  public static String padded(String text, int columns) {
    return text + " ".repeat(Math.max(0, columns - columns(text)));
  }
}
