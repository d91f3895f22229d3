package dev.playlistlake.athena;

/// A generated section of a text, between the marks `<name…>` and `</name>` on lines of their own.
final class MarkedSection {
  private MarkedSection() {}

  /// The text with that part replaced.
  ///
  /// @param comment what stands before a mark on its line, without the line's indentation
  static String into(String text, String comment, String name, String part) {
    int open = text.indexOf(comment + "<" + name);
    int begin = text.indexOf('\n', open) + 1;
    int close = text.indexOf(comment + "</" + name + ">", begin);
    if (open < 0 || close < 0) {
      throw new IllegalArgumentException("no lines " + comment + "<" + name + "> and </…>");
    }
    int end = text.lastIndexOf('\n', close) + 1;
    return text.substring(0, begin) + part + text.substring(end);
  }
}
