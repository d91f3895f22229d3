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

/// Spotify's accounts and API hosts in one HTTP server on 127.0.0.1, with the library of a seed.
public final class SimulatedSpotify implements AutoCloseable {
  static {
    // Else headers and body go out in two packets, and the second waits 40 ms for the receiver to
    // acknowledge the first: https://docs.oracle.com/en/java/javase/25/docs/api/jdk.httpserver/
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final ExecutorService threads;
  private final Exchanges exchanges;
  private final SimulatedSpotifyConfig config;

  private SimulatedSpotify(
      HttpServer server,
      ExecutorService threads,
      Exchanges exchanges,
      SimulatedSpotifyConfig config) {
    this.server = server;
    this.threads = threads;
    this.exchanges = exchanges;
    this.config = config;
  }

  /// Starts to serve; the port is open when this returns.
  public static SimulatedSpotify start(SimulatedSpotifyConfig config) throws IOException {
    InetAddress here = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    HttpServer server = HttpServer.create(new InetSocketAddress(here, config.port()), 0);
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    String own = "http://127.0.0.1:" + server.getAddress().getPort();
    String base = config.baseUrl().isEmpty() ? own : config.baseUrl();
    Exchanges exchanges = new Exchanges(config, base);
    server.setExecutor(threads);
    server.createContext("/", exchanges);
    server.start();
    return new SimulatedSpotify(server, threads, exchanges, config);
  }

  /// Where both hosts are: `http://127.0.0.1:<port>`, without a slash at the end.
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  public Library library() {
    return config.library();
  }

  public Credentials credentials() {
    return config.credentials();
  }

  /// From now on it is that day: playlists, popularity and followers change.
  public void setDay(LocalDate day) {
    exchanges.setDay(day);
  }

  /// What goes wrong from now on.
  public Faults faults() {
    return exchanges.faults();
  }

  /// The requests that arrived so far, in order; at most the last 100,000.
  public List<Request> requests() {
    return exchanges.requests();
  }

  /// Every access token given out so far answers 401 `The access token expired` from now on.
  public void expireAccessTokens() {
    exchanges.tokens().expireAccess();
  }

  /// The refresh token answers `invalid_grant` from now on.
  ///
  /// @param because as Spotify says it: `Refresh token expired`, `Refresh token revoked`
  public void endConsent(String because) {
    exchanges.tokens().endConsent(because);
  }

  /// Each refresh gives a new refresh token from now on, and ends the old one.
  public void rotateRefreshTokens() {
    exchanges.tokens().rotateFromNowOn();
  }

  /// Hangs up on everybody and frees the port.
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
