package dev.playlistlake.transform;

/// Makes a value safe for a line of CSV that Athena reads. Removes line breaks, control characters
/// and unpaired surrogates, and doubles every backslash. [CsvFile] uses it. Threads may share it.
final class CsvField {
  private static final char NEXT_LINE = '\u0085';
  private static final char LINE_SEPARATOR = '\u2028';
  private static final char PARAGRAPH_SEPARATOR = '\u2029';

  private CsvField() {}

  /// Cleans the value of one field.
  ///
  /// @return the same object if there is nothing to clean, which is the usual case
  static String clean(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < ' ' || c == '\\' || isRare(c)) {
        return rewritten(value);
      }
    }
    return value;
  }

  private static boolean isRare(char c) {
    return c >= NEXT_LINE
        && (c == NEXT_LINE
            || c == LINE_SEPARATOR
            || c == PARAGRAPH_SEPARATOR
            || Character.isSurrogate(c));
  }

  private static String rewritten(String value) {
    String flat = withoutControls(value);
    StringBuilder text = new StringBuilder(flat.length() + 16);
    for (int i = 0; i < flat.length(); ) {
      int character = flat.codePointAt(i);
      i += Character.charCount(character);
      if (character == '\\') {
        // OpenCSVSerDe treats a single backslash as the escape character, even between quotes.
        text.append("\\\\");
      } else {
        boolean unpaired =
            character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
        text.appendCodePoint(unpaired ? '\uFFFD' : character);
      }
    }
    return text.toString();
  }

  // Replaces each run of line breaks by one space, because Athena splits lines before it parses
  // quotes.
  private static String withoutControls(String value) {
    StringBuilder text = new StringBuilder(value.length());
    boolean inBreak = false;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean lineBreak = isLineBreak(c);
      if (lineBreak && !inBreak) {
        text.append(' ');
      } else if (!lineBreak && (c >= ' ' || c == '\t')) {
        text.append(c);
      }
      inBreak = lineBreak;
    }
    return text.toString();
  }

  private static boolean isLineBreak(char c) {
    return (c >= '\n' && c <= '\r')
        || c == NEXT_LINE
        || c == LINE_SEPARATOR
        || c == PARAGRAPH_SEPARATOR;
  }
}
