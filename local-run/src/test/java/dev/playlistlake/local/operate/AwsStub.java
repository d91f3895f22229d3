package dev.playlistlake.local.operate;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.playlistlake.local.CommandRun;
import dev.playlistlake.local.FakeSecretsManager;
import dev.playlistlake.local.cli.AwsClients;
import dev.playlistlake.local.cli.CliEnvironment;
import dev.playlistlake.transform.AwsApi;
import java.io.IOException;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.athena.AthenaClient;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/// An HTTP server with the operations of SQS, Lambda, Glue, Athena and CloudFormation that the
/// commands use. The SDK's own clients call it. Threads share it: the test's thread and the
/// server's.
public final class AwsStub implements AutoCloseable {
  /// The body of each message in the queue, by message ID.
  public final Map<String, String> messages = Collections.synchronizedMap(new LinkedHashMap<>());

  /// The last visibility timeout of each message in seconds, by message ID.
  public final Map<String, Integer> hidden = Collections.synchronizedMap(new LinkedHashMap<>());

  /// Path, invocation type and payload of each function call.
  public final List<String> calls = Collections.synchronizedList(new ArrayList<>());

  /// The Glue database `lake`.
  public final GlueCatalog catalog = new GlueCatalog();

  /// Athena with its workgroups.
  public final SimulatedAthena athena = new SimulatedAthena();

  /// The stacks of CloudFormation.
  public final SimulatedStacks stacks = new SimulatedStacks();

  /// Returns a function's result for a payload. A result with `errorMessage` is a function error.
  public UnaryOperator<String> function = _ -> "{}";

  /// An error that the services return for every request; empty for none.
  public String error = "";

  /// Whether a received message is hidden for its visibility timeout.
  public boolean hides = true;

  private static final String GLUE = "AWSGlue.";
  private static final String ATHENA = "AmazonAthena.";

  private final HttpServer server;

  private AwsStub(HttpServer server) {
    this.server = server;
  }

  /// Starts the server on a free port.
  public static AwsStub start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    AwsStub stub = new AwsStub(server);
    server.createContext("/", stub::handle);
    server.start();
    return stub;
  }

  /// Returns the base URL of the server.
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /// Returns the URL of the queue.
  public String queueUrl() {
    return url() + "/123456789012/lake-transform-failures";
  }

  /// Returns a new client of the queue.
  public SqsClient sqs() {
    return SqsClient.builder()
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .endpointOverride(url())
        .region(Region.EU_WEST_1)
        .credentialsProvider(credentials())
        .build();
  }

  /// Returns a new client of the functions.
  public LambdaClient lambda() {
    return LambdaClient.builder()
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .endpointOverride(url())
        .region(Region.EU_WEST_1)
        .credentialsProvider(credentials())
        .build();
  }

  /// Returns a new client of the catalog.
  public GlueClient glue() {
    return GlueClient.builder()
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .endpointOverride(url())
        .region(Region.EU_WEST_1)
        .credentialsProvider(credentials())
        .build();
  }

  /// Returns a new client of Athena.
  public AthenaClient athena() {
    return AthenaClient.builder()
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .endpointOverride(url())
        .region(Region.EU_WEST_1)
        .credentialsProvider(credentials())
        .build();
  }

  /// Returns a new client of the services that have no client of their own.
  public AwsApi api() {
    return AwsApi.of(Map.of("AWS_ENDPOINT_URL", url().toString()), credentials(), Region.EU_WEST_1);
  }

  /// Returns the clients of this server, with another S3.
  public AwsClients clients(Supplier<S3Client> s3) {
    return new AwsClients(
        s3, this::sqs, this::lambda, FakeSecretsManager::new, this::glue, this::athena, this::api);
  }

  /// Runs a command with these clients.
  CommandRun run(Supplier<S3Client> s3, Object... arguments) {
    CliEnvironment real = CliEnvironment.ofProcess();
    return CommandRun.on(
        new CliEnvironment(
            Map.of(), real.terminal(), real.browser(), clients(s3), Clock.systemUTC()),
        new StringWriter(),
        arguments);
  }

  private static StaticCredentialsProvider credentials() {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret"));
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    if (!error.isEmpty()) {
      respond(exchange, 403, error);
    } else if (target != null && target.startsWith(GLUE)) {
      String response = catalog.respond(target.substring(GLUE.length()), JsonText.parse(body));
      respond(exchange, response.contains("__type") ? 400 : 200, response);
    } else if (target != null && target.startsWith(ATHENA)) {
      String response = athena.respond(target.substring(ATHENA.length()), JsonText.parse(body));
      respond(exchange, response.contains("__type") ? 400 : 200, response);
    } else if (body.startsWith("Action=")) {
      respond(exchange, stacks.status(body), stacks.respond(body));
    } else if (target != null) {
      respond(exchange, 200, queue(target, JsonText.parse(body)));
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
      respond(exchange, 202, "");
      return;
    }
    String result = function.apply(payload);
    if (result.contains("errorMessage")) {
      exchange.getResponseHeaders().set("X-Amz-Function-Error", "Unhandled");
    }
    respond(exchange, 200, result);
  }

  private static void respond(HttpExchange exchange, int status, String body) throws IOException {
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
