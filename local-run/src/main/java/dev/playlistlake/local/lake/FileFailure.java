package dev.playlistlake.local.lake;

import dev.playlistlake.local.cli.FileErrors;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Carries errors of files, such as a full disk or a missing permission, from the S3 server of a
/// lake in a folder to its client. Otherwise the client would get S3's message `An internal error
/// occurred`, and would retry. Threads may share it.
final class FileFailure {
  /// The client does not retry this status, and S3 never returns it.
  private static final int STATUS = 507;

  private static final String CODE = "FileFailure";

  private FileFailure() {}

  /// Work of the server on a file.
  @FunctionalInterface
  interface FileWork<T> {
    /// Does the work.
    T run() throws IOException;
  }

  /// Does some work. An error of a file becomes a response with the path and the reason.
  ///
  /// @param file the path when the error has none, or has that of an unfinished file
  /// @throws AwsServiceException when the file cannot be read or written
  static <T> T asResponse(Path file, FileWork<T> work) {
    try {
      return work.run();
    } catch (AwsServiceException response) {
      throw response;
    } catch (IOException failure) {
      throw response(file, failure);
    } catch (RuntimeException failure) {
      throw cause(failure).map(cause -> (RuntimeException) response(file, cause)).orElse(failure);
    }
  }

  /// Returns the error of a file that caused an exception.
  static Optional<IOException> cause(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException found) {
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }

  private static S3Exception response(Path file, IOException failure) {
    boolean unfinished =
        failure instanceof FileSystemException located
            && String.valueOf(located.getFile()).contains(LakeLayout.UNFINISHED);
    String message =
        unfinished ? file + ": " + FileErrors.reason(failure) : FileErrors.of(file, failure);
    return (S3Exception)
        S3Exception.builder()
            .message(message)
            .statusCode(STATUS)
            .awsErrorDetails(
                AwsErrorDetails.builder().errorCode(CODE).errorMessage(message).build())
            .build();
  }

  /// Removes the details of a request to S3 from the message: they say nothing about a file.
  static final class PlainMessage implements ExecutionInterceptor {
    @Override
    public Throwable modifyException(
        Context.FailedExecution context, ExecutionAttributes attributes) {
      return context.exception() instanceof S3Exception failure
              && failure.awsErrorDetails() != null
              && CODE.equals(failure.awsErrorDetails().errorCode())
          ? S3Exception.builder()
              .message(failure.awsErrorDetails().errorMessage())
              .statusCode(failure.statusCode())
              .cause(failure)
              .build()
          : context.exception();
    }
  }
}
