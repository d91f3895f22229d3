package dev.playlistlake.local.lake;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/// An S3 server on 127.0.0.1 for a lake in a folder. Each bucket is a folder, each object a plain
/// file. Used by every command that works on a lake in a folder. Threads may share it.
///
/// Every program of the machine can connect to the server, and the folder may contain other files.
/// The server therefore accepts only requests that are signed with this process's own random
/// credentials, and serves only the buckets ([LakeBuckets]).
public final class LocalS3 implements AutoCloseable {

  private static final Set<String> BUCKETS = Set.of(LakeLayout.RAW, LakeLayout.PROCESSED);
  private static final SecureRandom RANDOM = new SecureRandom();

  private final S3Proxy server;
  private final AwsBasicCredentials credentials;

  private LocalS3(S3Proxy server, AwsBasicCredentials credentials) {
    this.server = server;
    this.credentials = credentials;
  }

  /// Serves a lake, and creates its two buckets if they are missing.
  ///
  /// @throws IOException when the folder cannot be written or the server does not start
  public static LocalS3 start(Path lake) throws IOException {
    LinkCheck.requirePlainLake(lake);
    return start(lake, BUCKETS);
  }

  /// Serves a lake without creating buckets. A missing bucket is empty.
  ///
  /// @throws IOException when the server does not start
  static LocalS3 startToRead(Path lake) throws IOException {
    LinkCheck.requirePlainLake(lake);
    return serve(lake, BUCKETS);
  }

  /// Serves buckets with other names, and creates them if they are missing.
  ///
  /// @throws IOException when the folder cannot be written or the server does not start
  public static LocalS3 start(Path folder, Set<String> buckets) throws IOException {
    for (String bucket : buckets) {
      LinkCheck.requirePlain(folder.resolve(bucket));
      Files.createDirectories(folder.resolve(bucket));
    }
    return serve(folder, buckets);
  }

  private static LocalS3 serve(Path folder, Set<String> buckets) throws IOException {
    AwsBasicCredentials credentials = AwsBasicCredentials.create(random(), random());
    S3Proxy server =
        S3Proxy.builder()
            .blobStore(new LakeBuckets(folder.toRealPath(), buckets))
            .endpoint(URI.create("http://127.0.0.1:0"))
            .awsAuthentication(
                AuthenticationType.AWS_V4, credentials.accessKeyId(), credentials.secretAccessKey())
            .ignoreUnknownHeaders(true)
            .build();
    try {
      server.start();
    } catch (Exception failed) {
      throw new IOException("the local S3 server did not start: " + failed.getMessage(), failed);
    }
    return new LocalS3(server, credentials);
  }

  /// Returns 256 random bits in hexadecimal.
  private static String random() {
    byte[] bytes = new byte[32];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /// Returns the credentials that clients sign with. They are valid only for this server and are
  /// not logged.
  public AwsBasicCredentials credentials() {
    return credentials;
  }

  /// Returns the address of the server.
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getPort());
  }

  /// Returns a client of this server with the settings of the functions' clients. The caller closes
  /// it.
  public S3Client client(ExecutionInterceptor... interceptors) {
    return S3Client.builder()
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .endpointOverride(endpoint())
        .forcePathStyle(true)
        .serviceConfiguration(s3 -> s3.chunkedEncodingEnabled(false))
        .region(Region.US_EAST_1)
        .credentialsProvider(StaticCredentialsProvider.create(credentials))
        .overrideConfiguration(
            configuration -> {
              configuration.addExecutionInterceptor(new FileFailure.PlainMessage());
              List.of(interceptors).forEach(configuration::addExecutionInterceptor);
            })
        .build();
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception failed) {
      throw new IllegalStateException("the local S3 server did not stop", failed);
    }
  }
}
