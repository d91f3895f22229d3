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

/// S3 on 127.0.0.1 over a lake's folder: each of its two buckets is a folder in it, each object a
/// plain file.
///
/// Every program of the machine can connect to it, and the lake may lie in a folder that holds
/// other things. So it takes requests only with keys that this process made up and no other knows,
/// and serves the buckets and nothing else ([LakeBuckets]). Several threads may use it.
public final class LocalS3 implements AutoCloseable {
  /// The raw bucket of a lake on one machine.
  public static final String RAW = "raw";

  /// The processed bucket of a lake on one machine.
  public static final String PROCESSED = "processed";

  private static final Set<String> BUCKETS = Set.of(RAW, PROCESSED);
  private static final SecureRandom RANDOM = new SecureRandom();

  private final S3Proxy server;
  private final AwsBasicCredentials credentials;

  private LocalS3(S3Proxy server, AwsBasicCredentials credentials) {
    this.server = server;
    this.credentials = credentials;
  }

  /// Serves a lake, whose two buckets are made when they aren't there.
  ///
  /// @throws IOException when the folder can't be written or the server doesn't start
  public static LocalS3 start(Path lake) throws IOException {
    LinkCheck.requirePlainLake(lake);
    return start(lake, BUCKETS);
  }

  /// Serves a lake as it is: a bucket that isn't there is empty, and stays away.
  ///
  /// @throws IOException when the server doesn't start
  static LocalS3 startToRead(Path lake) throws IOException {
    LinkCheck.requirePlainLake(lake);
    return serve(lake, BUCKETS);
  }

  /// Serves buckets of other names.
  ///
  /// @throws IOException when the folder can't be written or the server doesn't start
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
      throw new IOException("S3Proxy didn't start: " + failed.getMessage(), failed);
    }
    return new LocalS3(server, credentials);
  }

  /// What nobody can guess.
  private static String random() {
    byte[] bytes = new byte[32];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /// What clients have to sign with: made for this server, and in no log.
  public AwsBasicCredentials credentials() {
    return credentials;
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
        .credentialsProvider(StaticCredentialsProvider.create(credentials))
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
