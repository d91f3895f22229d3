package dev.playlistlake.local;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/// A headless browser, controlled with the [DevTools
/// protocol](https://chromedevtools.github.io/devtools-protocol/). Used by one test.
public final class Chromium implements AutoCloseable {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int TIMEOUT_SECONDS = 60;

  private final Process process;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<Integer, CompletableFuture<JsonNode>> results = new ConcurrentHashMap<>();
  private final List<JsonNode> events = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger number = new AtomicInteger();
  private final WebSocket socket;

  private Chromium(Process process, Path profile) throws Exception {
    this.process = process;
    Path ports = profile.resolve("DevToolsActivePort");
    await(() -> Files.exists(ports) && readable(ports));
    String port = Files.readAllLines(ports).getFirst();
    URI page = URI.create(page(port));
    socket =
        http.newWebSocketBuilder()
            .buildAsync(page, new MessageListener())
            .get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
      send(domain + ".enable", Map.of());
    }
  }

  /// Returns the path of the browser. Without a browser, the test is skipped, except on GitHub,
  /// where it fails.
  public static String require() {
    Optional<String> found = find();
    assumeTrue(
        found.isPresent() || System.getenv("GITHUB_ACTIONS") != null,
        "skipped: no browser on the PATH (" + String.join(", ", NAMES) + ")");
    return found.orElseThrow(
        () -> new AssertionError("no browser on the PATH, but GitHub must have one"));
  }

  /// Starts a browser with an empty page.
  ///
  /// @param folder the parent folder of its profile
  public static Chromium start(Path folder) throws Exception {
    Path profile = folder.resolve("profile");
    List<String> command = new ArrayList<>(List.of(require()));
    command.addAll(quiet(profile));
    command.addAll(List.of("--remote-debugging-port=0", "--window-size=1400,1000", "about:blank"));
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      return new Chromium(process, profile);
    } catch (Exception | Error failure) {
      process.destroyForcibly();
      throw failure;
    }
  }

  /// Returns the options of a browser that shows no window and sends no requests of its own.
  public static List<String> quiet(Path profile) {
    return List.of(
        "--headless",
        "--lang=en-US",
        "--no-sandbox",
        "--disable-gpu",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--user-data-dir=" + profile);
  }

  private static Optional<String> find() {
    Map<String, String> environment = System.getenv();
    List<String> folders =
        List.of(environment.getOrDefault("PATH", "").split(File.pathSeparator, -1));
    return NAMES.stream()
        .flatMap(name -> folders.stream().map(folder -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst();
  }

  private static boolean readable(Path ports) {
    try {
      return Files.readAllLines(ports).size() >= 2;
    } catch (IOException notYet) {
      return false;
    }
  }

  private String page(String port) throws Exception {
    HttpRequest list =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/list")).build();
    String text = http.send(list, HttpResponse.BodyHandlers.ofString()).body();
    for (JsonNode target : JSON.readTree(text)) {
      if (target.path("type").asText().equals("page")) {
        return target.path("webSocketDebuggerUrl").asText();
      }
    }
    throw new AssertionError("the browser has no page: " + text);
  }

  /// Sends a command and waits for its result.
  public JsonNode send(String method, Map<String, ?> parameters) throws Exception {
    int id = number.incrementAndGet();
    CompletableFuture<JsonNode> future = new CompletableFuture<>();
    results.put(id, future);
    ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
    message.set("params", JSON.valueToTree(parameters));
    socket.sendText(message.toString(), true).get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    JsonNode result = future.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    if (result.has("error")) {
      throw new AssertionError(method + ": " + result.path("error"));
    }
    return result.path("result");
  }

  /// Returns the value of a JavaScript expression in the page.
  public JsonNode evaluate(String script) throws Exception {
    JsonNode result = send("Runtime.evaluate", Map.of("expression", script, "returnByValue", true));
    if (result.has("exceptionDetails")) {
      throw new AssertionError(script + ": " + result.path("exceptionDetails"));
    }
    return result.path("result").path("value");
  }

  /// Opens a page and waits until a JavaScript expression is true.
  public void open(Path page, String ready) throws Exception {
    send("Page.navigate", Map.of("url", page.toUri().toString()));
    await(ready);
  }

  /// Waits until a JavaScript expression is true.
  public void await(String condition) throws InterruptedException {
    await(() -> isTrue(condition));
  }

  private boolean isTrue(String script) {
    try {
      return evaluate(script).asBoolean();
    } catch (Exception notYet) {
      return false;
    }
  }

  /// Returns the events since the start: of consoles, exceptions, policies and requests.
  public List<JsonNode> events(String method) {
    synchronized (events) {
      return events.stream().filter(event -> event.path("method").asText().equals(method)).toList();
    }
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("the browser is not ready after " + TIMEOUT_SECONDS + " s");
      }
      Thread.sleep(50);
    }
  }

  @Override
  public void close() {
    // The browser and its child processes write into the profile until they end.
    List<ProcessHandle> children = process.descendants().toList();
    process.destroy();
    process
        .onExit()
        .orTimeout(10, TimeUnit.SECONDS)
        .exceptionally(_ -> process.destroyForcibly())
        .join();
    for (ProcessHandle child : children) {
      child.destroyForcibly();
      child.onExit().orTimeout(10, TimeUnit.SECONDS).exceptionally(_ -> child).join();
    }
    http.close();
  }

  /// Joins the parts of messages and dispatches them.
  private final class MessageListener implements WebSocket.Listener {
    private final StringBuilder parts = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      parts.append(data);
      if (last) {
        dispatch(parts.toString());
        parts.setLength(0);
      }
      from.request(1);
      return CompletableFuture.completedStage(null);
    }

    private void dispatch(String text) {
      try {
        JsonNode message = JSON.readTree(text);
        CompletableFuture<JsonNode> waiting = results.remove(message.path("id").asInt());
        if (waiting == null) {
          events.add(message);
        } else {
          waiting.complete(message);
        }
      } catch (IOException malformed) {
        throw new AssertionError(text, malformed);
      }
    }
  }
}
