package dev.playlistlake.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.playlistlake.model.PlaylistId;
import dev.playlistlake.model.RawKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

class S3RawStoreTest {
  private static final RawKey KEY = new RawKey(LocalDate.of(2026, 11, 21), new PlaylistId(Lab.A));

  private final List<PutObjectRequest> requests = new ArrayList<>();
  private final List<byte[]> bodies = new ArrayList<>();

  @Test
  void anEnvelopeIsPutAsGzippedJson() {
    new S3RawStore(new Recording(), "raw").put(KEY, new byte[] {1, 2});

    assertThat(requests)
        .containsExactly(
            PutObjectRequest.builder()
                .bucket("raw")
                .key(Lab.key(Lab.A))
                .contentType("application/json")
                .contentEncoding("gzip")
                .checksumCRC32("tsxCkg==")
                .build());
    assertThat(bodies).containsExactly(new byte[] {1, 2});
  }

  @Test
  void aFailureNamesTheObjectAndMayBeCuredByARetry() {
    S3RawStore store = new S3RawStore(new Refusing(), "raw");

    assertThatThrownBy(() -> store.put(KEY, new byte[0]))
        .hasMessage("s3://raw/" + Lab.key(Lab.A) + " is not stored: no route to host")
        .matches(failure -> ((ExtractException) failure).retryMayCure());
  }

  @Test
  void aMarkIsPlainJsonAndWhatIsNotThereIsEmpty() {
    S3RawStore store = new S3RawStore(new Recording(), "raw");

    store.putState(NotBefore.KEY, "{}");

    assertThat(requests.getFirst().contentEncoding()).isNull();
    assertThat(requests.getFirst().key()).isEqualTo("state/not_before.json");
    assertThat(store.state(NotBefore.KEY)).isEmpty();
    assertThat(store.storedAt(KEY)).isEmpty();
  }

  @Test
  void whatCannotBeToldIsAFailureThatNamesTheObject() {
    S3RawStore store = new S3RawStore(new Refusing(), "raw");

    assertThatThrownBy(() -> store.storedAt(KEY))
        .hasMessage("s3://raw/" + Lab.key(Lab.A) + " is not readable: Forbidden");
    assertThatThrownBy(() -> store.state(NotBefore.KEY))
        .hasMessage("s3://raw/state/not_before.json is not readable: Forbidden");
  }

  private static SdkServiceException answer(int status, String message) {
    return SdkServiceException.builder().statusCode(status).message(message).build();
  }

  private class Recording implements S3Client {
    @Override
    public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
      requests.add(request);
      try (var bytes = body.contentStreamProvider().newStream()) {
        bodies.add(bytes.readAllBytes());
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
      return PutObjectResponse.builder().build();
    }

    @Override
    public HeadObjectResponse headObject(HeadObjectRequest request) {
      throw answer(404, "Not Found");
    }

    @Override
    public <T> T getObject(
        GetObjectRequest request, ResponseTransformer<GetObjectResponse, T> transformer) {
      throw answer(404, "Not Found");
    }

    @Override
    public String serviceName() {
      return "s3";
    }

    @Override
    public void close() {}
  }

  private final class Refusing extends Recording {
    @Override
    public HeadObjectResponse headObject(HeadObjectRequest request) {
      throw answer(403, "Forbidden");
    }

    @Override
    public <T> T getObject(
        GetObjectRequest request, ResponseTransformer<GetObjectResponse, T> transformer) {
      throw answer(403, "Forbidden");
    }

    @Override
    public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
      throw SdkClientException.create("no route to host");
    }
  }
}
