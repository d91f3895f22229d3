package dev.playlistlake.local.archive;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// Splits the text of an array of playlists into the texts of its elements, byte for byte, with
/// little memory. The array is the document, or the member `playlists` of the document. It does not
/// validate: the document must have been read as JSON before. Used by `import`, in one thread.
public final class PlaylistSlices {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final InputStream text;
  private boolean begun;

  /// Starts before the array.
  ///
  /// @param text UTF-8 text, which the caller closes
  public PlaylistSlices(InputStream text) {
    this.text = new BufferedInputStream(text, 1 << 16);
  }

  /// Copies the text of the next element.
  ///
  /// @return false when the array has no further element
  /// @throws EOFException when the text ends inside the array
  public boolean next(OutputStream to) throws IOException {
    if (!begun) {
      begun = true;
      findArray();
    }
    int octet = skipSpace(',');
    if (octet == ']') {
      return false;
    }
    copyValue(octet, to);
    return true;
  }

  private void findArray() throws IOException {
    if (skipSpace(',') == '[') {
      return;
    }
    for (int octet; (octet = skipSpace(',')) == '"'; ) {
      ByteArrayOutputStream name = new ByteArrayOutputStream();
      copyValue(octet, name);
      octet = skipSpace(':');
      if (octet == '[' && isPlaylists(name)) {
        return;
      }
      copyValue(octet, OutputStream.nullOutputStream());
    }
    throw new EOFException("the text contains no array of playlists");
  }

  private static boolean isPlaylists(ByteArrayOutputStream name) throws IOException {
    return JSON.readValue(name.toString(StandardCharsets.UTF_8), String.class).equals("playlists");
  }

  /// Skips white space and separators.
  ///
  /// @return the byte behind them
  private int skipSpace(char separator) throws IOException {
    int octet;
    do {
      octet = read();
    } while (octet == separator || octet == ' ' || octet == '\n' || octet == '\r' || octet == '\t');
    return octet;
  }

  /// Copies a value.
  ///
  /// @param first its first byte, which is read already
  private void copyValue(int first, OutputStream to) throws IOException {
    to.write(first);
    switch (first) {
      case '{', '[' -> copyContainer(to);
      case '"' -> copyString(to);
      default -> copyScalar(to);
    }
  }

  private void copyContainer(OutputStream to) throws IOException {
    for (int depth = 1; depth > 0; ) {
      int octet = copyByte(to);
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
    for (int octet; (octet = copyByte(to)) != '"'; ) {
      if (octet == '\\') {
        copyByte(to);
      }
    }
  }

  /// Copies the rest of a number or a literal, up to the byte before the separator.
  private void copyScalar(OutputStream to) throws IOException {
    while (true) {
      text.mark(1);
      int octet = read();
      if (",]} \n\r\t".indexOf(octet) >= 0) {
        text.reset();
        return;
      }
      to.write(octet);
    }
  }

  private int copyByte(OutputStream to) throws IOException {
    int octet = read();
    to.write(octet);
    return octet;
  }

  private int read() throws IOException {
    int octet = text.read();
    if (octet < 0) {
      throw new EOFException("the text ends inside the array");
    }
    return octet;
  }
}
