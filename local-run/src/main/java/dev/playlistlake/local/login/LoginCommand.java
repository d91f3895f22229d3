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

/// A person's consent at Spotify into a secret or a file.
@Command(
    name = "login",
    mixinStandardHelpOptions = true,
    description = {
      "Logs in to Spotify in your browser, and stores what the extract needs for six months:"
          + " client id, client secret, refresh token and the date.",
      "",
      "Register http://127.0.0.1:"
          + LoginCommand.PORT
          + "/callback once as a redirect URI of your"
          + " app (https://developer.spotify.com/dashboard). Client id and secret come from where"
          + " the login is stored, else from SPOTIFY_CLIENT_ID and SPOTIFY_CLIENT_SECRET, else you"
          + " are asked."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  playlist-lake login",
      "  playlist-lake login --secret-id playlist-lake/spotify",
      "  playlist-lake login --paste          (the browser is on another machine)"
    })
public final class LoginCommand extends CliCommand {
  /// Fixed, because Spotify compares the redirect URI with the registered one.
  static final int PORT = 8898;

  @ArgGroup private @Nullable Target target;

  /// Where the login goes: one of the two.
  private static final class Target {
    @Option(
        names = "--secret-id",
        paramLabel = "ID",
        description = "Store it in this secret of AWS Secrets Manager (name or ARN).")
    private @Nullable String secretId;

    @Option(
        names = "--file",
        paramLabel = "FILE",
        description = {
          "Store it in this file, which you alone can read (mode 600).",
          "Default: the secret SPOTIFY_SECRET_ID when that is set, else"
              + " $XDG_CONFIG_HOME/playlist-lake/credentials.json, or in ~/.config."
        })
    private @Nullable Path file;
  }

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "" + PORT,
      description = {
        "Where on 127.0.0.1 the browser comes back to. Default: ${DEFAULT-VALUE}.",
        "0 takes a free one; then register http://127.0.0.1/callback, without a port."
      })
  private int port;

  @Option(
      names = "--paste",
      description = "Don't listen: you paste the address that Spotify sent the browser to.")
  private boolean paste;

  @Option(names = "--no-browser", description = "Print the address and open no browser.")
  private boolean noBrowser;

  @Option(names = "--ask", description = "Ask for client id and secret even when they are known.")
  private boolean ask;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "300",
      description = "How long to wait for you in the browser. Default: ${DEFAULT-VALUE}.")
  private int timeout;

  private final CliEnvironment cli;

  public LoginCommand(CliEnvironment cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    requireRange("--port", port, paste ? 1 : 0, 65_535);
    requireRange("--timeout", timeout, 1, 86_400);
    CredentialsLocation place = place();
    Optional<CredentialDocument> kept = place.read();
    AppCredentialsPrompt.Found found = new AppCredentialsPrompt(cli, place).answer(kept, ask);
    out().printf("Client id and secret: from %s.%n", found.source());
    LoginFlow flow = new LoginFlow(cli, place, found.app(), out(), err());
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

  private CredentialsLocation place() {
    if (target == null) {
      return defaultPlace();
    }
    return target.secretId == null
        ? FileCredentialStore.of(cli, Optional.ofNullable(target.file))
        : SecretLocation.of(cli, target.secretId);
  }

  /// The place that `check` and `run` look at without options too.
  private CredentialsLocation defaultPlace() {
    String secretId = cli.variable("SPOTIFY_SECRET_ID");
    if (secretId.isEmpty()) {
      return FileCredentialStore.of(cli, Optional.empty());
    }
    out()
        .printf(
            "The login goes to secret %s, as SPOTIFY_SECRET_ID says.%n",
            SafeText.sanitize(secretId));
    return SecretLocation.of(cli, secretId);
  }

  private void requireRange(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw usageError("%s is %d, expected %d to %d".formatted(option, value, least, most));
    }
  }
}
