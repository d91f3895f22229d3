package dev.playlistlake.transform;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/// Reads the raw bucket. Threads may share it.
record S3RawReader(S3Client s3, String bucket) implements RawReader {

  @Override
  public Optional<RawObject> get(String key) {
    try {
      ResponseInputStream<GetObjectResponse> body =
          s3.getObject(request -> request.bucket(bucket).key(key));
      GetObjectResponse head = body.response();
      String version = version(head.eTag(), head.lastModified(), head.contentLength());
      return Optional.of(new RawObject(version, bytes(head), body));
    } catch (NoSuchKeyException gone) {
      return Optional.empty();
    } catch (SdkException failed) {
      throw unreadable(key, failed);
    }
  }

  @Override
  public Optional<String> entityTag(String key) {
    try {
      HeadObjectResponse head = s3.headObject(request -> request.bucket(bucket).key(key));
      return Optional.of(version(head.eTag(), head.lastModified(), head.contentLength()));
    } catch (NoSuchKeyException gone) {
      return Optional.empty();
    } catch (SdkException failed) {
      throw unreadable(key, failed);
    }
  }

  @Override
  public String name(String key) {
    return "s3://" + bucket + "/" + key;
  }

  /// S3 always sends an entity tag. A server that stores objects as files may send none for a file
  /// that it didn't write.
  private static String version(
      @Nullable String entityTag, @Nullable Instant lastModified, @Nullable Long length) {
    return entityTag != null ? entityTag : lastModified + " " + length;
  }

  private static long bytes(GetObjectResponse head) {
    return head.contentLength() == null ? 0 : head.contentLength();
  }

  private TransformException unreadable(String key, SdkException cause) {
    boolean denied = cause instanceof AwsServiceException service && service.statusCode() == 403;
    String hint =
        denied ? " (also the status for a missing object if the role lacks s3:ListBucket)" : "";
    String reason = cause.getMessage() + hint;
    return TransformException.unreadable(name(key), reason, cause);
  }
}
