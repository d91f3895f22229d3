package dev.playlistlake.local;

import dev.playlistlake.local.cli.AwsClients;
import dev.playlistlake.local.cli.CliEnvironment;
import dev.playlistlake.local.cli.Terminal;
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
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/// Runs commands with a simulated Spotify, a simulated user and a simulated browser. Each test has
/// its own.
public final class CliHarness implements AutoCloseable {
  /// The time at the start.
  public static final Instant NOW = Instant.parse("2026-11-21T06:00:03.75Z");

  /// The date at the start.
  public static final LocalDate DAY = LocalDate.ofInstant(NOW, ZoneOffset.UTC);

  /// The client ID of the simulated app.
  public static final String ID = "simulated-client";

  /// The client secret of the simulated app.
  public static final String SECRET = "simulated-secret";

  public final SimulatedSpotify spotify;
  public final Map<String, String> environment = new HashMap<>();

  /// The lines that the user types, with and without echo.
  public final Queue<String> typed = new ArrayDeque<>();

  /// The prompts without echo that were shown.
  public final Queue<String> hidden = new ArrayDeque<>();

  /// Changes the address to which Spotify redirects the browser.
  public UnaryOperator<URI> way = UnaryOperator.identity();

  /// The line that the user pastes.
  public Supplier<Optional<String>> paste = Optional::empty;

  public SecretsManagerClient secrets = new FakeSecretsManager();
  public AwsClients aws = AwsClients.real(Map.of());
  private Instant now = NOW;
  private boolean terminal = true;

  /// The columns of the terminal; empty if none is attached.
  public OptionalInt width = OptionalInt.empty();

  /// The pages that the browser showed, with their headers.
  public final BlockingQueue<HttpResponse<String>> pages = new LinkedBlockingQueue<>();

  private final StringWriter out = new StringWriter();
  private final HttpClient http = HttpClient.newHttpClient();
  private final HttpClient browser =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();

  public CliHarness(Path home) throws IOException {
    this(home, AppKind.NEW_DEVELOPMENT);
  }

  /// Starts a simulated Spotify.
  ///
  /// @param home the folder of the configuration
  public CliHarness(Path home, AppKind kind) throws IOException {
    spotify =
        SimulatedSpotify.start(
            SimulatedSpotifyConfig.of(kind, SimulatedSpotifyConfig.DEFAULT_SEED, DAY));
    environment.put("XDG_CONFIG_HOME", home.toAbsolutePath().toString());
    environment.put("SPOTIFY_ACCOUNTS_URL", spotify.url().toString());
    environment.put("SPOTIFY_API_URL", spotify.url().toString());
  }

  /// Sets the credentials of the app in the environment.
  public CliHarness withApp() {
    environment.put("SPOTIFY_CLIENT_ID", ID);
    environment.put("SPOTIFY_CLIENT_SECRET", SECRET);
    return this;
  }

  /// Detaches the terminal.
  public CliHarness withoutTerminal() {
    terminal = false;
    return this;
  }

  /// Sets the date of the program and of the simulated Spotify. The time of day stays the same.
  public void setDay(LocalDate day) {
    now = NOW.plus(Duration.ofDays(ChronoUnit.DAYS.between(DAY, day)));
    spotify.setDay(day);
  }

  /// Runs a command.
  public CommandRun run(Object... arguments) {
    out.getBuffer().setLength(0);
    return CommandRun.on(cli(), out, arguments);
  }

  /// Returns the address of Spotify's page, as it was printed.
  public URI printed() {
    return URI.create(
        out.toString()
            .lines()
            .map(String::strip)
            .filter(line -> line.contains("/authorize?"))
            .findFirst()
            .orElseThrow());
  }

  /// Returns the environment of the commands.
  public CliEnvironment cli() {
    return new CliEnvironment(
        environment,
        new Typing(),
        this::browse,
        new AwsClients(
            aws.s3(), aws.sqs(), aws.lambda(), () -> secrets, aws.glue(), aws.athena(), aws.api()),
        Clock.fixed(now, ZoneOffset.UTC));
  }

  /// Returns the address to which Spotify's page redirects the browser.
  public URI redirected(URI page) {
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
  public HttpResponse<String> get(URI address) {
    try {
      return browser.send(
          HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException | InterruptedException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /// Waits for the next page that the browser shows.
  public HttpResponse<String> page() throws InterruptedException {
    return Optional.ofNullable(pages.poll(20, TimeUnit.SECONDS)).orElseThrow();
  }

  private void browse(URI page) {
    Thread.ofVirtual().start(() -> pages.add(get(way.apply(redirected(page)))));
  }

  /// The terminal of the simulated user.
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

    @Override
    public OptionalInt width() {
      return width;
    }
  }

  /// Returns the secrets that must not be printed.
  public List<String> words(Path credentials) throws IOException {
    return List.of(SECRET, Fields.of(credentials).get("refresh_token"));
  }

  @Override
  public void close() {
    spotify.close();
    http.shutdownNow();
    browser.shutdownNow();
  }
}
