package dev.playlistlake.transform;

/// Cleans a value for one field of a CSV file that Athena splits into lines before it looks at
/// quotes: the value has no line breaks, no control characters and no unpaired surrogates. Threads
/// may share it.
final class CsvField {
  private static final char DELETE = '\u007F';
  private static final char LAST_CONTROL = '\u009F';
  private static final char NEXT_LINE = '\u0085';
  private static final char LINE_SEPARATOR = '\u2028';
  private static final char PARAGRAPH_SEPARATOR = '\u2029';

  private CsvField() {}

  /// Cleans the value of one field.
  ///
  /// @return the same object if there is nothing to clean, which is nearly always
  static String clean(String value) {
    for (int i = 0; i < value.length(); i++) {
      if (mayNeedCleaning(value.charAt(i))) {
        return withoutUnpairedSurrogates(withoutControls(value));
      }
    }
    return value;
  }

  private static boolean mayNeedCleaning(char c) {
    return isControl(c) || isBreak(c) || Character.isSurrogate(c);
  }

  // Unicode category Cc.
  private static boolean isControl(char c) {
    return c < ' ' || (c >= DELETE && c <= LAST_CONTROL);
  }

  // A tab is the escape character of the tables in Glue, so it must not occur in a file.
  private static boolean isBreak(char c) {
    return (c >= '\t' && c <= '\r')
        || c == NEXT_LINE
        || c == LINE_SEPARATOR
        || c == PARAGRAPH_SEPARATOR;
  }

  // Each run of tabs and line breaks becomes one space. Other control characters are dropped.
  private static String withoutControls(String value) {
    StringBuilder text = new StringBuilder(value.length());
    boolean inBreak = false;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean isBreak = isBreak(c);
      if (isBreak && !inBreak) {
        text.append(' ');
      } else if (!isBreak && !isControl(c)) {
        text.append(c);
      }
      inBreak = isBreak;
    }
    return text.toString();
  }

  private static String withoutUnpairedSurrogates(String value) {
    StringBuilder text = new StringBuilder(value.length());
    value
        .codePoints()
        .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? '\uFFFD' : c)
        .forEach(text::appendCodePoint);
    return text.toString();
  }
}
