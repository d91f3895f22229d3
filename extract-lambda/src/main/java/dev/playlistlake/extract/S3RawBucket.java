package dev.playlistlake.extract;

import dev.playlistlake.extract.spotify.ExtractException;
import dev.playlistlake.model.Checksums;
import dev.playlistlake.model.RawKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/// The raw bucket in S3. Threads share it, and the client is thread-safe. Each upload has a
/// checksum in a header, which S3 verifies. By default the SDK sends the checksum after the body
/// and adds a second content encoding, which some S3 emulators store with the object.
record S3RawBucket(S3Client s3, String bucket) implements RawBucket {

  @Override
  public void put(RawKey key, byte[] envelope) {
    put(key.toString(), envelope, request -> request.contentEncoding("gzip"));
  }

  @Override
  public Optional<Instant> storedAt(RawKey key) {
    return ifExists(
        key.toString(),
        () -> s3.headObject(head -> head.bucket(bucket).key(key.toString())).lastModified());
  }

  @Override
  public Optional<String> state(String key) {
    return ifExists(
        key, () -> s3.getObjectAsBytes(get -> get.bucket(bucket).key(key)).asUtf8String());
  }

  @Override
  public void putState(String key, String json) {
    put(key, json.getBytes(StandardCharsets.UTF_8), _ -> {});
  }

  private void put(String key, byte[] body, Consumer<PutObjectRequest.Builder> more) {
    try {
      s3.putObject(
          request -> {
            request.bucket(bucket).key(key).contentType("application/json");
            request.checksumCRC32(Checksums.crc32(body));
            more.accept(request);
          },
          RequestBody.fromBytes(body));
    } catch (SdkException failure) {
      // Retryable even if the bucket is missing or access is denied: the failed retries trigger an
      // alarm.
      throw ExtractException.retryable(
          "s3://%s/%s cannot be written: %s".formatted(bucket, key, failure.getMessage()), failure);
    }
  }

  private <T> Optional<T> ifExists(String key, Supplier<T> request) {
    try {
      return Optional.of(request.get());
    } catch (SdkException failure) {
      if (failure instanceof SdkServiceException response && response.statusCode() == 404) {
        return Optional.empty();
      }
      throw ExtractException.retryable(
          "s3://%s/%s cannot be read: %s".formatted(bucket, key, failure.getMessage()), failure);
    }
  }
}
