package dev.playlistlake.local.login;

import dev.playlistlake.extract.credentials.CredentialDocument;
import dev.playlistlake.extract.credentials.Login;
import dev.playlistlake.local.cli.CliEnvironment;
import dev.playlistlake.local.cli.CommandException;
import dev.playlistlake.local.cli.Terminal;
import java.util.Optional;

/// Finds the client ID and client secret of the app that the user logs in to. It looks in the
/// stored credentials, then in the environment, and then asks. Used by one thread.
///
/// @param location where the stored credentials are; used in messages
record AppCredentialsPrompt(CliEnvironment cli, CredentialsLocation location) {
  private static final String ID = "SPOTIFY_CLIENT_ID";
  private static final String SECRET = "SPOTIFY_CLIENT_SECRET";

  /// The app and where its client ID and client secret come from.
  ///
  /// @param source a phrase for messages, such as `the environment`
  record Found(Login.App app, String source) {}

  /// Finds the app.
  ///
  /// @param kept the stored credentials
  /// @param ask whether to ask the user even if the app is known
  /// @throws CommandException when a value is missing and there is no terminal, or a value is
  ///   invalid
  Found find(Optional<CredentialDocument> kept, boolean ask) {
    if (ask) {
      return askFor("", "");
    }
    return kept.flatMap(this::ofStored)
        .or(this::ofEnvironment)
        .orElseGet(() -> askFor(id(), secret()));
  }

  private Optional<Found> ofStored(CredentialDocument kept) {
    return kept.field(CredentialDocument.CLIENT_ID)
        .flatMap(
            id ->
                kept.field(CredentialDocument.CLIENT_SECRET)
                    .map(secret -> found(id, secret, location.name())));
  }

  private Optional<Found> ofEnvironment() {
    return id().isEmpty() || secret().isEmpty()
        ? Optional.empty()
        : Optional.of(found(id(), secret(), "the environment"));
  }

  /// Asks for the values that are empty.
  private Found askFor(String id, String secret) {
    Terminal terminal = cli.terminal();
    return found(
        id.isEmpty() ? terminal.ask("Client ID: ").orElseThrow(this::missing) : id,
        secret.isEmpty()
            ? terminal.askSecret("Client secret (not shown): ").orElseThrow(this::missing)
            : secret,
        "your input");
  }

  private static Found found(String id, String secret, String source) {
    Login.App app = new Login.App(id.strip(), secret.strip());
    if (isInvalid(app.clientId()) || isInvalid(app.clientSecret())) {
      throw new CommandException(
          "client ID or client secret from "
              + source
              + " is empty or contains white space. Open your app's settings at"
              + " https://developer.spotify.com/dashboard and copy both values.");
    }
    return new Found(app, source);
  }

  private static boolean isInvalid(String value) {
    return value.isEmpty() || value.chars().anyMatch(c -> c <= ' ' || c > '~');
  }

  private CommandException missing() {
    return new CommandException(
        "the app's client ID and client secret are missing, and there is no terminal to ask for them. Set %s and %s."
            .formatted(ID, SECRET));
  }

  private String id() {
    return cli.variable(ID);
  }

  private String secret() {
    return cli.variable(SECRET);
  }
}
