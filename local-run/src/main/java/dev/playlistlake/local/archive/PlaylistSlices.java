package dev.playlistlake.local.archive;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// Splits the text of a JSON array of objects into the texts of the objects, byte for byte, with
/// little memory. It does not validate: the array must have been read as JSON before. Used by
/// `import`, in one thread.
public final class PlaylistSlices {
  private final InputStream text;
  private boolean begun;

  /// Starts before the array.
  ///
  /// @param text UTF-8 text, which the caller closes
  public PlaylistSlices(InputStream text) {
    this.text = new BufferedInputStream(text, 1 << 16);
  }

  /// Copies the text of the next object.
  ///
  /// @return false when the array has no further object
  /// @throws EOFException when the text ends inside an object
  public boolean next(OutputStream to) throws IOException {
    int octet = text.read();
    while (octet == ',' || isSpace(octet) || (octet == '[' && !begun)) {
      begun |= octet == '[';
      octet = text.read();
    }
    if (octet != '{') {
      return false;
    }
    copy(to);
    return true;
  }

  private static boolean isSpace(int octet) {
    return octet == ' ' || octet == '\n' || octet == '\r' || octet == '\t';
  }

  private void copy(OutputStream to) throws IOException {
    to.write('{');
    for (int depth = 1; depth > 0; ) {
      int octet = read(to);
      switch (octet) {
        case '{', '[' -> depth++;
        case '}', ']' -> depth--;
        case '"' -> copyString(to);
        default -> {
          // A number, a literal or white space.
        }
      }
    }
  }

  private void copyString(OutputStream to) throws IOException {
    for (int octet; (octet = read(to)) != '"'; ) {
      if (octet == '\\') {
        read(to);
      }
    }
  }

  private int read(OutputStream to) throws IOException {
    int octet = text.read();
    if (octet < 0) {
      throw new EOFException("the text ends inside an object");
    }
    to.write(octet);
    return octet;
  }
}
