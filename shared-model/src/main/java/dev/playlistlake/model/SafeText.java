package dev.playlistlake.model;

/// Makes text from outside safe to print on a terminal or in a log. Such text is a name from
/// Spotify, a file name, a message of another server or an argument. All modules use it, and
/// threads may share it. It doesn't hide secrets.
public final class SafeText {
  /// U+FFFD, the character that Unicode has for this purpose.
  private static final char REPLACEMENT = '\uFFFD';

  private SafeText() {}

  /// Returns the value's text on one line, with the same length. Tabs and line breaks become
  /// spaces. Other control characters, overrides and isolates of the writing direction, and
  /// unpaired surrogates become U+FFFD.
  public static String sanitize(Object value) {
    return value
        .toString()
        .codePoints()
        .map(SafeText::sanitize)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /// Like [#sanitize(Object)], but cuts longer text and ends it with `…`.
  ///
  /// @param maxLength in UTF-16 code units, without the `…`
  public static String sanitize(String text, int maxLength) {
    if (text.length() <= maxLength) {
      return sanitize(text);
    }
    boolean cutsPair =
        Character.isSurrogatePair(text.charAt(maxLength - 1), text.charAt(maxLength));
    return sanitize(text.substring(0, cutsPair ? maxLength - 1 : maxLength)) + '…';
  }

  private static int sanitize(int codePoint) {
    return switch (codePoint) {
      case '\t', '\n', '\u000B', '\f', '\r', 0x85, 0x2028, 0x2029 -> ' ';
      default -> isUnsafe(codePoint) ? REPLACEMENT : codePoint;
    };
  }

  /// Terminals interpret C1 control characters (U+0080 to U+009F) like escape sequences.
  private static boolean isUnsafe(int codePoint) {
    return Character.isISOControl(codePoint)
        || Character.getType(codePoint) == Character.SURROGATE
        || (codePoint >= 0x202A && codePoint <= 0x202E)
        || (codePoint >= 0x2066 && codePoint <= 0x2069);
  }
}
