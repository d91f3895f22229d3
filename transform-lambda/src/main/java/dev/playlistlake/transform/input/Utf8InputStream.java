package dev.playlistlake.transform.input;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;

/// A stream of another stream's bytes that fails at the first byte that is not valid UTF-8. Jackson
/// would accept overlong forms, encoded surrogates and UTF-16. [RawInput] uses it, and one thread
/// reads it.
public final class Utf8InputStream extends FilterInputStream {
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ANY_HIGH_BIT = 0x8080808080808080L;

  private long bytesRead;
  // The number of continuation bytes still expected, and the range of the next one.
  private int missing;
  private int lowest = 0x80;
  private int highest = 0xBF;

  Utf8InputStream(InputStream in) {
    super(in);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int count = super.read(buffer, offset, length);
    if (count < 0) {
      if (missing > 0) {
        throw new NotUtf8Exception("an incomplete character at the end (byte " + bytesRead + ")");
      }
      return count;
    }
    check(buffer, offset, offset + count);
    bytesRead += count;
    return count;
  }

  private void check(byte[] buffer, int start, int end) throws NotUtf8Exception {
    int at = start;
    while (at < end) {
      if (missing == 0) {
        while (at + 8 <= end && ((long) EIGHT.get(buffer, at) & ANY_HIGH_BIT) == 0) {
          at += 8;
        }
        if (at == end) {
          return;
        }
      }
      int octet = buffer[at] & 0xFF;
      if (!(missing == 0 ? begins(octet) : continues(octet))) {
        throw new NotUtf8Exception(
            "byte 0x%02X at offset %d".formatted(octet, bytesRead + at - start));
      }
      at++;
    }
  }

  // Table 3-7 of the Unicode Standard: well-formed UTF-8 byte sequences.
  private boolean begins(int octet) {
    if (octet < 0x80) {
      return true;
    }
    missing = octet < 0xC2 || octet > 0xF4 ? 0 : octet < 0xE0 ? 1 : octet < 0xF0 ? 2 : 3;
    lowest = octet == 0xE0 ? 0xA0 : octet == 0xF0 ? 0x90 : 0x80;
    highest = octet == 0xED ? 0x9F : octet == 0xF4 ? 0x8F : 0xBF;
    return missing > 0;
  }

  private boolean continues(int octet) {
    boolean valid = octet >= lowest && octet <= highest;
    missing--;
    lowest = 0x80;
    highest = 0xBF;
    return valid;
  }

  @Override
  public long skip(long count) throws IOException {
    throw new UnsupportedOperationException("every byte is checked");
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  /// The bytes are not UTF-8. The message contains the first invalid byte.
  public static final class NotUtf8Exception extends CharacterCodingException {
    private static final long serialVersionUID = 1L;

    private final String found;

    NotUtf8Exception(String found) {
      this.found = found;
    }

    @Override
    public String getMessage() {
      return found;
    }
  }
}
