package dev.playlistlake.local.login;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.playlistlake.local.cli.CommandException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/// An HTTP server on 127.0.0.1 that Spotify redirects the browser to. Every program on this machine
/// can connect to it, so [LoginFlow] compares the state of each visit. The server's threads add
/// visits; one thread, that of the login, reads them.
final class Callback implements AutoCloseable {
  private static final String PATH = "/callback";
  private static final String DONE = "/done";

  /// The status for a request to another host.
  private static final int MISDIRECTED = 421;

  /// How long to wait until the browser has loaded the last page.
  private static final Duration PAGE_TIMEOUT = Duration.ofSeconds(5);

  /// The redirect URI to register when the port is not known in advance:
  /// https://developer.spotify.com/documentation/web-api/concepts/redirect_uri
  static final URI ANY_PORT = URI.create("http://127.0.0.1" + PATH);

  /// The server logs request lines at its finest level, and they contain the code.
  private static final Logger SERVER_LOG = Logger.getLogger("com.sun.net.httpserver");

  private final HttpServer server;
  private final BlockingQueue<Visit> visits = new LinkedBlockingQueue<>();

  /// A thread for each connection, so that a silent connection does not block others.
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private final AtomicReference<@Nullable LoginPage> lastPage = new AtomicReference<>();
  private final CountDownLatch lastPageSent = new CountDownLatch(1);

  private Callback(HttpServer server) {
    this.server = server;
  }

  /// Returns the redirect URI for a port: the request contains it, and the app's settings must list
  /// it. Spotify accepts the address 127.0.0.1, but no longer the name `localhost`.
  static URI redirectUri(int port) {
    return URI.create("http://127.0.0.1:" + port + PATH);
  }

  /// Starts the server, on 127.0.0.1 only.
  ///
  /// @param port 0 for any free port
  /// @throws CommandException when another program uses the port
  static Callback listen(int port) throws IOException {
    SERVER_LOG.setFilter(_ -> false);
    InetAddress here = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    try {
      Callback callback = new Callback(HttpServer.create(new InetSocketAddress(here, port), 0));
      callback.server.setExecutor(callback.threads);
      callback.server.createContext("/", callback::handle);
      callback.server.start();
      return callback;
    } catch (BindException inUse) {
      throw new CommandException(
          "port %d is in use by another program. Stop that program, use --paste, or choose another port with --port and add"
                  .formatted(port)
              + " http://127.0.0.1:<port>"
              + PATH
              + " to your app's redirect URIs at https://developer.spotify.com/dashboard.");
    }
  }

  /// Returns the redirect URI with the port that the server listens on.
  URI redirectUri() {
    return redirectUri(server.getAddress().getPort());
  }

  /// Waits for the next visit of a browser.
  ///
  /// @return empty when the timeout ends first
  Optional<Visit> next(Duration timeout) throws InterruptedException {
    return Optional.ofNullable(visits.poll(Math.max(0, timeout.toMillis()), TimeUnit.MILLISECONDS));
  }

  /// Redirects a browser to the last page, which has an address of its own, so that the code is
  /// neither in the address bar nor in the browser's history. Waits some seconds until the page is
  /// sent.
  void end(Visit visit, LoginPage page) throws InterruptedException {
    lastPage.set(page);
    visit.redirect();
    boolean _ = lastPageSent.await(PAGE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void handle(HttpExchange exchange) throws IOException {
    if (!namesThisAddress(exchange)) {
      exchange.sendResponseHeaders(MISDIRECTED, -1);
      exchange.close();
      return;
    }
    String path = exchange.getRequestURI().getPath();
    boolean get = exchange.getRequestMethod().equals("GET");
    LoginPage page = path.equals(DONE) ? lastPage.get() : null;
    if (path.equals(PATH) && get) {
      visits.add(new Visit(exchange));
    } else if (page != null && get) {
      new Visit(exchange).reply(page);
      lastPageSent.countDown();
    } else {
      exchange.sendResponseHeaders(path.equals(PATH) || page != null ? 405 : 404, -1);
      exchange.close();
    }
  }

  /// A website can make its own host name resolve to 127.0.0.1 (DNS rebinding), and its scripts can
  /// then read this server's responses. Spotify's redirect always names the address 127.0.0.1.
  private boolean namesThisAddress(HttpExchange exchange) {
    URI here = redirectUri();
    // Browsers omit the default port of HTTP.
    String expected = here.getPort() == 80 ? here.getHost() : here.getAuthority();
    return expected.equals(exchange.getRequestHeaders().getFirst("Host"));
  }

  /// A browser that Spotify redirected here and that waits for a page.
  record Visit(HttpExchange exchange) {
    AuthorizationResponse response() {
      return AuthorizationResponse.ofQuery(exchange.getRequestURI().getRawQuery());
    }

    void reply(LoginPage page) {
      Headers headers = exchange.getResponseHeaders();
      headers.set("Content-Type", "text/html; charset=utf-8");
      headers.set("Content-Security-Policy", LoginPage.CONTENT_SECURITY_POLICY);
      headers.set("X-Content-Type-Options", "nosniff");
      send(page.good() ? 200 : 400, page.html().getBytes(UTF_8));
    }

    private void redirect() {
      exchange.getResponseHeaders().set("Location", DONE);
      send(303, new byte[0]);
    }

    /// A closed browser does not make the login fail.
    private void send(int status, byte[] body) {
      Headers headers = exchange.getResponseHeaders();
      headers.set("Referrer-Policy", "no-referrer");
      headers.set("Cache-Control", "no-store");
      headers.set("Connection", "close");
      try (exchange) {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
          exchange.getResponseBody().write(body);
        }
      } catch (IOException closed) {
        System.getLogger(Callback.class.getName())
            .log(
                System.Logger.Level.DEBUG,
                "the browser closed the connection before the page was sent");
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
