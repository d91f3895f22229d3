package dev.playlistlake.local.extract;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/// A bucket in memory.
final class MemoryS3 implements S3Client {
  final Map<String, byte[]> objects = new ConcurrentSkipListMap<>();
  private final InstantSource clock;

  MemoryS3(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
    try (InputStream bytes = body.contentStreamProvider().newStream()) {
      objects.put(request.key(), bytes.readAllBytes());
      return PutObjectResponse.builder().build();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public HeadObjectResponse headObject(HeadObjectRequest request) {
    object(request.key());
    return HeadObjectResponse.builder().lastModified(clock.instant()).build();
  }

  @Override
  public <T> T getObject(
      GetObjectRequest request, ResponseTransformer<GetObjectResponse, T> transformer) {
    InputStream bytes = new ByteArrayInputStream(object(request.key()));
    GetObjectResponse response = GetObjectResponse.builder().build();
    try {
      return transformer.transform(response, AbortableInputStream.create(bytes));
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
  }

  private byte[] object(String key) {
    byte[] bytes = objects.get(key);
    if (bytes == null) {
      throw NoSuchKeyException.builder().statusCode(404).message("no such key").build();
    }
    return bytes;
  }

  @Override
  public String serviceName() {
    return "s3";
  }

  @Override
  public void close() {}
}
