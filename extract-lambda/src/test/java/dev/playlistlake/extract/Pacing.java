package dev.playlistlake.extract;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.playlistlake.extract.credentials.CredentialStore;
import dev.playlistlake.extract.credentials.Credentials;
import dev.playlistlake.extract.spotify.Platform;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Measures the cost of the rate limiter and the speedup by concurrency. The server needs 100 ms
/// for each response and rejects requests above its limit in any second. It is a program and not a
/// test: run it on an idle machine.
final class Pacing {
  private static final int PLAYLISTS = 40;
  private static final int PAGES = 5;
  private static final Duration RESPONSE_TIME = Duration.ofMillis(100);

  private final int limit;
  private final AtomicInteger rejected = new AtomicInteger();
  private final Deque<Long> lastSecond = new ArrayDeque<>();

  private Pacing(int limit) {
    this.limit = limit;
  }

  /// Prints one line for each measurement.
  public static void main(String[] args) throws IOException {
    System.setProperty("sun.net.httpserver.nodelay", "true");
    measure("warm-up", 0, 16, 1000);
    // The last request is sent 199 distances after the first, and its response takes 100 ms.
    double ideal = (PLAYLISTS * PAGES - 1) / 40.0 + RESPONSE_TIME.toMillis() / 1000.0;
    double paced = measure("40 a second, concurrency 8", 40, 8, 40);
    System.out.printf("  %.3f x the ideal %.3f s%n", paced / ideal, ideal);
    double sequential = measure("no limit, one by one", 0, 1, 1000);
    double concurrent = measure("no limit, concurrency 8", 0, 8, 1000);
    System.out.printf("  %.2f times faster%n", sequential / concurrent);
  }

  private static double measure(String name, int perSecond, int concurrency, int limit)
      throws IOException {
    Pacing server = new Pacing(limit);
    HttpServer http =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      http.setExecutor(threads);
      http.createContext("/", server::respond);
      http.start();
      String url = "http://127.0.0.1:" + http.getAddress().getPort();
      Extraction extraction = extraction(url, perSecond, concurrency);
      long start = System.nanoTime();
      ExtractReport report = extraction.run(ExtractRequest.now(), Duration.ofMinutes(15));
      double seconds = (System.nanoTime() - start) / 1e9;
      System.out.printf(
          "%s: %d requests in %.3f s, %d stored, %d rejected with 429%n",
          name, report.requests() - 1, seconds, report.stored(), server.rejected.get());
      return seconds;
    } finally {
      http.stop(0);
    }
  }

  private static Extraction extraction(String url, int perSecond, int concurrency) {
    Map<String, String> settings = new HashMap<>();
    settings.put("RAW_BUCKET", "raw");
    settings.put(
        "PLAYLIST_IDS",
        IntStream.range(0, PLAYLISTS)
            .mapToObj("%022d"::formatted)
            .collect(Collectors.joining(",")));
    settings.put("SPOTIFY_API_URL", url);
    settings.put("SPOTIFY_ACCOUNTS_URL", url);
    settings.put("SPOTIFY_REQUESTS_PER_SECOND", Integer.toString(perSecond));
    settings.put("SPOTIFY_CONCURRENCY", Integer.toString(concurrency));
    Clock clock = Clock.systemUTC();
    return Extraction.of(settings, new FakeS3(clock), Platform.system(clock), new Fixed());
  }

  private void respond(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    exchange.getRequestBody().readAllBytes();
    if (path.equals("/api/token")) {
      send(exchange, 200, "{\"access_token\":\"token\"}");
      return;
    }
    if (!admits(System.nanoTime())) {
      rejected.incrementAndGet();
      exchange.getResponseHeaders().set("Retry-After", "1");
      send(exchange, 429, "{}");
      return;
    }
    try {
      Thread.sleep(RESPONSE_TIME);
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
    String query = exchange.getRequestURI().getQuery();
    int page = query.startsWith("page=") ? Integer.parseInt(query.substring(5)) : 1;
    String next =
        "\"http://%s/p?page=%d\""
            .formatted(exchange.getRequestHeaders().getFirst("Host"), page + 1);
    String body = "{\"items\":[],\"next\":%s}".formatted(page == PAGES ? "null" : next);
    send(exchange, 200, page == 1 ? "{\"items\":" + body + "}" : body);
  }

  private synchronized boolean admits(long now) {
    while (!lastSecond.isEmpty() && now - lastSecond.getFirst() > 1_000_000_000) {
      lastSecond.removeFirst();
    }
    lastSecond.addLast(now);
    return lastSecond.size() <= limit;
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static final class Fixed implements CredentialStore {
    @Override
    public Credentials load() {
      return new Credentials("id", "secret", Optional.of("refresh"), Optional.empty());
    }

    @Override
    public Credentials replaceRefreshToken(String used, String rotated) {
      return load();
    }

    @Override
    public String howToLogIn() {
      return "log in";
    }
  }
}
