package dev.playlistlake.transform;

import dev.playlistlake.model.SafeText;
import dev.playlistlake.transform.input.ForeignFormat;
import java.io.IOException;

/// A raw document was rejected, or a bucket cannot be read or written. The message contains the
/// name of the object or file. If a document was rejected, it also contains the JSON path, the
/// value found and the value expected.
public final class TransformException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private static final int MAX_SHOWN = 120;

  TransformException(String message) {
    super(message);
  }

  TransformException(String message, Throwable cause) {
    super(message, cause);
  }

  /// Creates the error for a document that is rejected. No table is written from it.
  ///
  /// @param name the object or file
  /// @param path JSON path, `$` for the document itself
  static TransformException rejected(String name, String path, String found, String expected) {
    TransformException error =
        new TransformException(
            "%s: rejected at %s: found %s, expected %s".formatted(name, path, found, expected));
    return ForeignFormat.ofFound(found).map(error::with).orElse(error);
  }

  /// Adds the advice for a format that is not read, unless the message has it.
  TransformException with(ForeignFormat format) {
    String message = String.valueOf(getMessage());
    return message.endsWith(format.advice())
        ? this
        : new TransformException(message + ". " + format.advice());
  }

  /// Creates the error for an object or file that cannot be read.
  static TransformException unreadable(String name, IOException cause) {
    return unreadable(name, String.valueOf(cause.getMessage()), cause);
  }

  /// Creates the error for an object or file that cannot be read, with the reason.
  static TransformException unreadable(String name, String reason, Exception cause) {
    return new TransformException(name + ": cannot be read: " + reason, cause);
  }

  /// Creates the error for a document whose rows don't fit into the heap.
  public static TransformException tooLarge(String name, OutOfMemoryError cause) {
    long megabytes = Runtime.getRuntime().maxMemory() >> 20;
    return new TransformException(
        name + ": its rows need more than the " + megabytes + " MB of heap. Increase the memory.",
        cause);
  }

  /// Makes text from outside short and safe to print, for an error.
  static String shown(String text) {
    return SafeText.sanitize(text, MAX_SHOWN);
  }
}
