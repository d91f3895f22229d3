package dev.playlistlake.transform;

import java.util.Optional;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/// The raw bucket.
record S3RawStore(S3Client s3, String bucket) implements RawStore {

  @Override
  public Optional<RawObject> get(String key) {
    try {
      ResponseInputStream<GetObjectResponse> body =
          s3.getObject(request -> request.bucket(bucket).key(key));
      return Optional.of(new RawObject(body.response().eTag(), body));
    } catch (NoSuchKeyException gone) {
      return Optional.empty();
    } catch (SdkException broken) {
      throw unreadable(key, broken);
    }
  }

  @Override
  public Optional<String> entityTag(String key) {
    try {
      return Optional.of(s3.headObject(request -> request.bucket(bucket).key(key)).eTag());
    } catch (NoSuchKeyException gone) {
      return Optional.empty();
    } catch (SdkException broken) {
      throw unreadable(key, broken);
    }
  }

  @Override
  public String name(String key) {
    return "s3://" + bucket + "/" + key;
  }

  private TransformException unreadable(String key, SdkException cause) {
    return new TransformException(name(key) + ": can't be read: " + cause.getMessage(), cause);
  }
}
