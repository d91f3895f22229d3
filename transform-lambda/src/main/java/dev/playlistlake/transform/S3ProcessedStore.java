package dev.playlistlake.transform;

import dev.playlistlake.model.PlaylistId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/// The processed bucket. A table is in memory as a whole while it is sent, for S3 wants to know its
/// length first.
record S3ProcessedStore(S3Client s3, String bucket) implements ProcessedStore {

  @Override
  public void put(String key, TableRows<?> rows, PlaylistId playlist) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream(1 << 16);
    CsvFile.write(rows, playlist, file);
    byte[] bytes = file.toByteArray();
    try {
      s3.putObject(
          request -> request.bucket(bucket).key(key).contentType(CsvFile.CONTENT_TYPE),
          RequestBody.fromContentProvider(
              () -> new ByteArrayInputStream(bytes), bytes.length, CsvFile.CONTENT_TYPE));
    } catch (SdkException refused) {
      throw new IOException("s3://" + bucket + ": " + refused.getMessage(), refused);
    }
  }
}
