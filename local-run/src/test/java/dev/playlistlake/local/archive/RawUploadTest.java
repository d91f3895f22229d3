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

/// Storing a document when the bucket rejects a write.
final class RawUploadTest {
  private static final RawKey KEY = RawKey.parse(FailureRecords.key("p")).orElseThrow();
  private static final String NAME = "s3://raw/" + KEY + ": cannot be stored: ";

  @TempDir private Path home = Path.of("");
  private final Bucket bucket = new Bucket();

  private RawUpload.Existing put() throws IOException {
    GzipTempFile document = document("ours");
    return new RawUpload(bucket, "raw", false).put(KEY, document);
  }

  private GzipTempFile document(String text) throws IOException {
    return GzipTempFile.of(
        home.resolve(text), out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void retriesOnceAfterAConflict() throws IOException {
    bucket.errors.add(error(409, "ConditionalRequestConflict"));

    assertThat(put()).isEqualTo(RawUpload.Existing.NOTHING);
    assertThat(bucket.puts).isEqualTo(2);
  }

  @Test
  void comparesAgainWhenAnotherProgramStoredAnObjectMeanwhile() throws IOException {
    bucket.errors.add(error(409, "ConditionalRequestConflict"));
    bucket.errors.add(error(412, "PreconditionFailed"));
    bucket.storedMeanwhile = Optional.of(document("theirs"));

    assertThat(put()).isEqualTo(RawUpload.Existing.OTHER);
    assertThat(bucket.puts).isEqualTo(2);
  }

  @Test
  void givesUpAfterTwoConflicts() {
    bucket.errors.addAll(List.of(error(409, "Conflict"), error(409, "Conflict")));

    assertThatThrownBy(this::put)
        .isInstanceOfSatisfying(
            CommandException.class, failure -> assertThat(failure.affectsAll()).isFalse())
        .hasMessageStartingWith(NAME + "simulated Conflict");
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
  void someErrorsAffectEveryObject(int status, String code) {
    bucket.errors.add(error(status, code));

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
  void someErrorsAffectOnlyOneObject(int status, String code) {
    bucket.errors.add(error(status, code));

    assertThatThrownBy(this::put)
        .isInstanceOfSatisfying(
            CommandException.class, failure -> assertThat(failure.affectsAll()).isFalse())
        .hasMessageStartingWith(NAME + "simulated " + code);
  }

  private static S3Exception error(int status, String code) {
    return (S3Exception)
        S3Exception.builder()
            .statusCode(status)
            .message("simulated " + code)
            .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
            .build();
  }

  /// A bucket that rejects the first writes.
  private static final class Bucket implements S3Client {
    /// The errors of the first writes.
    final Deque<S3Exception> errors = new ArrayDeque<>();

    /// The object that exists after the first write.
    Optional<GzipTempFile> storedMeanwhile = Optional.empty();

    int puts;

    @Override
    public ResponseInputStream<GetObjectResponse> getObject(GetObjectRequest request) {
      if (puts == 0 || storedMeanwhile.isEmpty()) {
        throw NoSuchKeyException.builder().build();
      }
      try (InputStream stored = storedMeanwhile.get().open()) {
        return new ResponseInputStream<>(
            GetObjectResponse.builder().build(), new ByteArrayInputStream(stored.readAllBytes()));
      } catch (IOException failure) {
        throw new IllegalStateException(failure);
      }
    }

    @Override
    public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
      puts++;
      S3Exception error = errors.poll();
      if (error != null) {
        throw error;
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
