package dev.playlistlake.local.serve;

import dev.playlistlake.athena.LakeServer;
import dev.playlistlake.local.cli.CliCommand;
import dev.playlistlake.local.cli.CliEnvironment;
import dev.playlistlake.local.cli.ProgressLine;
import dev.playlistlake.local.cli.StateFolder;
import dev.playlistlake.local.engine.EngineLauncher;
import dev.playlistlake.local.engine.EngineOptions;
import dev.playlistlake.model.SafeText;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.BindException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The command `serve`: lets other programs on this machine query a lake. The command waits in one
/// thread; a shutdown hook stops the server.
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = {
      "Serves a lake to other programs on this machine, such as DBeaver, Superset, Metabase,"
          + " Tableau, Power BI and Python, until it is interrupted with Ctrl-C (exit code 130)."
          + " They connect to 127.0.0.1 with their Trino connector, and can only read.",
      "The user is lake. The connection uses TLS. A new certificate and a new random password are"
          + " in files that only you can read. Their places are printed, and they are deleted when"
          + " the command ends.",
      "Snapshots of days that the lake did not have at the start are visible after a restart."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  playlist-lake serve --lake lake",
      "  playlist-lake serve --port 0 --password-file ~/lake-password"
    })
public final class ServeCommand extends CliCommand {
  private static final int HIGHEST_PORT = 65_535;

  @Option(
      names = "--lake",
      paramLabel = "DIR",
      defaultValue = "lake",
      description = "The folder of the lake. Default: ${DEFAULT-VALUE}.")
  private Path lake = Path.of("lake");

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8443",
      description = "Port to listen on; 0 selects a free port. Default: ${DEFAULT-VALUE}.")
  private int port;

  /// How clients are accepted, if not with a random password.
  private static final class Access {
    @Option(
        names = "--password-file",
        paramLabel = "FILE",
        description =
            "Use the password in the first line of this file instead of a random one. It needs at"
                + " least 12 characters, and the file mode 600.")
    private @Nullable Path passwordFile;

    @Option(
        names = "--no-password",
        description =
            "Use plain HTTP without a password. Then every user and every program of this machine"
                + " can read the whole lake under any user name, and other users can start"
                + " statements that use all of its processors.")
    private boolean none;
  }

  @ArgGroup private @Nullable Access access;

  private final CliEnvironment cli;
  private final EngineLauncher engines;

  /// A command that opens engines with this launcher.
  public ServeCommand(CliEnvironment cli, EngineLauncher engines) {
    this.cli = cli;
    this.engines = engines;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    requireRange("--port", port, 0, HIGHEST_PORT);
    Access chosen = access == null ? new Access() : access;
    Optional<ServerPassword> password =
        chosen.none
            ? Optional.empty()
            : Optional.of(
                chosen.passwordFile == null
                    ? ServerPassword.random()
                    : ServerPassword.read(chosen.passwordFile));
    EngineOptions options = EngineOptions.ofFolder(lake);
    engines.require();
    options.check();
    long start = System.nanoTime();
    LakeServer server = start(options, password);
    Path home = Path.of(System.getProperty("user.home"));
    ClientFiles files =
        new ClientFiles(
            StateFolder.of(cli.variables(), home).resolve("serve-" + server.url().getPort()));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, files)));
    if (server.certificate().isPresent()) {
      files.writeCertificate(server.certificate().get());
    }
    if (password.isPresent() && chosen.passwordFile == null) {
      files.writePassword(password.get());
    }
    Path passwordFile = chosen.passwordFile == null ? files.password() : chosen.passwordFile;
    print(server, files.certificate(), passwordFile);
    out()
        .printf(
            "Ready after %.1f s. Ctrl-C stops the server.%n", (System.nanoTime() - start) / 1e9);
    out().flush();
    if (chosen.none) {
      printWarning(
          "there is no password. Every user and every program of this machine can read the whole"
              + " lake on port "
              + server.url().getPort()
              + " under any user name.");
    }
    new CountDownLatch(1).await();
    return 0;
  }

  private LakeServer start(EngineOptions options, Optional<ServerPassword> password)
      throws IOException {
    try (ProgressLine _ = ProgressLine.start(err(), () -> EngineLauncher.STARTING)) {
      return options.serve(port, password.map(ServerPassword::value));
    } catch (BindException failed) {
      throw new IOException(
          "port %d cannot be used: %s. Choose another port with --port."
              .formatted(port, failed.getMessage()),
          failed);
    }
  }

  // Ctrl-C ends the process with this hook, which therefore deletes the files.
  private static void stop(LakeServer server, ClientFiles files) {
    // Threads of a cancelled statement throw exceptions when the engine is closed.
    Thread.setDefaultUncaughtExceptionHandler((_, _) -> {});
    try {
      files.delete();
    } catch (IOException remaining) {
      System.err.println(
          "warning: " + SafeText.sanitize(files.folder() + ": cannot be deleted. Delete it."));
    } finally {
      server.close();
    }
  }

  private void print(LakeServer server, Path certificate, Path password) {
    PrintWriter out = out();
    boolean secure = server.certificate().isPresent();
    String url =
        "jdbc:trino://%s/%s/%s"
            .formatted(server.url().getAuthority(), LakeServer.CATALOG, LakeServer.SCHEMA);
    if (secure) {
      url += "?SSL=true&SSLTrustStorePath=" + encoded(certificate.toAbsolutePath());
    }
    print(out, "The lake " + lake + " for programs on this machine, read-only:");
    out.println();
    print(out, "JDBC URL     " + url);
    print(out, "user         " + (secure ? LakeServer.USER : LakeServer.USER + ", or any other"));
    print(out, "password     " + (secure ? "in " + password.toAbsolutePath() : "none"));
    if (secure) {
      print(out, "certificate  " + certificate.toAbsolutePath());
    }
    out.println();
    out.println(
        "DBeaver      New connection, Trino, Connect by URL: the JDBC URL, the user and the"
            + " password");
    out.println("Python       pip install trino, then:");
    print(out, "             import trino");
    print(
        out, "             trino.dbapi.connect(" + pythonArguments(server, certificate, password));
    out.println();
  }

  private static String pythonArguments(LakeServer server, Path certificate, Path password) {
    String arguments =
        "host='%s', port=%d, user='%s', catalog='%s', schema='%s'"
            .formatted(
                server.url().getHost(),
                server.url().getPort(),
                LakeServer.USER,
                LakeServer.CATALOG,
                LakeServer.SCHEMA);
    return server.certificate().isPresent()
        ? "%s, http_scheme='https',\n                 verify=%s,\n                 auth=trino.auth.BasicAuthentication('%s', open(%s).readline().strip()))"
            .formatted(
                arguments,
                quoted(certificate.toAbsolutePath()),
                LakeServer.USER,
                quoted(password.toAbsolutePath()))
        : arguments + ")";
  }

  private static String quoted(Path file) {
    return "'" + file.toString().replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  private static String encoded(Path file) {
    return URLEncoder.encode(file.toString(), StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("%2F", "/");
  }

  private static void print(PrintWriter out, String text) {
    text.lines().map(SafeText::sanitize).forEach(out::println);
  }
}
