package dev.playlistlake.extract.spotify;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;

/// A fake of both hosts of Spotify on one port, for responses that are malformed, incomplete or
/// late. Sends the replies to a request line in order, and repeats the last one. Tests set the
/// replies before the first request; then threads may share it.
public final class FakeSpotify implements AutoCloseable {
  public static final String TOKEN = "POST /api/token";
  public static final String ACCESS_TOKEN = "access-token-that-nobody-may-read-0123456789";

  public final List<Request> requests = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, Deque<Reply>> replies = new HashMap<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;

  public record Request(String line, Map<String, List<String>> headers, String body) {
    public String header(String name) {
      return String.join(",", headers.getOrDefault(name, List.of()));
    }
  }

  @FunctionalInterface
  public interface Reply {
    void send(HttpExchange exchange) throws IOException;
  }

  public FakeSpotify() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
    on(TOKEN, json("{\"access_token\":\"" + ACCESS_TOKEN + "\",\"expires_in\":3600}"));
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /// Sets the replies to a request line.
  ///
  /// @param line method and path, for pages with the query: `GET /v1/playlists/…`
  public FakeSpotify on(String line, Reply... inOrder) {
    replies.put(line, new ArrayDeque<>(List.of(inOrder)));
    return this;
  }

  public List<String> lines() {
    return requests.stream().map(Request::line).toList();
  }

  public static Reply json(String body) {
    return reply(200, body);
  }

  public static Reply reply(int status, String body, String... headers) {
    return exchange -> {
      for (int i = 0; i < headers.length; i += 2) {
        exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
      }
      send(exchange, status, body.getBytes(StandardCharsets.UTF_8));
    };
  }

  public static Reply error(int status, String message, String... headers) {
    return reply(
        status,
        "{\"error\":{\"status\":%d,\"message\":\"%s\"}}".formatted(status, message),
        headers);
  }

  public static Reply gzipped(String body) {
    return gzipped(body, "gzip");
  }

  public static Reply gzipped(String body, String encoding) {
    return exchange -> {
      ByteArrayOutputStream packed = new ByteArrayOutputStream();
      try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
        out.write(body.getBytes(StandardCharsets.UTF_8));
      }
      exchange.getResponseHeaders().add("Content-Encoding", encoding);
      send(exchange, 200, packed.toByteArray());
    };
  }

  public static Reply bytes(byte... body) {
    return exchange -> send(exchange, 200, body);
  }

  /// Sends less than the content length, then waits or closes the connection.
  public static Reply part(String body, boolean close) {
    return exchange -> {
      exchange.sendResponseHeaders(200, body.length() + 1000);
      exchange.getResponseBody().write(body.getBytes(StandardCharsets.UTF_8));
      exchange.getResponseBody().flush();
      if (close) {
        exchange.close();
      }
    };
  }

  private void handle(HttpExchange exchange) throws IOException {
    String uri = exchange.getRequestURI().toString();
    String line = exchange.getRequestMethod() + " " + uri;
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    requests.add(new Request(line, Map.copyOf(exchange.getRequestHeaders()), body));
    next(line).send(exchange);
  }

  private synchronized Reply next(String line) {
    String first = line.replace("?additional_types=track%2Cepisode", "");
    Deque<Reply> queue =
        replies.getOrDefault(first, new ArrayDeque<>(List.of(error(404, "Resource not found"))));
    Reply reply = queue.size() > 1 ? queue.poll() : queue.peek();
    return Objects.requireNonNull(reply);
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
