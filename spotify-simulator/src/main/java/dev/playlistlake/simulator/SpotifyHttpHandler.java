package dev.playlistlake.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPOutputStream;

/// Reads requests, passes them to [AccountsHost] or [WebApiHost], and applies the [FaultScript]. It
/// responds to invalid requests with an error. The HTTP server of [SimulatedSpotify] calls it on
/// many threads.
final class SpotifyHttpHandler implements HttpHandler {
  private static final System.Logger LOG = System.getLogger(SpotifyHttpHandler.class.getName());
  private static final int REMEMBERED_REQUESTS = 100_000;

  private final Deque<SimulatedRequest> requests = new ArrayDeque<>();
  private final FaultScript faults = new FaultScript();
  private final AccountsHost accounts;
  private final WebApiHost webApi;
  private final Map<String, Quirk> quirks = new ConcurrentHashMap<>();
  private volatile LocalDate day;

  SpotifyHttpHandler(SimulatedSpotifyConfig config, String baseUrl, IssuedTokens tokens) {
    this.accounts = new AccountsHost(config, tokens);
    this.webApi = new WebApiHost(config, baseUrl, tokens);
    this.day = config.day();
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      SimulatedRequest request = SimulatedRequest.of(exchange);
      remember(request);
      Fault fault = faults.next(request);
      Thread.sleep(fault.delay());
      if (fault.ending() != Fault.Ending.CLOSED) {
        SimulatedResponse response = respond(exchange, request, fault);
        send(exchange, response, fault.ending() == Fault.Ending.CUT);
      }
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  private SimulatedResponse respond(HttpExchange exchange, SimulatedRequest request, Fault fault) {
    try {
      return fault.change().apply(() -> normalResponse(exchange, request));
    } catch (RuntimeException unexpected) {
      LOG.log(
          System.Logger.Level.ERROR, request.method() + " " + request.path() + ": " + unexpected);
      return SimulatedResponse.error(500, "Server error");
    }
  }

  private SimulatedResponse normalResponse(HttpExchange exchange, SimulatedRequest request) {
    try {
      ParsedRequest parsed = ParsedRequest.read(exchange, request);
      return AccountsHost.serves(request.path())
          ? accounts.respond(parsed)
          : webApi.respond(parsed, day, quirks);
    } catch (ApiException error) {
      return error.response();
    } catch (IOException unread) {
      throw new UncheckedIOException(unread);
    }
  }

  private static void send(HttpExchange exchange, SimulatedResponse response, boolean cut)
      throws IOException {
    response.headers().forEach(exchange.getResponseHeaders()::set);
    byte[] body = response.body().getBytes(StandardCharsets.UTF_8);
    String accepted = exchange.getRequestHeaders().getFirst("Accept-Encoding");
    if (accepted != null && accepted.contains("gzip") && body.length > 0) {
      exchange.getResponseHeaders().set("Content-Encoding", "gzip");
      body = gzipped(body);
    }
    boolean withoutBody = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(response.status(), withoutBody ? -1 : body.length);
    if (!withoutBody) {
      // The server closes the connection if the exchange is closed before all bytes are sent.
      exchange.getResponseBody().write(body, 0, cut ? body.length / 2 : body.length);
    }
  }

  private static byte[] gzipped(byte[] body) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(body);
    }
    return bytes.toByteArray();
  }

  private void remember(SimulatedRequest request) {
    synchronized (requests) {
      if (requests.size() == REMEMBERED_REQUESTS) {
        requests.removeFirst();
      }
      requests.addLast(request);
    }
  }

  List<SimulatedRequest> requests() {
    synchronized (requests) {
      return List.copyOf(requests);
    }
  }

  FaultScript faults() {
    return faults;
  }

  void setQuirk(String playlist, Quirk quirk) {
    quirks.put(playlist, quirk);
  }

  void setDay(LocalDate newDay) {
    day = newDay;
  }
}
