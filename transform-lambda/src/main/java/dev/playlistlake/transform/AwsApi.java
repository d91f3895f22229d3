package dev.playlistlake.transform;

import dev.playlistlake.model.SafeText;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/// Sends signed requests to AWS services whose SDK client is too large for the functions' jars: the
/// client of Glue has 10 MB. Signer, credentials, regions and HTTP client are parts of the SDK that
/// the client of S3 needs too. Threads may share it.
///
/// A request is sent once; the caller retries. No message of an exception contains a header, a body
/// or the user information of an address.
public final class AwsApi implements AutoCloseable {
  /// The longest response that is read, in bytes.
  static final int LONGEST_BODY = 1 << 20;

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(5);

  /// The read timeout applies to each read. A server that sends one byte at a time never reaches
  /// it.
  private static final Duration TOTAL_TIMEOUT = Duration.ofSeconds(10);

  private static final int LONGEST_REASON = 300;

  private final Map<String, String> environment;
  private final AwsCredentialsProvider credentials;
  private final AwsRegionProvider region;
  private final Duration totalTimeout;
  private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
  private final SdkHttpClient http;

  /// A response of a service, with any status.
  ///
  /// @param body the text, not yet safe to print
  public record Response(int status, String body) {}

  private AwsApi(
      Map<String, String> environment,
      AwsCredentialsProvider credentials,
      AwsRegionProvider region,
      Duration readTimeout,
      Duration totalTimeout) {
    this.environment = Map.copyOf(environment);
    this.credentials = credentials;
    this.region = region;
    this.totalTimeout = totalTimeout;
    this.http =
        UrlConnectionHttpClient.builder()
            .connectionTimeout(CONNECT_TIMEOUT)
            .socketTimeout(readTimeout)
            .build();
  }

  /// Creates a client with the credentials and the region of the SDK's default chains.
  ///
  /// @param environment environment variables, of which `AWS_ENDPOINT_URL_<SERVICE>` and
  ///   `AWS_ENDPOINT_URL` replace the address of a service
  public static AwsApi of(Map<String, String> environment) {
    return new AwsApi(
        environment,
        DefaultCredentialsProvider.builder().build(),
        DefaultAwsRegionProviderChain.builder().build(),
        READ_TIMEOUT,
        TOTAL_TIMEOUT);
  }

  /// Creates a client with the credentials and the region of the caller, which closes them.
  public static AwsApi of(
      Map<String, String> environment, AwsCredentialsProvider credentials, Region region) {
    return of(environment, credentials, region, READ_TIMEOUT, TOTAL_TIMEOUT);
  }

  /// Creates a client with its own timeouts, for tests.
  static AwsApi of(
      Map<String, String> environment,
      AwsCredentialsProvider credentials,
      Region region,
      Duration readTimeout,
      Duration totalTimeout) {
    return new AwsApi(environment, credentials, () -> region, readTimeout, totalTimeout);
  }

  /// The id of the region, such as `eu-west-1`.
  ///
  /// @throws SdkException if no region is configured
  String region() {
    return region.getRegion().id();
  }

  /// Sends one POST request and returns the response with any status.
  ///
  /// @param service the service's endpoint prefix and signing name, such as `glue`
  /// @param headers further headers
  /// @throws IOException if no region or no credentials are configured, or if no complete response
  ///   arrives in 10 s
  public Response post(String service, String contentType, Map<String, String> headers, String body)
      throws IOException {
    String place = service;
    try {
      URI endpoint = endpoint(service);
      place = place(endpoint);
      return send(signed(service, endpoint, contentType, headers, body));
    } catch (SdkException | IOException | IllegalArgumentException failed) {
      String reason = SafeText.sanitize(String.valueOf(failed.getMessage()), LONGEST_REASON);
      throw new IOException(place + ": " + reason, failed);
    }
  }

  URI endpoint(String service) throws IOException {
    String variable = "AWS_ENDPOINT_URL_" + service.toUpperCase(Locale.ROOT).replace('-', '_');
    Optional<String> configured =
        Stream.of(variable, "AWS_ENDPOINT_URL")
            .filter(name -> !environment.getOrDefault(name, "").isBlank())
            .findFirst();
    String address =
        configured
            .map(name -> environment.getOrDefault(name, "").strip())
            .orElseGet(
                () ->
                    "https://%s.%s.%s"
                        .formatted(
                            service,
                            region(),
                            PartitionMetadata.of(region.getRegion()).dnsSuffix()));
    try {
      URI endpoint = URI.create(address);
      if (endpoint.getHost() != null && String.valueOf(endpoint.getScheme()).matches("https?")) {
        return endpoint;
      }
    } catch (IllegalArgumentException notAUri) {
      // The message below doesn't contain the address, which may hold a password.
    }
    throw new IOException(
        configured
            .map(name -> name + " is not an http or https URL")
            .orElseGet(() -> "no address for the service %s in this region".formatted(service)));
  }

  private static String place(URI endpoint) {
    String port = endpoint.getPort() == -1 ? "" : ":" + endpoint.getPort();
    return endpoint.getScheme() + "://" + endpoint.getHost() + port;
  }

  private HttpExecuteRequest signed(
      String service, URI endpoint, String contentType, Map<String, String> headers, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    SdkHttpRequest.Builder request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(endpoint)
            .putHeader("Content-Type", contentType)
            .putHeader("Content-Length", Integer.toString(bytes.length));
    headers.forEach(request::putHeader);
    ContentStreamProvider payload = ContentStreamProvider.fromByteArray(bytes);
    SignedRequest signed =
        signer.sign(
            sign ->
                sign.identity(credentials.resolveCredentials())
                    .request(request.build())
                    .payload(payload)
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                    .putProperty(AwsV4HttpSigner.REGION_NAME, region()));
    return HttpExecuteRequest.builder()
        .request(signed.request())
        .contentStreamProvider(signed.payload().orElse(payload))
        .build();
  }

  private Response send(HttpExecuteRequest request) throws IOException {
    ExecutableHttpRequest call = http.prepareRequest(request);
    AtomicBoolean isLate = new AtomicBoolean();
    Thread timer = Thread.ofVirtual().start(() -> abortLater(call, isLate));
    try {
      HttpExecuteResponse response = call.call();
      Optional<AbortableInputStream> body = response.responseBody();
      return new Response(
          response.httpResponse().statusCode(), body.isPresent() ? text(body.get()) : "");
    } catch (IOException | RuntimeException failed) {
      if (isLate.get()) {
        throw new IOException(
            "no complete response in %d ms".formatted(totalTimeout.toMillis()), failed);
      }
      throw failed;
    } finally {
      timer.interrupt();
    }
  }

  private void abortLater(ExecutableHttpRequest call, AtomicBoolean isLate) {
    try {
      Thread.sleep(totalTimeout);
      isLate.set(true);
      call.abort();
    } catch (InterruptedException complete) {
      // The response arrived.
    }
  }

  private static String text(AbortableInputStream body) throws IOException {
    try (InputStream open = body) {
      byte[] bytes = open.readNBytes(LONGEST_BODY + 1);
      if (bytes.length > LONGEST_BODY) {
        body.abort();
        throw new IOException("the response is longer than %,d bytes".formatted(LONGEST_BODY));
      }
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
