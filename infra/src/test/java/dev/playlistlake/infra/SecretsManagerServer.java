package dev.playlistlake.infra;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Secrets Manager on 127.0.0.1 with one secret. Threads may share it.
final class SecretsManagerServer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private volatile String value;

  private SecretsManagerServer(HttpServer server, String value) {
    this.server = server;
    this.value = value;
  }

  static SecretsManagerServer start(Map<String, String> secret) throws IOException {
    InetAddress here = InetAddress.getLoopbackAddress();
    HttpServer server = HttpServer.create(new InetSocketAddress(here, 0), 0);
    SecretsManagerServer secrets =
        new SecretsManagerServer(server, JSON.writeValueAsString(secret));
    server.createContext("/", secrets::handle);
    server.start();
    return secrets;
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  String value() {
    return value;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var request = JSON.readTree(exchange.getRequestBody());
      if (exchange.getRequestHeaders().getFirst("X-Amz-Target").endsWith(".PutSecretValue")) {
        value = request.path("SecretString").textValue();
      }
      String response =
          JSON.writeValueAsString(
              Map.of("Name", request.path("SecretId").asText(), "SecretString", value));
      byte[] body = response.getBytes(StandardCharsets.UTF_8);
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
