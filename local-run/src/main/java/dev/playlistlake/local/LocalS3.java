package dev.playlistlake.local;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/// S3 on 127.0.0.1 over a folder: each bucket a folder in it, each object a plain file.
public final class LocalS3 implements AutoCloseable {
  /// The raw bucket of a lake on one machine.
  public static final String RAW = "raw";

  /// The processed bucket of a lake on one machine.
  public static final String PROCESSED = "processed";

  /// What the server asks for and clients have to sign with.
  public static final AwsBasicCredentials CREDENTIALS =
      AwsBasicCredentials.create("local-lake", "local-lake-secret");

  private final S3Proxy server;

  private LocalS3(S3Proxy server) {
    this.server = server;
  }

  /// Serves a lake, whose two buckets are made when they aren't there.
  ///
  /// @throws IOException when the folder can't be written or the server doesn't start
  public static LocalS3 start(Path lake) throws IOException {
    for (String bucket : List.of(RAW, PROCESSED)) {
      Files.createDirectories(lake.resolve(bucket));
    }
    S3Proxy server =
        S3Proxy.builder()
            .blobStore(new FilesystemNio2BlobStore(lake.toAbsolutePath().toString()))
            .endpoint(URI.create("http://127.0.0.1:0"))
            .awsAuthentication(
                AuthenticationType.AWS_V4, CREDENTIALS.accessKeyId(), CREDENTIALS.secretAccessKey())
            .ignoreUnknownHeaders(true)
            .build();
    try {
      server.start();
    } catch (Exception failed) {
      throw new IOException("S3Proxy didn't start: " + failed.getMessage(), failed);
    }
    return new LocalS3(server);
  }

  /// Where it listens.
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getPort());
  }

  /// A client as the functions have it, pointed here.
  public S3Client client(ExecutionInterceptor... interceptors) {
    return S3Client.builder()
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .endpointOverride(endpoint())
        .forcePathStyle(true)
        .serviceConfiguration(s3 -> s3.chunkedEncodingEnabled(false))
        .region(Region.US_EAST_1)
        .credentialsProvider(StaticCredentialsProvider.create(CREDENTIALS))
        .overrideConfiguration(
            configuration -> configuration.executionInterceptors(List.of(interceptors)))
        .build();
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception failed) {
      throw new IllegalStateException("S3Proxy didn't stop", failed);
    }
  }
}
