package dev.playlistlake.simulator;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Simulates Spotify's accounts host and Web API in one HTTP server on 127.0.0.1. The commands
/// `demo` and `simulate` and the tests of the extract use it instead of Spotify.
///
/// ```java
/// var config = SimulatedSpotifyConfig.of(AppKind.NEW_DEVELOPMENT, 1, LocalDate.of(2026, 11, 21));
/// try (SimulatedSpotify spotify = SimulatedSpotify.start(config)) {
///   Playlist playlist = spotify.library().named("Sunday Kitchen");
///   spotify.faults().once(request -> request.path().endsWith(playlist.id()), Fault.cut());
///   // Point the program under test at spotify.url(), log in with spotify.credentials(), and
///   // compare the entries that it reads with playlist.entriesOn(config.day()).
/// }
/// ```
///
/// Start reading here. The code has two parts:
///
/// - **Content.** A [Library] has [Playlist]s. Each has a [PlaylistDefinition], from which a
///   [PlaylistTimeline] derives the entries of a day. Entries refer to songs of the [Catalogue].
///   Every choice comes from a [SeededRandom], so the same seed and day always result in the same
///   bytes.
/// - **HTTP.** [SpotifyHttpHandler] passes a request to [AccountsHost] or [WebApiHost].
///   [PlaylistJson] and [ContentJson] write the documents in the form for an [AppKind]. A
///   [FaultScript] makes requests fail, and a [Quirk] changes the entries of a playlist.
///
/// Threads may share it: a test may change the day, the failures and the tokens while the server
/// handles requests.
public final class SimulatedSpotify implements AutoCloseable {
  static {
    // Without this property, headers and body are sent in two packets, and the second one waits
    // 40 ms for the acknowledgement of the first one:
    // https://docs.oracle.com/en/java/javase/25/docs/api/jdk.httpserver/
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final SimulatedSpotifyConfig config;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final IssuedTokens tokens;
  private final SpotifyHttpHandler handler;

  private SimulatedSpotify(SimulatedSpotifyConfig config, HttpServer server) {
    this.config = config;
    this.server = server;
    this.tokens = new IssuedTokens(config);
    this.handler = new SpotifyHttpHandler(config, url().toString(), tokens);
  }

  /// Starts the server. The port is open when this method returns.
  ///
  /// @throws IOException if the port cannot be opened
  public static SimulatedSpotify start(SimulatedSpotifyConfig config) throws IOException {
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    HttpServer server = HttpServer.create(new InetSocketAddress(loopback, config.port()), 0);
    SimulatedSpotify spotify = new SimulatedSpotify(config, server);
    server.setExecutor(spotify.threads);
    server.createContext("/", spotify.handler);
    server.start();
    return spotify;
  }

  /// Returns the URL of both hosts: `http://127.0.0.1:<port>`, without a slash at the end.
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /// Returns the content that the server serves.
  public Library library() {
    return config.library();
  }

  /// Returns the credentials of the app and the refresh token of the user.
  public SimulatedSpotifyConfig.Credentials credentials() {
    return config.credentials();
  }

  /// Changes the simulated date, and with it playlists, popularity and followers.
  public void setDay(LocalDate day) {
    handler.setDay(day);
  }

  /// Changes which entries of a playlist the API sends, from now on.
  public void setQuirk(Playlist playlist, Quirk quirk) {
    handler.setQuirk(playlist.id(), quirk);
  }

  /// Returns the simulated failures, to which tests add rules.
  public FaultScript faults() {
    return handler.faults();
  }

  /// Returns the requests that the server received, in order; at most the last 100,000.
  public List<SimulatedRequest> requests() {
    return handler.requests();
  }

  /// Expires all access tokens that were issued. The response to them is 401 `The access token
  /// expired`.
  public void expireAccessTokens() {
    tokens.expireAccessTokens();
  }

  /// Invalidates the refresh token. The response to it is `invalid_grant`.
  ///
  /// @param reason the message, at Spotify `Refresh token expired` or `Refresh token revoked`
  public void endConsent(String reason) {
    tokens.endConsent(reason);
  }

  /// Turns on rotation: each refresh issues a new refresh token and invalidates the old one.
  public void rotateRefreshTokens() {
    tokens.rotateFromNowOn();
  }

  /// Closes all connections and frees the port.
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
