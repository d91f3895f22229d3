package dev.playlistlake.transform;

/// A raw document that can't become tables, or a bucket that can't be read or written. The message
/// names the object, and where there is one the JSON path, what was found and what was expected.
public final class TransformException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TransformException(String message) {
    super(message);
  }

  TransformException(String message, Throwable cause) {
    super(message, cause);
  }

  /// A document that no table may be written from.
  ///
  /// @param name the object or file
  /// @param path JSON path, `$` for the document itself
  static TransformException refused(String name, String path, String found, String expected) {
    return new TransformException(
        "%s: refused at %s: found %s, expected %s".formatted(name, path, found, expected));
  }

  /// A document whose rows don't fit the heap.
  public static TransformException tooLarge(String name, OutOfMemoryError cause) {
    long megabytes = Runtime.getRuntime().maxMemory() >> 20;
    return new TransformException(
        name + ": its rows need more than the " + megabytes + " MB of heap: give it more memory",
        cause);
  }

  /// Text from outside as an error may show it: short, on one line.
  static String shown(String text) {
    return shown(text, 120);
  }

  /// Text from outside as a terminal may show it: on one line, without control characters (a
  /// terminal obeys U+0080 to U+009F too) and marks that turn the direction of what follows.
  ///
  /// @param longest in UTF-16 units; what is longer is cut
  public static String shown(String text, int longest) {
    String line = text.replaceAll("[\\p{Cc}\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069]", "?");
    return line.length() <= longest ? line : line.substring(0, longest) + "…";
  }
}
