package dev.playlistlake.transform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/// A server with Glue's protocol. Tests decide its responses.
final class FakeGlue implements AutoCloseable {
  static final String CREATED = "{}";

  private static final ObjectMapper JSON = new ObjectMapper();

  /// The requests in their order.
  final List<Request> requests = Collections.synchronizedList(new ArrayList<>());

  /// Responds to every request.
  Responder responder = (exchange, _) -> respond(exchange, 200, CREATED);

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  record Request(Map<String, List<String>> headers, String path, JsonNode body) {
    String header(String name) {
      return headers.getOrDefault(name, List.of("")).getFirst();
    }

    String table() {
      return body.path("TableName").asText();
    }

    List<String> days() {
      return body.path("PartitionInputList")
          .valueStream()
          .map(partition -> partition.at("/Values/0").asText())
          .toList();
    }
  }

  interface Responder {
    void respond(HttpExchange exchange, Request request) throws IOException, InterruptedException;
  }

  FakeGlue() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  private void handle(HttpExchange exchange) throws IOException {
    Request request =
        new Request(
            exchange.getRequestHeaders(),
            exchange.getRequestURI().getPath(),
            JSON.readTree(exchange.getRequestBody()));
    requests.add(request);
    try (exchange) {
      responder.respond(exchange, request);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /// A client of this server, with timeouts of 300 ms for a read and 600 ms for a request.
  AwsApi client() {
    return client(Map.of("AWS_ENDPOINT_URL_GLUE", url()));
  }

  static AwsApi client(Map<String, String> environment) {
    return AwsApi.of(
        environment,
        StaticCredentialsProvider.create(AwsBasicCredentials.create("key-id", "top-secret")),
        Region.EU_WEST_1,
        Duration.ofMillis(300),
        Duration.ofMillis(600));
  }

  static void respond(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  /// The body of an error of the whole request.
  static String error(String code, String message) {
    return "{\"__type\":\"%s\",\"Message\":\"%s\"}".formatted(code, message);
  }

  /// The body of a response with the error of one day.
  static String errorOf(String day, String code) {
    return ("{\"Errors\":[{\"PartitionValues\":[\"%s\"],\"ErrorDetail\":"
            + "{\"ErrorCode\":\"%s\",\"ErrorMessage\":\"simulated\"}}]}")
        .formatted(day, code);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
