package dev.playlistlake.transform;

import dev.playlistlake.model.PlaylistId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/// The processed bucket. A table is in memory as a whole while it is sent, for S3 wants to know its
/// length first. Its checksum stands in a header: left to the SDK it would stand behind the body,
/// in an encoding that not every stand-in for S3 takes off again.
record S3ProcessedStore(S3Client s3, String bucket) implements ProcessedStore {

  @Override
  public void put(String key, TableRows<?> rows, PlaylistId playlist) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream(1 << 16);
    CRC32 crc = new CRC32();
    CsvFile.write(rows, playlist, new CheckedOutputStream(file, crc));
    byte[] bytes = file.toByteArray();
    try {
      s3.putObject(
          request ->
              request
                  .bucket(bucket)
                  .key(key)
                  .contentType(CsvFile.CONTENT_TYPE)
                  .checksumCRC32(base64(crc)),
          RequestBody.fromContentProvider(
              () -> new ByteArrayInputStream(bytes), bytes.length, CsvFile.CONTENT_TYPE));
    } catch (SdkException refused) {
      throw new IOException("s3://" + bucket + ": " + refused.getMessage(), refused);
    }
  }

  private static String base64(CRC32 crc) {
    byte[] value = ByteBuffer.allocate(Integer.BYTES).putInt((int) crc.getValue()).array();
    return Base64.getEncoder().encodeToString(value);
  }
}
