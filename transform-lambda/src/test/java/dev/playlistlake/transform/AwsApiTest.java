package dev.playlistlake.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;

/// Sends signed requests to a server on this machine.
final class AwsApiTest {
  private FakeGlue server;

  @BeforeEach
  void start() throws IOException {
    server = new FakeGlue();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static AwsApi.Response post(AwsApi aws) throws IOException {
    try (aws) {
      return aws.post(
          "glue", "application/x-amz-json-1.1", Map.of("X-Amz-Target", "AWSGlue.X"), "{\"a\":1}");
    }
  }

  @Test
  void signsARequestWithItsHeadersAndBody() throws IOException {
    AwsApi.Response response = post(server.client());

    assertThat(response).isEqualTo(new AwsApi.Response(200, "{}"));
    FakeGlue.Request request = server.requests.getFirst();
    assertThat(request.body().toString()).isEqualTo("{\"a\":1}");
    assertThat(request.path()).isEqualTo("/");
    assertThat(request.header("Content-type")).isEqualTo("application/x-amz-json-1.1");
    assertThat(request.header("X-amz-target")).isEqualTo("AWSGlue.X");
    assertThat(request.header("Authorization"))
        .matches(
            "AWS4-HMAC-SHA256 Credential=key-id/\\d{8}/eu-west-1/glue/aws4_request,"
                + " SignedHeaders=[a-z0-9;-]*host;x-amz-[a-z0-9;-]*x-amz-target,"
                + " Signature=[0-9a-f]{64}")
        .contains("content-type;");
  }

  @Test
  void returnsErrorsWithTheirBody() throws IOException {
    server.responder = (exchange, _) -> FakeGlue.respond(exchange, 403, "denied: ä");

    assertThat(post(server.client())).isEqualTo(new AwsApi.Response(403, "denied: ä"));
  }

  @Test
  void returnsAnEmptyBody() throws IOException {
    server.responder = (exchange, _) -> FakeGlue.respond(exchange, 500, "");

    assertThat(post(server.client())).isEqualTo(new AwsApi.Response(500, ""));
  }

  @Test
  void followsNoRedirect() throws IOException {
    server.responder =
        (exchange, _) -> {
          exchange.getResponseHeaders().set("Location", server.url() + "/other");
          FakeGlue.respond(exchange, 302, "");
        };

    assertThat(post(server.client()).status()).isEqualTo(302);
    assertThat(server.requests).hasSize(1);
  }

  @Test
  void rejectsALongResponse() {
    server.responder =
        (exchange, _) -> FakeGlue.respond(exchange, 200, "x".repeat(AwsApi.LONGEST_BODY + 1));

    assertThatThrownBy(() -> post(server.client()))
        .isInstanceOf(IOException.class)
        .hasMessage(server.url() + ": the response is longer than 1,048,576 bytes");
  }

  @Test
  void stopsWaitingForAServerThatSendsNothing() {
    server.responder = (_, _) -> Thread.sleep(60_000);

    assertThatThrownBy(() -> post(server.client()))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(server.url() + ": Read timed out");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void stopsWaitingForAServerThatSendsAByteAtATime(boolean sendsHeaders) throws Exception {
    try (ServerSocket slow = new ServerSocket(0)) {
      Thread.ofVirtual().start(() -> drip(slow, sendsHeaders));
      String url = "http://127.0.0.1:" + slow.getLocalPort();

      assertThatThrownBy(() -> post(FakeGlue.client(Map.of("AWS_ENDPOINT_URL", url))))
          .isInstanceOf(IOException.class)
          .hasMessage(url + ": no complete response in 600 ms");
    }
  }

  private static void drip(ServerSocket slow, boolean sendsHeaders) {
    try (var socket = slow.accept()) {
      OutputStream out = socket.getOutputStream();
      out.write(
          sendsHeaders ? "HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.UTF_8) : new byte[0]);
      for (byte next : ("HTTP/1.1 200 " + "x".repeat(10_000)).getBytes(StandardCharsets.UTF_8)) {
        out.write(next);
        out.flush();
        Thread.sleep(100);
      }
    } catch (IOException | InterruptedException closed) {
      // The client closed the connection.
    }
  }

  @Test
  void reportsAServerThatIsNotThere() throws IOException {
    String url = server.url();
    server.close();

    assertThatThrownBy(() -> post(FakeGlue.client(Map.of("AWS_ENDPOINT_URL", url))))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(url + ": Connection refused");
  }

  @Test
  void prefersTheAddressOfTheService() throws IOException {
    Map<String, String> environment =
        Map.of("AWS_ENDPOINT_URL", "http://other.invalid", "AWS_ENDPOINT_URL_GLUE", server.url());

    assertThat(post(FakeGlue.client(environment)).status()).isEqualTo(200);
    assertThat(
            post(FakeGlue.client(
                    Map.of("AWS_ENDPOINT_URL", server.url(), "AWS_ENDPOINT_URL_GLUE", " ")))
                .status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "eu-west-1, https://glue.eu-west-1.amazonaws.com",
    "cn-north-1, https://glue.cn-north-1.amazonaws.com.cn",
    "us-gov-west-1, https://glue.us-gov-west-1.amazonaws.com",
    "eusc-de-east-1, https://glue.eusc-de-east-1.amazonaws.eu",
  })
  void usesTheAddressOfTheRegion(String region, String address) throws IOException {
    try (AwsApi aws = AwsApi.of(Map.of(), credentials(), Region.of(region))) {
      assertThat(aws.region()).isEqualTo(region);
      assertThat(aws.endpoint("glue")).hasToString(address);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"user:pass@host", "ftp://host/?pass", "http://", "http://a b/pass", "x"})
  void rejectsAnAddressWithoutShowingIt(String address) {
    assertThatThrownBy(() -> post(FakeGlue.client(Map.of("AWS_ENDPOINT_URL_GLUE", address))))
        .isInstanceOf(IOException.class)
        .hasMessage("glue: AWS_ENDPOINT_URL_GLUE is not an http or https URL");
  }

  @Test
  void showsNoSecretOfAnAddress() throws IOException {
    String url = server.url();
    server.close();
    String address = url.replace("http://", "http://user:pass@") + "/?token=secret";

    assertThatThrownBy(() -> post(FakeGlue.client(Map.of("AWS_ENDPOINT_URL", address))))
        .hasMessageStartingWith(url + ": ")
        .hasMessageNotContainingAny("pass", "secret");
  }

  @Test
  void reportsMissingCredentials() {
    AwsApi aws =
        AwsApi.of(
            Map.of("AWS_ENDPOINT_URL", server.url()),
            () -> {
              throw SdkClientException.create("Unable to load credentials");
            },
            Region.EU_WEST_1);

    assertThatThrownBy(() -> post(aws))
        .isInstanceOf(IOException.class)
        .hasMessage(server.url() + ": Unable to load credentials");
  }

  private static StaticCredentialsProvider credentials() {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create("key-id", "top-secret"));
  }
}
