package dev.playlistlake.local.archive;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// Cuts the text of an array of objects into theirs, byte for byte, in memory of a few bytes. The
/// array has been read before: what is no JSON gives no sensible slices.
public final class PlaylistSlices {
  private final InputStream text;
  private boolean begun;

  public PlaylistSlices(InputStream text) {
    this.text = new BufferedInputStream(text, 1 << 16);
  }

  /// Copies the next object's text.
  ///
  /// @return false when there is none
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
          // a number, a name or what stands between values
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
      throw new EOFException("the end inside an object");
    }
    to.write(octet);
    return octet;
  }
}
