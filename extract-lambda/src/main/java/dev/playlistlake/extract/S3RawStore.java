package dev.playlistlake.extract;

import dev.playlistlake.model.RawKey;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/// The raw bucket.
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
                  .contentEncoding("gzip"),
          RequestBody.fromBytes(envelope));
    } catch (SdkException failure) {
      // A bucket that is missing or closed is mended by people too; the retry makes them see it.
      throw ExtractException.passing(
          "s3://%s/%s is not stored: %s".formatted(bucket, key, failure.getMessage()), failure);
    }
  }
}
