package dev.playlistlake.model;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.zip.CRC32;

/// Checksums in the forms that S3, file names and web pages need. All modules use it.
public final class Checksums {
  private Checksums() {}

  /// A CRC32 as S3 expects it in the header `x-amz-checksum-crc32`: four bytes in Base64.
  public static String crc32(CRC32 crc) {
    byte[] value = ByteBuffer.allocate(Integer.BYTES).putInt((int) crc.getValue()).array();
    return Base64.getEncoder().encodeToString(value);
  }

  /// The CRC32 of bytes as S3 expects it.
  public static String crc32(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return crc32(crc);
  }

  /// The SHA-256 of a text in UTF-8.
  public static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      // Every Java platform has it.
      throw new IllegalStateException(impossible);
    }
  }
}
