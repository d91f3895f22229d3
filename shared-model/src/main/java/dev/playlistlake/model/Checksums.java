package dev.playlistlake.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.zip.CRC32;

/// Checksums in the formats that S3, file names and web pages need. All modules use it. Threads may
/// share it.
public final class Checksums {
  private Checksums() {}

  /// The value of a CRC32 in the format of S3's header `x-amz-checksum-crc32`: four bytes in
  /// Base64.
  public static String crc32(CRC32 crc) {
    byte[] value = ByteBuffer.allocate(Integer.BYTES).putInt((int) crc.getValue()).array();
    return Base64.getEncoder().encodeToString(value);
  }

  /// The CRC32 of the bytes in the format of S3's header.
  public static String crc32(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return crc32(crc);
  }

  /// The SHA-256 of a text in UTF-8.
  public static byte[] sha256(String text) {
    return sha256().digest(text.getBytes(StandardCharsets.UTF_8));
  }

  /// The SHA-256 of all bytes of a stream, which is read to its end and not closed.
  public static byte[] sha256(InputStream bytes) throws IOException {
    DigestInputStream read = new DigestInputStream(bytes, sha256());
    read.transferTo(OutputStream.nullOutputStream());
    return read.getMessageDigest().digest();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      // Every Java platform has SHA-256.
      throw new IllegalStateException(impossible);
    }
  }
}
