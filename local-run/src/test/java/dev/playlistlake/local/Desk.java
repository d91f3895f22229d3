package dev.playlistlake.local;

import dev.playlistlake.simulator.AppKind;
import dev.playlistlake.simulator.SimulatedSpotify;
import dev.playlistlake.simulator.SimulatedSpotifyConfig;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/// A person at a machine with a simulated Spotify: answers questions, and has a browser.
final class Desk implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-11-21T06:00:03.75Z");

  /// The only secrets that are there before a login.
  static final String ID = "simulated-client";

  static final String SECRET = "simulated-secret";

  final SimulatedSpotify spotify;
  final Map<String, String> environment = new HashMap<>();

  /// What the person types, line by line; those of `askSecret` too.
  final Queue<String> typed = new ArrayDeque<>();

  /// What the person was asked without an echo.
  final Queue<String> hidden = new ArrayDeque<>();

  /// What the person does with the address that the browser would be sent back to.
  UnaryOperator<URI> way = UnaryOperator.identity();

  /// What the person pastes.
  Supplier<Optional<String>> paste = Optional::empty;

  SecretsManagerClient secrets = new Vault();
  Cloud cloud = Cloud.real(Map.of());
  private boolean terminal = true;

  /// The page that the browser showed last, with its headers.
  final BlockingQueue<HttpResponse<String>> pages = new LinkedBlockingQueue<>();

  private final StringWriter out = new StringWriter();
  private final HttpClient http = HttpClient.newHttpClient();
  private final HttpClient browser =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();

  Desk(Path home) throws IOException {
    this(home, AppKind.NEW_DEVELOPMENT);
  }

  Desk(Path home, AppKind kind) throws IOException {
    spotify =
        SimulatedSpotify.start(
            SimulatedSpotifyConfig.of(
                kind,
                SimulatedSpotifyConfig.DEFAULT_SEED,
                LocalDate.ofInstant(NOW, ZoneOffset.UTC)));
    environment.put("XDG_CONFIG_HOME", home.toAbsolutePath().toString());
    environment.put("SPOTIFY_ACCOUNTS_URL", spotify.url().toString());
    environment.put("SPOTIFY_API_URL", spotify.url().toString());
  }

  Desk withApp() {
    environment.put("SPOTIFY_CLIENT_ID", ID);
    environment.put("SPOTIFY_CLIENT_SECRET", SECRET);
    return this;
  }

  Desk withoutTerminal() {
    terminal = false;
    return this;
  }

  Shell run(Object... arguments) {
    out.getBuffer().setLength(0);
    return Shell.on(machine(), out, arguments);
  }

  /// The address of Spotify's page, as it was printed.
  URI printed() {
    return URI.create(
        out.toString()
            .lines()
            .map(String::strip)
            .filter(line -> line.contains("/authorize?"))
            .findFirst()
            .orElseThrow());
  }

  Machine machine() {
    return new Machine(
        environment,
        new Typing(),
        this::browse,
        () -> secrets,
        cloud,
        Clock.fixed(NOW, ZoneOffset.UTC));
  }

  /// Where Spotify sends the browser from its page.
  URI redirected(URI page) {
    try {
      return URI.create(
          http.send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.discarding())
              .headers()
              .firstValue("Location")
              .orElseThrow());
    } catch (IOException | InterruptedException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /// Opens an address as a browser does.
  HttpResponse<String> get(URI address) {
    try {
      return browser.send(
          HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException | InterruptedException failure) {
      throw new IllegalStateException(failure);
    }
  }

  HttpResponse<String> page() throws InterruptedException {
    return Optional.ofNullable(pages.poll(20, TimeUnit.SECONDS)).orElseThrow();
  }

  private void browse(URI page) {
    Thread.ofVirtual().start(() -> pages.add(get(way.apply(redirected(page)))));
  }

  /// The keyboard.
  private final class Typing implements Terminal {
    @Override
    public Optional<String> ask(String question) {
      return terminal ? Optional.ofNullable(typed.poll()) : Optional.empty();
    }

    @Override
    public Optional<String> askSecret(String question) {
      hidden.add(question);
      return ask(question);
    }

    @Override
    public Optional<String> line() {
      return paste.get();
    }
  }

  /// Words that nothing printed may hold.
  List<String> words(Path credentials) throws IOException {
    return List.of(SECRET, Fields.of(credentials).get("refresh_token"));
  }

  @Override
  public void close() {
    spotify.close();
    http.shutdownNow();
    browser.shutdownNow();
  }
}
