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

/// Lambda's side of a function: hands events out and takes answers in, as
/// https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html has it.
public final class LambdaRuntimeApi implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
  private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;

  private LambdaRuntimeApi(HttpServer server) {
    this.server = server;
  }

  /// What the function answered.
  ///
  /// @param kind `response`, `error` or `init/error`
  /// @param body JSON
  public record Answer(String kind, String body) {}

  static LambdaRuntimeApi start() throws IOException {
    InetAddress here = InetAddress.getLoopbackAddress();
    LambdaRuntimeApi api =
        new LambdaRuntimeApi(HttpServer.create(new InetSocketAddress(here, 0), 0));
    api.server.setExecutor(api.threads);
    api.server.createContext("/2018-06-01/runtime/", api::handle);
    api.server.start();
    return api;
  }

  /// Host and port, the form of `AWS_LAMBDA_RUNTIME_API`.
  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /// Gives the function an event and waits for what it makes of it.
  Answer invoke(String event) throws InterruptedException {
    events.add(event);
    Answer answer = answers.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    return answer == null ? new Answer("silence", "") : answer;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      if (path.endsWith("/next")) {
        next(exchange);
      } else {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String kind = path.endsWith("/init/error") ? "init/error" : path.replaceFirst(".*/", "");
        answers.add(new Answer(kind, body));
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
    headers.set("Lambda-Runtime-Deadline-Ms", "" + Instant.now().plus(PATIENCE).toEpochMilli());
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
