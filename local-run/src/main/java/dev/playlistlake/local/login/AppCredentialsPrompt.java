package dev.playlistlake.local.login;

import dev.playlistlake.extract.credentials.CredentialDocument;
import dev.playlistlake.extract.credentials.Login;
import dev.playlistlake.local.cli.CliEnvironment;
import dev.playlistlake.local.cli.CommandException;
import dev.playlistlake.local.cli.Terminal;
import java.util.Optional;

/// Finds out which app a person logs in to: from the place of the credentials, else from the
/// environment, else from the person.
///
/// @param place whose document is looked at
record AppCredentialsPrompt(CliEnvironment cli, CredentialsLocation place) {
  private static final String ID = "SPOTIFY_CLIENT_ID";
  private static final String SECRET = "SPOTIFY_CLIENT_SECRET";

  /// The app, and where it was found.
  record Found(Login.App app, String source) {}

  /// @param anew whether the person is asked whatever is known
  /// @throws CommandException when nobody knows
  Found answer(Optional<CredentialDocument> kept, boolean anew) {
    if (anew) {
      return asked("", "");
    }
    return kept.flatMap(this::ofPlace)
        .or(this::ofEnvironment)
        .orElseGet(() -> asked(id(), secret()));
  }

  private Optional<Found> ofPlace(CredentialDocument kept) {
    return kept.field(CredentialDocument.CLIENT_ID)
        .flatMap(
            id ->
                kept.field(CredentialDocument.CLIENT_SECRET)
                    .map(secret -> found(id, secret, place.name())));
  }

  private Optional<Found> ofEnvironment() {
    return id().isEmpty() || secret().isEmpty()
        ? Optional.empty()
        : Optional.of(found(id(), secret(), "the environment"));
  }

  /// Asks for what isn't known yet.
  private Found asked(String id, String secret) {
    Terminal terminal = cli.terminal();
    return found(
        id.isEmpty() ? terminal.ask("Client ID: ").orElseThrow(this::nobody) : id,
        secret.isEmpty()
            ? terminal.askSecret("Client secret (not shown): ").orElseThrow(this::nobody)
            : secret,
        "your answers");
  }

  private static Found found(String id, String secret, String source) {
    Login.App app = new Login.App(id.strip(), secret.strip());
    if (isNoWord(app.clientId()) || isNoWord(app.clientSecret())) {
      throw new CommandException(
          "client id or secret from "
              + source
              + " is empty or has white space inside: copy both from the app's settings at"
              + " https://developer.spotify.com/dashboard");
    }
    return new Found(app, source);
  }

  private static boolean isNoWord(String value) {
    return value.isEmpty() || value.chars().anyMatch(c -> c <= ' ' || c > '~');
  }

  private CommandException nobody() {
    return new CommandException(
        "client id and secret of the app are needed, and there is no terminal to ask at: set %s and %s"
            .formatted(ID, SECRET));
  }

  private String id() {
    return cli.variable(ID);
  }

  private String secret() {
    return cli.variable(SECRET);
  }
}
