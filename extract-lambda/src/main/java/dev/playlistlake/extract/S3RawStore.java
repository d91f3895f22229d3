package dev.playlistlake.extract;

import dev.playlistlake.model.RawKey;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.zip.CRC32;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/// The raw bucket. S3 checks what arrives against a checksum that stands in a header: left to the
/// SDK it would stand behind the body, which then is sent with a second content encoding that not
/// every stand-in for S3 takes off again.
record S3RawStore(S3Client s3, String bucket) implements RawStore {

  @Override
  public void put(RawKey key, byte[] envelope) {
    try {
      s3.putObject(
          request ->
              request
                  .bucket(bucket)
                  .key(key.toString())
                  .contentType("application/json")
                  .contentEncoding("gzip")
                  .checksumCRC32(crc32(envelope)),
          RequestBody.fromBytes(envelope));
    } catch (SdkException failure) {
      // A bucket that is missing or closed is mended by people too; the retry makes them see it.
      throw ExtractException.passing(
          "s3://%s/%s is not stored: %s".formatted(bucket, key, failure.getMessage()), failure);
    }
  }

  private static String crc32(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    byte[] value = ByteBuffer.allocate(Integer.BYTES).putInt((int) crc.getValue()).array();
    return Base64.getEncoder().encodeToString(value);
  }
}
