package dev.playlistlake.transform;

import dev.playlistlake.model.Checksums;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/// The processed bucket. Threads may share it.
///
/// A whole file is in memory while it is sent, because S3 needs its length first. Its checksum is
/// sent in a header. The SDK's default is to send it after the body, in an encoding that some
/// S3-compatible servers cannot decode.
record S3ProcessedStore(S3Client s3, String bucket) implements ProcessedStore {

  @Override
  public void put(CsvFile<?> file) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 16);
    CRC32 crc = new CRC32();
    file.writeTo(new CheckedOutputStream(out, crc));
    byte[] bytes = out.toByteArray();
    try {
      s3.putObject(
          request ->
              request
                  .bucket(bucket)
                  .key(file.key())
                  .contentType(CsvFile.CONTENT_TYPE)
                  .checksumCRC32(Checksums.crc32(crc)),
          RequestBody.fromContentProvider(
              () -> new ByteArrayInputStream(bytes), bytes.length, CsvFile.CONTENT_TYPE));
    } catch (SdkException failed) {
      throw new IOException("s3://" + bucket + ": " + failed.getMessage(), failed);
    }
  }
}
