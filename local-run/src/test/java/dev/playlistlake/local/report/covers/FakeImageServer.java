package dev.playlistlake.local.report.covers;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A server on this machine in the place of Spotify's image hosts. A path without a response has
/// the status 404. Threads may share it.
final class FakeImageServer implements AutoCloseable {
  static final String HOST = "https://i.scdn.co";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, HttpHandler> responses = new ConcurrentHashMap<>();

  /// The paths of the requests in their order.
  final List<String> requests = new CopyOnWriteArrayList<>();

  /// The headers of the requests.
  final List<Headers> headers = new CopyOnWriteArrayList<>();

  FakeImageServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::respond);
    server.start();
  }

  /// Returns the address of an image that this server sends.
  String serve(String path, byte[] image) {
    return respond(path, exchange -> send(exchange, 200, image));
  }

  /// Returns an address with its own response.
  String respond(String path, HttpHandler response) {
    responses.put(path, response);
    return HOST + path;
  }

  static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "image/jpeg");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  /// Returns a download that sends the requests for Spotify's hosts to this server.
  CoverDownload download(Duration time) {
    return new CoverDownload(
        address ->
            URI.create("http://127.0.0.1:" + server.getAddress().getPort() + address.getRawPath()),
        time);
  }

  private void respond(HttpExchange exchange) throws IOException {
    try (exchange) {
      requests.add(exchange.getRequestURI().toString());
      headers.add(exchange.getRequestHeaders());
      HttpHandler response = responses.get(exchange.getRequestURI().toString());
      if (response == null) {
        exchange.sendResponseHeaders(404, -1);
      } else {
        response.handle(exchange);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
