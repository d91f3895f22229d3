package dev.playlistlake.local.login;

import dev.playlistlake.extract.credentials.CredentialDocument;
import dev.playlistlake.local.cli.CliCommand;
import dev.playlistlake.local.cli.CliEnvironment;
import dev.playlistlake.model.SafeText;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The command `login`: gets the user's consent in the browser and stores the credentials in a file
/// or a secret. Used by one thread.
@Command(
    name = "login",
    mixinStandardHelpOptions = true,
    description = {
      "Logs in to Spotify in your browser and stores the credentials that the extract needs:"
          + " client ID, client secret, refresh token and the date of the login. The login is valid"
          + " for six months.",
      "",
      "Before the first login, add the redirect URI http://127.0.0.1:"
          + LoginCommand.PORT
          + "/callback to your app's settings at https://developer.spotify.com/dashboard. The"
          + " client ID and the client secret are read from the file or secret that the login is"
          + " stored in, otherwise from SPOTIFY_CLIENT_ID and SPOTIFY_CLIENT_SECRET. If they are in"
          + " neither, the command asks for them."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  playlist-lake login",
      "  playlist-lake login --secret-id playlist-lake/spotify",
      "  playlist-lake login --paste          (the browser is on another machine)"
    })
public final class LoginCommand extends CliCommand {
  /// The default is fixed, because Spotify compares the redirect URI with the registered one.
  static final int PORT = 8898;

  @ArgGroup private @Nullable Target target;

  /// Where to store the login: a secret or a file, not both.
  private static final class Target {
    @Option(
        names = "--secret-id",
        paramLabel = "ID",
        description = "Store the login in this AWS Secrets Manager secret (name or ARN).")
    private @Nullable String secretId;

    @Option(
        names = "--file",
        paramLabel = "FILE",
        description = {
          "Store the login in this file, which only you can read (mode 600).",
          "Default: the secret in SPOTIFY_SECRET_ID if that is set, otherwise"
              + " playlist-lake/credentials.json in $XDG_CONFIG_HOME or in ~/.config."
        })
    private @Nullable Path file;
  }

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "" + PORT,
      description = {
        "The port on 127.0.0.1 that Spotify redirects the browser to. Default: ${DEFAULT-VALUE}.",
        "0 selects a free port. Then add the redirect URI without a port:"
            + " http://127.0.0.1/callback."
      })
  private int port;

  @Option(
      names = "--paste",
      description =
          "Do not listen on a port. You paste the address that Spotify redirects the browser to.")
  private boolean paste;

  @Option(names = "--no-browser", description = "Print the address, but do not open a browser.")
  private boolean noBrowser;

  @Option(
      names = "--ask",
      description = "Ask for the client ID and the client secret even if they are known.")
  private boolean ask;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "300",
      description =
          "How long to wait until you have agreed in the browser. Default: ${DEFAULT-VALUE}.")
  private int timeout;

  private final CliEnvironment cli;

  /// A command that uses this environment.
  public LoginCommand(CliEnvironment cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    requireRange("--port", port, paste ? 1 : 0, 65_535);
    requireRange("--timeout", timeout, 1, 86_400);
    CredentialsLocation location = location();
    Optional<CredentialDocument> kept = location.read();
    AppCredentialsPrompt.Found found = new AppCredentialsPrompt(cli, location).find(kept, ask);
    out().printf("Client ID and client secret: from %s.%n", found.source());
    LoginFlow flow = new LoginFlow(cli, location, found.app(), out(), err());
    if (paste) {
      flow.byPaste(port);
    } else {
      flow.byBrowser(port, !noBrowser, Duration.ofSeconds(timeout));
    }
    out().println("Next: ./playlist-lake check" + checkOptions());
    return 0;
  }

  private String checkOptions() {
    if (target == null) {
      return "";
    }
    return target.secretId == null
        ? " --credentials " + target.file
        : " --secret-id " + target.secretId;
  }

  private CredentialsLocation location() {
    if (target == null) {
      return defaultLocation();
    }
    return target.secretId == null
        ? FileCredentialStore.of(cli, Optional.ofNullable(target.file))
        : SecretLocation.of(cli, target.secretId);
  }

  /// The file or secret that `check` and `run` also use without options.
  private CredentialsLocation defaultLocation() {
    String secretId = cli.variable("SPOTIFY_SECRET_ID");
    if (secretId.isEmpty()) {
      return FileCredentialStore.of(cli, Optional.empty());
    }
    out()
        .printf(
            "The login will be stored in secret %s, because SPOTIFY_SECRET_ID is set.%n",
            SafeText.sanitize(secretId));
    return SecretLocation.of(cli, secretId);
  }
}
