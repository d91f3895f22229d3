package dev.playlistlake.transform.input;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;

/// Opens the text of a raw object. The object may be gzipped, which its first two bytes show, and
/// may have a byte order mark. `DocumentReader` and the commands use it. Threads may share it.
public final class RawInput {
  private static final int BUFFER = 1 << 16;

  private RawInput() {}

  /// Opens the text.
  ///
  /// @return UTF-8 without compression and byte order mark; reading fails at the first byte that is
  ///   not valid UTF-8
  /// @throws IOException if the input cannot be read, or is UTF-16 or UTF-32
  public static InputStream open(InputStream raw) throws IOException {
    InputStream plain = new BufferedInputStream(raw, BUFFER);
    plain.mark(2);
    boolean gzipped = plain.read() == 0x1F && plain.read() == 0x8B;
    plain.reset();
    InputStream text =
        gzipped
            ? new BufferedInputStream(new GzipMembersInputStream(plain, BUFFER), BUFFER)
            : plain;
    text.mark(4);
    byte[] first = text.readNBytes(4);
    text.reset();
    if (startsWithMark(first)) {
      text.skipNBytes(3);
    } else {
      rejectWideCharacters(first);
    }
    return new Utf8InputStream(text);
  }

  private static boolean startsWithMark(byte[] first) {
    return first.length >= 3
        && first[0] == (byte) 0xEF
        && first[1] == (byte) 0xBB
        && first[2] == (byte) 0xBF;
  }

  // JSON in UTF-16 or UTF-32 has a zero among its first four bytes (RFC 4627, section 3). A zero is
  // also valid UTF-8, and the parser would detect the other encoding and accept it.
  private static void rejectWideCharacters(byte[] first) throws IOException {
    for (int i = 0; i < first.length; i++) {
      if (first[i] == 0) {
        throw new Utf8InputStream.NotUtf8Exception("byte 0x00 at offset " + i);
      }
    }
  }
}
