package dev.playlistlake.local.login;

import dev.playlistlake.extract.Extraction;
import dev.playlistlake.extract.credentials.CredentialDocument;
import dev.playlistlake.extract.credentials.Login;
import dev.playlistlake.extract.credentials.LoginExpiry;
import dev.playlistlake.extract.spotify.ExtractException;
import dev.playlistlake.local.cli.CliEnvironment;
import dev.playlistlake.local.cli.CommandException;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;

/// One login: asks the user to agree on Spotify's page, exchanges the code for a refresh token and
/// stores the credentials. Used by one thread.
///
/// @param out receives the steps for the user
/// @param err receives warnings about ignored responses
record LoginFlow(
    CliEnvironment cli,
    CredentialsLocation location,
    Login.App app,
    PrintWriter out,
    PrintWriter err) {
  private static final String DASHBOARD = "https://developer.spotify.com/dashboard";
  private static final String WRONG_STATE =
      "the response belongs to another login: its state parameter differs. It was ignored. Open the"
          + " address that this login printed.";
  private static final SecureRandom RANDOM = new SecureRandom();

  /// Logs in with a browser on this machine.
  ///
  /// @param port to listen on; 0 for any free port
  /// @param open whether to open the browser
  /// @param timeout how long to wait for the user
  /// @throws CommandException when the login fails or the timeout ends
  void byBrowser(int port, boolean open, Duration timeout)
      throws IOException, InterruptedException {
    try (Callback callback = Callback.listen(port)) {
      String state = newState();
      Login login = Extraction.login(cli.variables(), app, callback.redirectUri());
      URI registered = port == 0 ? Callback.ANY_PORT : callback.redirectUri();
      URI page = printSteps(login, state, registered);
      out.printf("Waiting up to %d s for the browser ...%n", timeout.toSeconds());
      out.flush();
      if (open) {
        cli.browser().accept(page);
      }
      long end = System.nanoTime() + timeout.toNanos();
      Callback.Visit visit =
          visit(callback, state, end).orElseThrow(() -> timedOut(registered, timeout));
      finish(login, callback, visit);
    }
  }

  /// Logs in with a browser on another machine: reads the address that the user pastes.
  ///
  /// @param port in the redirect URI
  /// @throws CommandException when the login fails
  void byPaste(int port) {
    String state = newState();
    URI redirect = Callback.redirectUri(port);
    Login login = Extraction.login(cli.variables(), app, redirect);
    printSteps(login, state, redirect);
    out.println(
        "Your browser then reports that it cannot open a page of 127.0.0.1. This is expected.");
    out.println("Paste the full address of that page here:");
    out.flush();
    String address =
        cli.terminal()
            .line()
            .orElseThrow(() -> new CommandException("no address was pasted. Nothing was stored."));
    AuthorizationResponse response = AuthorizationResponse.ofAddress(address);
    if (!response.belongsTo(state)) {
      throw new CommandException(WRONG_STATE);
    }
    out.println("Logged in: " + store(login, response));
  }

  private URI printSteps(Login login, String state, URI toRegister) {
    URI page = login.consentPage(state);
    out.printf(
        "1. Before the first login, open your app's settings at %s and add this redirect URI:%n",
        DASHBOARD);
    out.printf("     %s%n", toRegister);
    out.println("2. Open this address in a browser and agree:");
    out.printf("     %s%n", page);
    return page;
  }

  /// Waits for the visit that belongs to this login; empty when `end` is reached first. Other
  /// visits are ignored. Only the first of them is reported, so that another program cannot flood
  /// the terminal.
  private Optional<Callback.Visit> visit(Callback callback, String state, long end)
      throws InterruptedException {
    boolean warned = false;
    while (true) {
      Optional<Callback.Visit> visit = callback.next(Duration.ofNanos(end - System.nanoTime()));
      if (visit.isEmpty() || visit.get().response().belongsTo(state)) {
        return visit;
      }
      visit.get().reply(LoginPage.bad(sentence(WRONG_STATE)));
      if (!warned) {
        err.println("warning: " + WRONG_STATE);
        warned = true;
      }
    }
  }

  private void finish(Login login, Callback callback, Callback.Visit visit)
      throws InterruptedException {
    try {
      String stored = store(login, visit.response());
      out.println("Logged in: " + stored);
      out.flush();
      callback.end(visit, LoginPage.good(sentence(stored)));
    } catch (CommandException | ExtractException failure) {
      callback.end(visit, LoginPage.bad(sentence(String.valueOf(failure.getMessage()))));
      throw failure;
    }
  }

  /// Exchanges the code for a refresh token and stores the four fields. Other stored fields stay.
  private String store(Login login, AuthorizationResponse response) {
    Instant consent = cli.clock().instant().truncatedTo(ChronoUnit.SECONDS);
    String refreshToken = login.refreshToken(response.code());
    location.update(
        kept ->
            kept.with(CredentialDocument.CLIENT_ID, app.clientId())
                .with(CredentialDocument.CLIENT_SECRET, app.clientSecret())
                .with(CredentialDocument.REFRESH_TOKEN, refreshToken)
                .with(CredentialDocument.AUTHORIZED_AT, consent.toString()));
    LocalDate end = LocalDate.ofInstant(LoginExpiry.end(consent), ZoneOffset.UTC);
    return "the login is stored in %s and is valid until %s.".formatted(location.name(), end);
  }

  private static CommandException timedOut(URI redirect, Duration timeout) {
    return new CommandException(
        "no response within %d s. Nothing was stored. If Spotify's page showed \"INVALID_CLIENT:"
                .formatted(timeout.toSeconds())
            + " Invalid redirect URI\", add exactly %s to your app's redirect URIs at %s and log in again. If the browser runs on another machine, use --paste."
                .formatted(redirect, DASHBOARD));
  }

  /// Returns a random value that another program cannot guess.
  private static String newState() {
    byte[] bytes = new byte[32];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String sentence(String text) {
    String end = text.endsWith(".") ? "" : ".";
    return Character.toUpperCase(text.charAt(0)) + text.substring(1) + end;
  }
}
