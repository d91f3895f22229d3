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
import java.util.zip.GZIPOutputStream;

/// Takes requests in, sends answers out, and stays alive whatever comes.
final class Exchanges implements HttpHandler {
  private static final System.Logger LOG = System.getLogger(Exchanges.class.getName());
  private static final int REMEMBERED = 100_000;

  private final Deque<Request> requests = new ArrayDeque<>();
  private final Faults faults = new Faults();
  private final SimulatedSpotifyConfig config;
  private final String baseUrl;
  private final Tokens tokens;
  private final Accounts accounts;
  private final Api api;
  private volatile LocalDate day;

  Exchanges(SimulatedSpotifyConfig config, String baseUrl) {
    this.config = config;
    this.baseUrl = baseUrl;
    this.tokens = new Tokens(config);
    this.accounts = new Accounts(config, tokens);
    this.api = new Api(config, tokens);
    this.day = config.day();
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Request request = Call.request(exchange);
      remember(request);
      Fault fault = faults.take(request);
      Thread.sleep(fault.delay());
      if (fault.ending() != Fault.Ending.CLOSED) {
        Answer answer = answer(exchange, request, fault);
        send(exchange, answer, fault.ending() == Fault.Ending.CUT);
      }
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  private Answer answer(HttpExchange exchange, Request request, Fault fault) {
    try {
      return fault.change().of(() -> normal(exchange, request));
    } catch (RuntimeException unexpected) {
      LOG.log(
          System.Logger.Level.ERROR, request.method() + " " + request.path() + ": " + unexpected);
      return new Refusal(500, "Server error").answer();
    }
  }

  private Answer normal(HttpExchange exchange, Request request) {
    try {
      Call call = Call.read(exchange, request);
      View view = new View(config.kind(), day, baseUrl, false, false, config.nextLimit());
      return Accounts.serves(request.path()) ? accounts.answer(call) : api.answer(call, view);
    } catch (Refusal refusal) {
      return refusal.answer();
    } catch (IOException unread) {
      throw new UncheckedIOException(unread);
    }
  }

  private static void send(HttpExchange exchange, Answer answer, boolean cut) throws IOException {
    answer.headers().forEach(exchange.getResponseHeaders()::set);
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    String accepted = exchange.getRequestHeaders().getFirst("Accept-Encoding");
    if (accepted != null && accepted.contains("gzip") && body.length > 0) {
      exchange.getResponseHeaders().set("Content-Encoding", "gzip");
      body = gzipped(body);
    }
    boolean silent = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(answer.status(), silent ? -1 : body.length);
    if (!silent) {
      // Closing the exchange before the promised length is out closes the connection.
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

  private void remember(Request request) {
    synchronized (requests) {
      if (requests.size() == REMEMBERED) {
        requests.removeFirst();
      }
      requests.addLast(request);
    }
  }

  List<Request> requests() {
    synchronized (requests) {
      return List.copyOf(requests);
    }
  }

  Faults faults() {
    return faults;
  }

  Tokens tokens() {
    return tokens;
  }

  void setDay(LocalDate newDay) {
    day = newDay;
  }
}
