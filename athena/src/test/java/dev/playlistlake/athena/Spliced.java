package dev.playlistlake.athena;

/// A part of a text that a program writes, between the marks `<name…>` and `</name>`, each on a
/// line of its own.
final class Spliced {
  private Spliced() {}

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
