package dev.playlistlake.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.playlistlake.extract.spotify.ExtractException;
import dev.playlistlake.model.PlaylistId;
import dev.playlistlake.model.RawKey;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

class S3RawBucketTest {
  private static final RawKey KEY =
      new RawKey(LocalDate.of(2026, 11, 21), new PlaylistId(ExtractHarness.A));

  private final FakeS3 s3 = new FakeS3(Instant::now);

  @Test
  void storesAnEnvelopeAsGzippedJson() {
    new S3RawBucket(s3, "raw").put(KEY, new byte[] {1, 2});

    assertThat(s3.puts)
        .containsExactly(
            PutObjectRequest.builder()
                .bucket("raw")
                .key(ExtractHarness.key(ExtractHarness.A))
                .contentType("application/json")
                .contentEncoding("gzip")
                .checksumCRC32("tsxCkg==")
                .build());
    assertThat(s3.objects.get(KEY.toString())).containsExactly(1, 2);
  }

  @Test
  void aWriteErrorNamesTheObjectAndIsRetryable() {
    S3RawBucket bucket = new S3RawBucket(new ClosedS3(), "raw");

    assertThatThrownBy(() -> bucket.put(KEY, new byte[0]))
        .hasMessage(
            "s3://raw/"
                + ExtractHarness.key(ExtractHarness.A)
                + " cannot be written: no route to host")
        .matches(failure -> ((ExtractException) failure).isRetryable());
  }

  @Test
  void storesStateAsPlainJsonAndReturnsNothingForAMissingObject() {
    S3RawBucket bucket = new S3RawBucket(s3, "raw");

    bucket.putState(BlockedUntil.KEY, "{}");

    assertThat(s3.puts.getFirst().contentEncoding()).isNull();
    assertThat(s3.puts.getFirst().key()).isEqualTo("state/not_before.json");
    assertThat(bucket.state(BlockedUntil.KEY)).hasValue("{}");
    assertThat(bucket.state("state/other.json")).isEmpty();
    assertThat(bucket.storedAt(KEY)).isEmpty();
  }

  @Test
  void aReadErrorNamesTheObject() {
    S3RawBucket bucket = new S3RawBucket(new ClosedS3(), "raw");

    assertThatThrownBy(() -> bucket.storedAt(KEY))
        .hasMessage(
            "s3://raw/" + ExtractHarness.key(ExtractHarness.A) + " cannot be read: Forbidden");
    assertThatThrownBy(() -> bucket.state(BlockedUntil.KEY))
        .hasMessage("s3://raw/state/not_before.json cannot be read: Forbidden");
  }

  /// A bucket without read permissions, and without a network connection for writes.
  private static final class ClosedS3 extends FakeS3 {
    ClosedS3() {
      super(Instant::now);
    }

    @Override
    public HeadObjectResponse headObject(HeadObjectRequest request) {
      throw error(403, "Forbidden");
    }

    @Override
    public <T> T getObject(
        GetObjectRequest request, ResponseTransformer<GetObjectResponse, T> transformer) {
      throw error(403, "Forbidden");
    }

    @Override
    public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
      throw SdkClientException.create("no route to host");
    }
  }
}
