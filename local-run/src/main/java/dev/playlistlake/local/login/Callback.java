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

/// The address on this machine that Spotify sends the browser back to. Every program of the machine
/// can connect to it: what it takes is a visit, which the login holds against its state.
final class Callback implements AutoCloseable {
  private static final String PATH = "/callback";
  private static final String DONE = "/done";

  /// The status for a request to another host.
  private static final int MISDIRECTED = 421;

  /// For a browser to come to the last page.
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /// What has to be registered for a port that nobody knows before:
  /// https://developer.spotify.com/documentation/web-api/concepts/redirect_uri
  static final URI ANY_PORT = URI.create("http://127.0.0.1" + PATH);

  /// The server's own log has every request line at its finest level, and so the code.
  private static final Logger SERVER_LOG = Logger.getLogger("com.sun.net.httpserver");

  private final HttpServer server;
  private final BlockingQueue<Visit> visits = new LinkedBlockingQueue<>();

  /// A thread for each connection: a silent one holds up nobody else.
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private final AtomicReference<@Nullable LoginPage> last = new AtomicReference<>();
  private final CountDownLatch seen = new CountDownLatch(1);

  private Callback(HttpServer server) {
    this.server = server;
  }

  /// What Spotify is told, and what has to be registered with the app. Spotify takes the address
  /// 127.0.0.1 and no longer the name `localhost`.
  static URI redirectUri(int port) {
    return URI.create("http://127.0.0.1:" + port + PATH);
  }

  /// Listens on 127.0.0.1 alone.
  ///
  /// @param port 0 for any free one
  /// @throws CommandException when another program listens there
  static Callback listen(int port) throws IOException {
    SERVER_LOG.setFilter(_ -> false);
    InetAddress here = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    try {
      Callback callback = new Callback(HttpServer.create(new InetSocketAddress(here, port), 0));
      callback.server.setExecutor(callback.threads);
      callback.server.createContext("/", callback::handle);
      callback.server.start();
      return callback;
    } catch (BindException taken) {
      throw new CommandException(
          "port %d is taken by another program: end that one, or say another --port and register"
                  .formatted(port)
              + " http://127.0.0.1:<port>"
              + PATH
              + " with the app, or use --paste");
    }
  }

  URI redirectUri() {
    return redirectUri(server.getAddress().getPort());
  }

  /// The next visit of a browser; empty when none comes in time.
  Optional<Visit> next(Duration patience) throws InterruptedException {
    return Optional.ofNullable(
        visits.poll(Math.max(0, patience.toMillis()), TimeUnit.MILLISECONDS));
  }

  /// Shows a visitor the last page at an address of its own, so that the code stays neither in the
  /// visible address nor in the browser's history, and waits until it is there, but not long.
  void end(Visit visit, LoginPage page) throws InterruptedException {
    last.set(page);
    visit.sendOn();
    boolean _ = seen.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void handle(HttpExchange exchange) throws IOException {
    if (!isAskedByItsAddress(exchange)) {
      exchange.sendResponseHeaders(MISDIRECTED, -1);
      exchange.close();
      return;
    }
    String path = exchange.getRequestURI().getPath();
    boolean get = exchange.getRequestMethod().equals("GET");
    LoginPage page = path.equals(DONE) ? last.get() : null;
    if (path.equals(PATH) && get) {
      visits.add(new Visit(exchange));
    } else if (page != null && get) {
      new Visit(exchange).reply(page);
      seen.countDown();
    } else {
      exchange.sendResponseHeaders(path.equals(PATH) || page != null ? 405 : 404, -1);
      exchange.close();
    }
  }

  /// A page of the web may have its own host name lead to 127.0.0.1, and then talks to this server
  /// as to its own. Spotify's redirect always names the address.
  private boolean isAskedByItsAddress(HttpExchange exchange) {
    URI here = redirectUri();
    // A browser leaves out the port that HTTP has by itself.
    String expected = here.getPort() == 80 ? here.getHost() : here.getAuthority();
    return expected.equals(exchange.getRequestHeaders().getFirst("Host"));
  }

  /// A browser that came back and waits for a page.
  record Visit(HttpExchange exchange) {
    AuthorizationResponse redirected() {
      return AuthorizationResponse.ofQuery(exchange.getRequestURI().getRawQuery());
    }

    void reply(LoginPage page) {
      Headers headers = exchange.getResponseHeaders();
      headers.set("Content-Type", "text/html; charset=utf-8");
      headers.set("Content-Security-Policy", LoginPage.CONTENT_SECURITY_POLICY);
      headers.set("X-Content-Type-Options", "nosniff");
      send(page.good() ? 200 : 400, page.html().getBytes(UTF_8));
    }

    private void sendOn() {
      exchange.getResponseHeaders().set("Location", DONE);
      send(303, new byte[0]);
    }

    /// A browser that is gone by now doesn't undo what was done.
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
      } catch (IOException gone) {
        System.getLogger(Callback.class.getName())
            .log(System.Logger.Level.DEBUG, "the browser didn't wait for the page");
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
