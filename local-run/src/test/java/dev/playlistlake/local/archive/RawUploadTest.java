package dev.playlistlake.local.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.playlistlake.local.cli.CommandException;
import dev.playlistlake.local.operate.FailureRecords;
import dev.playlistlake.model.RawKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// What becomes of a document that the bucket doesn't take at once.
final class RawUploadTest {
  private static final RawKey KEY = RawKey.parse(FailureRecords.key("p")).orElseThrow();
  private static final String NAME = "s3://raw/" + KEY + ": can't be stored: ";

  @TempDir private Path home = Path.of("");
  private final Bucket bucket = new Bucket();

  private RawUpload.There put() throws IOException {
    GzipTempFile document = document("mine");
    return new RawUpload(bucket, "raw", false).put(KEY, document);
  }

  private GzipTempFile document(String text) throws IOException {
    return GzipTempFile.of(
        home.resolve(text), out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void sendsADocumentOnceMoreAfterAConflict() throws IOException {
    bucket.refusals.add(refusal(409, "ConditionalRequestConflict"));

    assertThat(put()).isEqualTo(RawUpload.There.NOTHING);
    assertThat(bucket.puts).isEqualTo(2);
  }

  @Test
  void looksAgainWhenAnotherStoredItMeanwhile() throws IOException {
    bucket.refusals.add(refusal(409, "ConditionalRequestConflict"));
    bucket.refusals.add(refusal(412, "PreconditionFailed"));
    bucket.appearing = Optional.of(document("theirs"));

    assertThat(put()).isEqualTo(RawUpload.There.OTHER);
    assertThat(bucket.puts).isEqualTo(2);
  }

  @Test
  void givesUpAfterTwoConflicts() {
    bucket.refusals.addAll(List.of(refusal(409, "Conflict"), refusal(409, "Conflict")));

    assertThatThrownBy(this::put)
        .isInstanceOfSatisfying(
            CommandException.class, failure -> assertThat(failure.affectsAll()).isFalse())
        .hasMessageStartingWith(NAME + "told Conflict");
    assertThat(bucket.puts).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "403, AccessDenied",
    "403, InvalidAccessKeyId",
    "404, NoSuchBucket",
    "301, PermanentRedirect",
    "400, ExpiredToken"
  })
  void tellsWhatFailsForEveryObjectAlike(int status, String code) {
    bucket.refusals.add(refusal(status, code));

    assertThatThrownBy(this::put)
        .isInstanceOfSatisfying(
            CommandException.class, failure -> assertThat(failure.affectsAll()).isTrue())
        .hasMessageStartingWith(NAME);
    assertThat(bucket.puts).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "503, SlowDown",
    "500, InternalError",
    "400, EntityTooLarge",
    "403, InvalidObjectState"
  })
  void tellsWhatFailsForThisObjectAlone(int status, String code) {
    bucket.refusals.add(refusal(status, code));

    assertThatThrownBy(this::put)
        .isInstanceOfSatisfying(
            CommandException.class, failure -> assertThat(failure.affectsAll()).isFalse())
        .hasMessageStartingWith(NAME + "told " + code);
  }

  private static S3Exception refusal(int status, String code) {
    return (S3Exception)
        S3Exception.builder()
            .statusCode(status)
            .message("told " + code)
            .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
            .build();
  }

  /// A bucket that refuses some writes.
  private static final class Bucket implements S3Client {
    final Deque<S3Exception> refusals = new ArrayDeque<>();

    /// What is there from the first write on.
    Optional<GzipTempFile> appearing = Optional.empty();

    int puts;

    @Override
    public ResponseInputStream<GetObjectResponse> getObject(GetObjectRequest request) {
      if (puts == 0 || appearing.isEmpty()) {
        throw NoSuchKeyException.builder().build();
      }
      try (InputStream stored = appearing.get().open()) {
        return new ResponseInputStream<>(
            GetObjectResponse.builder().build(), new ByteArrayInputStream(stored.readAllBytes()));
      } catch (IOException failure) {
        throw new IllegalStateException(failure);
      }
    }

    @Override
    public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
      puts++;
      S3Exception refusal = refusals.poll();
      if (refusal != null) {
        throw refusal;
      }
      return PutObjectResponse.builder().build();
    }

    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {
      // nothing is open
    }
  }
}
