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

/// Spotify's accounts host and Web API in one HTTP server on 127.0.0.1. The demo, the `simulate`
/// command and the tests of the extract read playlists from it as they would from Spotify.
///
/// ```java
/// var config = SimulatedSpotifyConfig.of(AppKind.NEW_DEVELOPMENT, 1, LocalDate.of(2026, 11, 21));
/// try (SimulatedSpotify spotify = SimulatedSpotify.start(config)) {
///   Playlist playlist = spotify.library().named("Sunday Kitchen");
///   spotify.faults().once(request -> request.path().endsWith(playlist.id()), Fault.cut());
///   // Point the program under test at spotify.url(), log in with spotify.credentials(), and
///   // compare what it reads with playlist.entriesOn(config.day()).
/// }
/// ```
///
/// Start reading here; then follow one of two paths:
///
/// - **What is served.** A [Library] has [Playlist]s. Each has a [PlaylistDefinition], from which a
///   [PlaylistTimeline] derives the entries of a day; they refer to songs of the [Catalogue]. Every
///   choice comes from a [SeededRandom], so the same seed and day always serve the same bytes.
/// - **How it is served.** [SpotifyHttpHandler] hands a request to [AccountsHost] or [WebApiHost].
///   [PlaylistJson] and [ContentJson] write the documents in the form that an [AppKind] gets. A
///   [FaultScript] makes requests fail.
///
/// Safe for many threads: a test may change the day, the faults and the tokens while requests
/// arrive.
public final class SimulatedSpotify implements AutoCloseable {
  static {
    // Without it, headers and body are sent in two packets, and the second waits 40 ms until the
    // receiver acknowledges the first:
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

  /// Starts to serve; the port is open when this returns.
  public static SimulatedSpotify start(SimulatedSpotifyConfig config) throws IOException {
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    HttpServer server = HttpServer.create(new InetSocketAddress(loopback, config.port()), 0);
    SimulatedSpotify spotify = new SimulatedSpotify(config, server);
    server.setExecutor(spotify.threads);
    server.createContext("/", spotify.handler);
    server.start();
    return spotify;
  }

  /// The address of both hosts: `http://127.0.0.1:<port>`, without a slash at the end.
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  public Library library() {
    return config.library();
  }

  public SimulatedSpotifyConfig.Credentials credentials() {
    return config.credentials();
  }

  /// From now on it is that day: playlists, popularity and followers change.
  public void setDay(LocalDate day) {
    handler.setDay(day);
  }

  /// What goes wrong from now on.
  public FaultScript faults() {
    return handler.faults();
  }

  /// The requests that arrived so far, in order; at most the last 100,000.
  public List<SimulatedRequest> requests() {
    return handler.requests();
  }

  /// From now on the response to every access token issued so far is 401 `The access token
  /// expired`.
  public void expireAccessTokens() {
    tokens.expireAccessTokens();
  }

  /// From now on the response to the refresh token is `invalid_grant`.
  ///
  /// @param reason in Spotify's words: `Refresh token expired`, `Refresh token revoked`
  public void endConsent(String reason) {
    tokens.endConsent(reason);
  }

  /// From now on each refresh issues a new refresh token and ends the old one.
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
