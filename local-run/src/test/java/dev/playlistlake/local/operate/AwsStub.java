package dev.playlistlake.local.operate;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/// As much of SQS and Lambda as the tools speak with, on the wire: the SDK's own clients call it.
public final class AwsStub implements AutoCloseable {
  /// Body by message id, of the messages that are there.
  public final Map<String, String> messages = Collections.synchronizedMap(new LinkedHashMap<>());

  /// Seconds for which a message was hidden last, by its id.
  public final Map<String, Integer> hidden = Collections.synchronizedMap(new LinkedHashMap<>());

  /// Path, type of invocation and payload of each call of a function.
  public final List<String> calls = Collections.synchronizedList(new ArrayList<>());

  /// Answers a function's payload; an answer with `errorMessage` is a function's error.
  public UnaryOperator<String> function = _ -> "{}";

  /// An error of SQS or Lambda in place of every answer; empty for none.
  public String refusal = "";

  /// Whether a message that was handed out is hidden, as it was asked.
  public boolean hides = true;

  private final HttpServer server;

  private AwsStub(HttpServer server) {
    this.server = server;
  }

  public static AwsStub start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    AwsStub stub = new AwsStub(server);
    server.createContext("/", stub::handle);
    server.start();
    return stub;
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  public String queueUrl() {
    return url() + "/123456789012/lake-transform-failures";
  }

  public SqsClient sqs() {
    return SqsClient.builder()
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .endpointOverride(url())
        .region(Region.EU_WEST_1)
        .credentialsProvider(credentials())
        .build();
  }

  public LambdaClient lambda() {
    return LambdaClient.builder()
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .endpointOverride(url())
        .region(Region.EU_WEST_1)
        .credentialsProvider(credentials())
        .build();
  }

  private static StaticCredentialsProvider credentials() {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret"));
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    if (!refusal.isEmpty()) {
      answer(exchange, 403, refusal);
    } else if (target != null) {
      answer(exchange, 200, queue(target, JsonText.parse(body)));
    } else {
      invoke(exchange, body);
    }
  }

  private String queue(String target, JsonNode request) {
    String receipt = request.path("ReceiptHandle").asText();
    String id = receipt.isEmpty() ? "" : receipt.split("#", 2)[0];
    switch (target) {
      case "AmazonSQS.ReceiveMessage" -> {
        return receive(request.path("VisibilityTimeout").asInt());
      }
      case "AmazonSQS.DeleteMessage" -> messages.remove(id);
      case "AmazonSQS.ChangeMessageVisibility" ->
          hidden.put(id, request.path("VisibilityTimeout").asInt());
      default -> throw new IllegalStateException(target);
    }
    return "{}";
  }

  private String receive(int seconds) {
    for (Map.Entry<String, String> message : messages.entrySet()) {
      if (!hides || hidden.getOrDefault(message.getKey(), 0) == 0) {
        hidden.put(message.getKey(), seconds);
        return """
        {"Messages":[{"MessageId":"%s","ReceiptHandle":"%s#1","MD5OfBody":"%s","Body":%s}]}
        """
            .formatted(
                message.getKey(), message.getKey(), md5(message.getValue()), quoted(message));
      }
    }
    return "{}";
  }

  private static String quoted(Map.Entry<String, String> message) {
    return "\""
        + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(message.getValue()))
        + "\"";
  }

  private static String md5(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private void invoke(HttpExchange exchange, String payload) throws IOException {
    String type = exchange.getRequestHeaders().getFirst("X-Amz-Invocation-Type");
    calls.add(exchange.getRequestURI().getPath() + " " + type + " " + payload);
    if ("Event".equals(type)) {
      answer(exchange, 202, "");
      return;
    }
    String result = function.apply(payload);
    if (result.contains("errorMessage")) {
      exchange.getResponseHeaders().set("X-Amz-Function-Error", "Unhandled");
    }
    answer(exchange, 200, result);
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
