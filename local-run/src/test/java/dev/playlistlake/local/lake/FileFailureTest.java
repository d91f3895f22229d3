package dev.playlistlake.local.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// The responses of the S3 server of a lake to errors of files.
final class FileFailureTest {
  private static final Path FILE = Path.of("lake", "songs.csv");

  private static S3Exception response(IOException failure) {
    try {
      return FileFailure.asResponse(
          FILE,
          () -> {
            throw failure;
          });
    } catch (S3Exception response) {
      return response;
    }
  }

  @Test
  void namesTheFileAndTheReasonForAFullDisk() {
    for (IOException full :
        List.of(
            new IOException("No space left on device"),
            new FileSystemException(
                "lake/" + LakeLayout.UNFINISHED + "1", null, "No space left on device"))) {
      assertThat(response(full).awsErrorDetails().errorMessage())
          .isEqualTo(FILE + ": No space left on device");
    }
  }

  @Test
  void namesTheFolderThatCannotBeRead() {
    assertThat(response(new AccessDeniedException("lake")).awsErrorDetails().errorMessage())
        .isEqualTo("lake: permission denied");
  }

  @Test
  void findsTheErrorOfAFileInsideOtherExceptions() {
    IOException full = new IOException("No space left on device");

    assertThatThrownBy(
            () ->
                FileFailure.asResponse(
                    FILE,
                    () -> {
                      throw new IllegalStateException(new UncheckedIOException(full));
                    }))
        .isInstanceOf(S3Exception.class)
        .hasMessageContaining("No space left on device");
  }

  @Test
  void keepsOtherExceptionsAndResponses() {
    RuntimeException bug = new IllegalStateException("bug");
    S3Exception missing =
        (S3Exception) S3Exception.builder().statusCode(404).cause(new IOException()).build();

    for (RuntimeException other : List.of(bug, missing)) {
      assertThatThrownBy(
              () ->
                  FileFailure.asResponse(
                      FILE,
                      () -> {
                        throw other;
                      }))
          .isSameAs(other);
    }
  }
}
