package dev.playlistlake.transform.input;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/// The text of a gzip file ([RFC 1952](https://www.rfc-editor.org/rfc/rfc1952)), which may have
/// several members. Unlike the JDK's stream, which ignores everything after the last member, it
/// accepts only zeros there, which some tools add as padding. [RawInput] uses it, and one thread
/// reads it.
public final class GzipMembersInputStream extends InputStream {
  private static final int HEADER_CRC = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;
  private static final int RESERVED = 0xE0;
  private static final int DEFLATED = 8;

  private final PushbackInputStream in;
  private final byte[] compressed;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private int filled;
  private boolean atEnd;

  /// Opens a gzip file and reads its first header.
  ///
  /// @throws IOException if the header is damaged
  GzipMembersInputStream(InputStream in, int buffer) throws IOException {
    this.compressed = new byte[buffer];
    this.in = new PushbackInputStream(in, buffer);
    if (require() != 0x1F || require() != 0x8B) {
      throw new ZipException("no gzip header");
    }
    readHeader();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    try {
      while (!atEnd) {
        int count = inflater.inflate(target, offset, length);
        if (count > 0) {
          crc.update(target, offset, count);
          return count;
        }
        if (inflater.finished()) {
          endMember();
        } else if (inflater.needsInput()) {
          fill();
        } else {
          throw new ZipException("it needs a dictionary");
        }
      }
      return -1;
    } catch (DataFormatException damaged) {
      String reason = damaged.getMessage();
      throw new ZipException(reason == null ? "invalid data" : reason);
    }
  }

  private void fill() throws IOException {
    filled = in.read(compressed);
    if (filled < 0) {
      throw new EOFException("it ends too early");
    }
    inflater.setInput(compressed, 0, filled);
  }

  private void endMember() throws IOException {
    long written = inflater.getBytesWritten();
    int rest = inflater.getRemaining();
    if (rest > 0) {
      in.unread(compressed, filled - rest, rest);
    }
    if (littleEndian(4) != crc.getValue()) {
      throw new ZipException("its checksum doesn't match");
    }
    if (littleEndian(4) != (written & 0xFFFFFFFFL)) {
      throw new ZipException("its length doesn't match");
    }
    int next = in.read();
    if (next == 0x1F) {
      if (in.read() != 0x8B) {
        throw new TrailingBytesException();
      }
      readHeader();
      inflater.reset();
      crc.reset();
      return;
    }
    for (; next >= 0; next = in.read()) {
      if (next != 0) {
        throw new TrailingBytesException();
      }
    }
    atEnd = true;
  }

  private void readHeader() throws IOException {
    if (require() != DEFLATED) {
      throw new ZipException("unknown compression method");
    }
    int flags = require();
    if ((flags & RESERVED) != 0) {
      throw new ZipException("unknown flags");
    }
    ignore(6);
    if ((flags & EXTRA) != 0) {
      ignore(littleEndian(2));
    }
    if ((flags & NAME) != 0) {
      skipText();
    }
    if ((flags & COMMENT) != 0) {
      skipText();
    }
    if ((flags & HEADER_CRC) != 0) {
      ignore(2);
    }
  }

  private void skipText() throws IOException {
    while (require() != 0) {
      // The name of the original file, or a comment.
    }
  }

  private long littleEndian(int bytes) throws IOException {
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      value |= (long) require() << (8 * i);
    }
    return value;
  }

  private void ignore(long bytes) throws IOException {
    for (long i = 0; i < bytes; i++) {
      require();
    }
  }

  private int require() throws IOException {
    int octet = in.read();
    if (octet < 0) {
      throw new EOFException("it ends inside its header or trailer");
    }
    return octet;
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    in.close();
  }

  /// There are bytes after the last member that are not zero.
  public static final class TrailingBytesException extends IOException {
    private static final long serialVersionUID = 1L;
  }
}
