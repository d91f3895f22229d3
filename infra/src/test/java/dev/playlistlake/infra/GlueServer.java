package dev.playlistlake.infra;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.playlistlake.infra.ObservedPermissions.Permission;
import dev.playlistlake.transform.AwsApi;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/// Glue on 127.0.0.1. It accepts every partition, and keeps the requests. Threads may share it.
final class GlueServer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final List<Request> requests = new CopyOnWriteArrayList<>();

  /// A request.
  ///
  /// @param action the IAM action that it needs
  record Request(String action, JsonNode body) {
    /// Glue checks the action on the catalog, the database and the table:
    /// https://docs.aws.amazon.com/glue/latest/dg/glue-specifying-resource-arns.html
    private Stream<Permission> permissions() {
      String catalog = "arn:aws:glue:eu-central-1:" + Template.ACCOUNT + ":";
      String database = body.path("DatabaseName").asText();
      return Stream.of(
              "catalog",
              "database/" + database,
              "table/" + database + "/" + body.path("TableName").asText())
          .map(resource -> new Permission(action, catalog + resource));
    }
  }

  private GlueServer(HttpServer server) {
    this.server = server;
  }

  static GlueServer start() throws IOException {
    InetAddress here = InetAddress.getLoopbackAddress();
    HttpServer server = HttpServer.create(new InetSocketAddress(here, 0), 0);
    GlueServer glue = new GlueServer(server);
    server.createContext("/", glue::handle);
    server.start();
    return glue;
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /// Returns a client of this server.
  AwsApi client() {
    return AwsApi.of(
        Map.of("AWS_ENDPOINT_URL_GLUE", endpoint().toString()),
        StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")),
        Region.EU_CENTRAL_1);
  }

  List<Request> requests() {
    return List.copyOf(requests);
  }

  /// Returns the permissions that the requests need.
  List<Permission> permissions() {
    return requests.stream().flatMap(Request::permissions).distinct().toList();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
      requests.add(
          new Request(
              target.replace("AWSGlue.", "glue:"), JSON.readTree(exchange.getRequestBody())));
      byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
