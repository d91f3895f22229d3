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
    String line = text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]", "?");
    return line.length() <= 120 ? line : line.substring(0, 120) + "…";
  }
}
