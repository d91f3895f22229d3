package dev.playlistlake.extract;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import software.amazon.awssdk.core.exception.SdkServiceException;
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

/// The raw bucket in memory. Threads may share it. Tests override methods that have to fail.
class FakeS3 implements S3Client {
  final Map<String, byte[]> objects = new ConcurrentSkipListMap<>();
  final List<PutObjectRequest> puts = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, Instant> times = new ConcurrentHashMap<>();
  private final InstantSource clock;

  FakeS3(InstantSource clock) {
    this.clock = clock;
  }

  /// Returns an error response of S3.
  static SdkServiceException error(int status, String message) {
    return SdkServiceException.builder().statusCode(status).message(message).build();
  }

  @Override
  public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
    try (InputStream bytes = body.contentStreamProvider().newStream()) {
      objects.put(request.key(), bytes.readAllBytes());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    times.put(request.key(), clock.instant());
    puts.add(request);
    return PutObjectResponse.builder().build();
  }

  @Override
  public HeadObjectResponse headObject(HeadObjectRequest request) {
    object(request.key());
    return HeadObjectResponse.builder().lastModified(times.get(request.key())).build();
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
    return SERVICE_NAME;
  }

  @Override
  public void close() {
    // nothing is open
  }
}
