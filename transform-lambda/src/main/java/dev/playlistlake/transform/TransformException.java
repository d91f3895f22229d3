package dev.playlistlake.transform;

import dev.playlistlake.model.SafeText;

/// A raw document that can't become tables, or a bucket that can't be read or written. The message
/// names the object, and for a refused document the JSON path, the value found and the value
/// expected.
public final class TransformException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private static final int MAX_SHOWN = 120;

  TransformException(String message) {
    super(message);
  }

  TransformException(String message, Throwable cause) {
    super(message, cause);
  }

  /// A refused document: no table is written from it.
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

  /// Text from outside as an error shows it: short and safe to print.
  static String shown(String text) {
    return SafeText.sanitize(text, MAX_SHOWN);
  }
}
