package dev.playlistlake.athena;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.inject.Key;
import com.google.inject.Module;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.spi.ProvisionListener;
import com.google.inject.util.Modules;
import io.trino.execution.TaskManagerConfig;
import io.trino.server.security.PasswordAuthenticatorManager;
import io.trino.server.testing.TestingTrinoServer;
import io.trino.spi.security.AccessDeniedException;
import io.trino.spi.security.BasicPrincipal;
import jakarta.servlet.Filter;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Optional;

/// The engine over a lake in a folder, for other programs on this machine: BI tools, JDBC, Python.
/// They use Trino's HTTP protocol on 127.0.0.1 and can only read ([ReadOnlyAccess]). The command
/// `serve` uses it. [#close] may be called by another thread.
///
/// With a password, the server uses TLS, because Trino's clients send no password without it. The
/// key of its certificate is in memory only.
public final class LakeServer implements AutoCloseable {
  /// The user name of the clients. Without a password, clients may use any name.
  public static final String USER = "lake";

  /// The catalog of the lake's tables and views.
  public static final String CATALOG = LocalAthena.CATALOG;

  /// The schema of the lake's tables and views.
  public static final String SCHEMA = LocalAthena.SCHEMA;

  // The address of Trino's server for tests.
  private static final String ADDRESS = "127.0.0.1";

  private final LocalAthena engine;
  private final Optional<TlsCertificate> certificate;
  private boolean isClosed;

  private LakeServer(LocalAthena engine, Optional<TlsCertificate> certificate) {
    this.engine = engine;
    this.certificate = certificate;
  }

  /// Starts the server. It has the dates that exist at its start.
  ///
  /// @param tables the folder that contains `songs/`, `albums/` and the other tables
  /// @param histories the folder that contains the folders of the history tables; empty without
  ///   history tables
  /// @param port the port to listen on; 0 selects a free one
  /// @param password the password of the user [#USER]; empty for plain HTTP without a password
  /// @throws BindException if the port is in use or not allowed
  /// @throws IOException if the folder of the tables doesn't exist
  public static LakeServer start(
      Path tables, Optional<Path> histories, int port, Optional<String> password)
      throws IOException {
    requireFree(port);
    Optional<TlsCertificate> certificate = password.map(_ -> TlsCertificate.create(Instant.now()));
    Optional<Path> keyFile = Optional.empty();
    try {
      if (certificate.isPresent()) {
        // Java creates it with mode 600.
        keyFile = Optional.of(Files.createTempFile("playlist-lake-", ".pem"));
        keyFile.get().toFile().deleteOnExit();
        Files.writeString(
            keyFile.get(), certificate.get().key() + certificate.get().certificate(), UTF_8);
      }
      Clients clients = new Clients(port, keyFile);
      LocalAthena engine = open(TrinoWorkDir.linked(tables, histories), clients);
      password.ifPresent(secret -> requirePassword(engine.server(), secret));
      clients.gate.open();
      return new LakeServer(engine, certificate);
    } finally {
      // The server has read it.
      if (keyFile.isPresent()) {
        Files.deleteIfExists(keyFile.get());
      }
    }
  }

  // The engine would report it some seconds later, in an error of several pages.
  private static void requireFree(int port) throws IOException {
    new ServerSocket(port, 1, InetAddress.ofLiteral(ADDRESS)).close();
  }

  private static LocalAthena open(TrinoWorkDir workDir, Clients clients) throws IOException {
    try {
      return LocalAthena.open(workDir, clients);
    } catch (RuntimeException failed) {
      // Another program took the port after the check.
      for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
        if (cause instanceof BindException taken) {
          throw taken;
        }
      }
      throw failed;
    }
  }

  // Until this call, the server rejects every request of a client.
  private static void requirePassword(TestingTrinoServer server, String password) {
    byte[] expected = password.getBytes(UTF_8);
    server
        .getInstance(Key.get(PasswordAuthenticatorManager.class))
        .setAuthenticators(
            (user, given) -> {
              boolean isPassword = MessageDigest.isEqual(expected, given.getBytes(UTF_8));
              if (!isPassword || !user.equals(USER)) {
                throw new AccessDeniedException("Invalid user or password");
              }
              return new BasicPrincipal(user);
            });
  }

  /// The address for clients, such as `https://127.0.0.1:8443`. It has no name, because `localhost`
  /// is also `::1`, where a program of another user could listen.
  public URI url() {
    return URI.create(
        certificate.isPresent()
            ? "https://%s:%d".formatted(ADDRESS, engine.server().getHttpsAddress().getPort())
            : "http://%s:%d".formatted(ADDRESS, engine.address().getPort()));
  }

  /// The certificate in PEM that clients need to trust; empty without TLS.
  public Optional<String> certificate() {
    return certificate.map(TlsCertificate::certificate);
  }

  /// The address of the engine's requests to itself.
  URI internalAddress() {
    return engine.address();
  }

  @Override
  public synchronized void close() {
    if (!isClosed) {
      isClosed = true;
      engine.close();
    }
  }

  /// The clients that know the password, or all programs on this machine.
  private static final class Clients implements EngineClients {
    private final ReadOnlyAccess.Gate gate = new ReadOnlyAccess.Gate();
    private final String owner = EnginePort.random();
    private final int port;
    private final Optional<Path> keyFile;

    private Clients(int port, Optional<Path> keyFile) {
      this.port = port;
      this.keyFile = keyFile;
    }

    @Override
    public String owner() {
      return owner;
    }

    @Override
    public void configure(TestingTrinoServer.Builder server) {
      server
          .addProperty("web-ui.enabled", "false")
          .addProperty("sql.default-catalog", CATALOG)
          .addProperty("sql.default-schema", SCHEMA)
          // Views compare dates with today in UTC, also for clients in other time zones.
          .addProperty("sql.forced-session-time-zone", "UTC")
          // As in the program's own statements.
          .addProperty("join-distribution-type", "BROADCAST")
          .addProperty("optimizer.join-reordering-strategy", "NONE")
          .addProperty(
              "http-server.authentication.allow-insecure-over-http",
              String.valueOf(keyFile.isEmpty()))
          .setSystemAccessControl(ReadOnlyAccess.openedBy(gate, owner))
          .setAdditionalModule(Modules.combine(EnginePort.ownSecret(), filters(), oneTask()));
      if (keyFile.isPresent()) {
        server
            .addProperty("http-server.authentication.type", "PASSWORD")
            // It must exist, and the server for tests does not read it.
            .addProperty("password-authenticator.config-files", keyFile.get().toString())
            .addProperty("http-server.https.enabled", "true")
            .addProperty("http-server.https.port", String.valueOf(port))
            .addProperty("http-server.https.keystore.path", keyFile.get().toString())
            // The file is deleted after the start.
            .addProperty("http-server.https.ssl-context.refresh-time", "365d");
      } else {
        server.addProperty("http-server.http.port", String.valueOf(port));
      }
    }

    private Module filters() {
      return binder -> {
        Multibinder<Filter> filters = Multibinder.newSetBinder(binder, Filter.class);
        filters.addBinding().toInstance(new LocalhostFilter());
        filters.addBinding().toInstance(new GateFilter(gate));
      };
    }

    private static Module oneTask() {
      return binder -> binder.bindListener(_ -> true, new OneTask());
    }
  }

  /// Sets the concurrency of the program's own statements. A property cannot, because Trino's
  /// server for tests sets it.
  private static final class OneTask implements ProvisionListener {
    @Override
    public <T> void onProvision(ProvisionInvocation<T> provision) {
      if (provision.provision() instanceof TaskManagerConfig config) {
        config.setTaskConcurrency(1);
      }
    }
  }
}
