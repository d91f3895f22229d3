package dev.playlistlake.athena;

/// A generated section of a text, between lines with the marks `<name…>` and `</name>`. Tests of
/// generated text use it.
final class MarkedSection {
  private MarkedSection() {}

  /// Returns the text with the section replaced.
  ///
  /// @param comment the text before a mark on its line, without the indentation
  static String into(String text, String comment, String name, String part) {
    int open = text.indexOf(comment + "<" + name);
    int begin = text.indexOf('\n', open) + 1;
    int close = text.indexOf(comment + "</" + name + ">", begin);
    if (open < 0 || close < 0) {
      throw new IllegalArgumentException(
          "missing lines " + comment + "<" + name + "> and </" + name + ">");
    }
    int end = text.lastIndexOf('\n', close) + 1;
    return text.substring(0, begin) + part + text.substring(end);
  }
}
