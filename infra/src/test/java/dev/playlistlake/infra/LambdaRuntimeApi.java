package dev.playlistlake.infra;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Lambda's runtime API for one function. Sends events and receives results:
/// https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
public final class LambdaRuntimeApi implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofMinutes(3);

  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
  private final BlockingQueue<Result> results = new LinkedBlockingQueue<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;

  private LambdaRuntimeApi(HttpServer server) {
    this.server = server;
  }

  /// The result of an invocation.
  ///
  /// @param kind `response`, `error`, `init/error`, or `timeout` if the function sent nothing
  /// @param body JSON
  public record Result(String kind, String body) {}

  static LambdaRuntimeApi start() throws IOException {
    InetAddress here = InetAddress.getLoopbackAddress();
    LambdaRuntimeApi api =
        new LambdaRuntimeApi(HttpServer.create(new InetSocketAddress(here, 0), 0));
    api.server.setExecutor(api.threads);
    api.server.createContext("/2018-06-01/runtime/", api::handle);
    api.server.start();
    return api;
  }

  /// Returns host and port, as in `AWS_LAMBDA_RUNTIME_API`.
  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /// Sends an event to the function, and waits for the result.
  Result invoke(String event) throws InterruptedException {
    events.add(event);
    Result result = results.poll(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    return result == null ? new Result("timeout", "") : result;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      if (path.endsWith("/next")) {
        next(exchange);
      } else {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String kind = path.endsWith("/init/error") ? "init/error" : path.replaceFirst(".*/", "");
        results.add(new Result(kind, body));
        exchange.sendResponseHeaders(202, -1);
      }
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  private void next(HttpExchange exchange) throws IOException, InterruptedException {
    byte[] event = events.take().getBytes(StandardCharsets.UTF_8);
    var headers = exchange.getResponseHeaders();
    headers.set("Lambda-Runtime-Aws-Request-Id", UUID.randomUUID().toString());
    headers.set("Lambda-Runtime-Deadline-Ms", "" + Instant.now().plus(TIMEOUT).toEpochMilli());
    headers.set(
        "Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:us-east-1:123456789012:function:f");
    headers.set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, event.length);
    exchange.getResponseBody().write(event);
  }

  @Override
  public void close() {
    threads.shutdownNow();
    server.stop(0);
  }
}
