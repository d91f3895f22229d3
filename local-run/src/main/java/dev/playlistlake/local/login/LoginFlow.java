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

/// One login: from the page where a person agrees to the credentials in their place.
///
/// @param out tells the person what to do
/// @param err tells the person what was not taken
record LoginFlow(
    CliEnvironment cli,
    CredentialsLocation place,
    Login.App app,
    PrintWriter out,
    PrintWriter err) {
  private static final String DASHBOARD = "https://developer.spotify.com/dashboard";
  private static final String WRONG_STATE =
      "the answer belongs to another login (its state is not the one of this login), and was not"
          + " taken: open the address that this login printed";
  private static final SecureRandom RANDOM = new SecureRandom();

  /// Waits for the browser to come back to this machine.
  ///
  /// @param open whether to start a browser
  void byBrowser(int port, boolean open, Duration patience)
      throws IOException, InterruptedException {
    try (Callback callback = Callback.listen(port)) {
      String state = newState();
      Login login = Extraction.login(cli.variables(), app, callback.redirectUri());
      URI registered = port == 0 ? Callback.ANY_PORT : callback.redirectUri();
      URI page = tell(login, state, registered);
      out.printf("Waiting %d s for the answer ...%n", patience.toSeconds());
      out.flush();
      if (open) {
        cli.browser().accept(page);
      }
      long end = System.nanoTime() + patience.toNanos();
      Callback.Visit visit =
          answer(callback, state, end).orElseThrow(() -> late(registered, patience));
      finish(login, callback, visit);
    }
  }

  /// Takes the address from a person whose browser can't come back.
  void byPaste(int port) {
    String state = newState();
    URI redirect = Callback.redirectUri(port);
    Login login = Extraction.login(cli.variables(), app, redirect);
    tell(login, state, redirect);
    out.println("Your browser then fails to open a page of 127.0.0.1, and that is all right.");
    out.println("Paste the whole address of that page here:");
    out.flush();
    String address =
        cli.terminal()
            .line()
            .orElseThrow(() -> new CommandException("no address was pasted: nothing is stored"));
    AuthorizationResponse answer = AuthorizationResponse.ofAddress(address);
    if (!answer.answers(state)) {
      throw new CommandException(WRONG_STATE);
    }
    out.println("Logged in: " + store(login, answer));
  }

  private URI tell(Login login, String state, URI toRegister) {
    URI page = login.consentPage(state);
    out.printf("1. Once: add this redirect URI to the app's settings at %s%n", DASHBOARD);
    out.printf("     %s%n", toRegister);
    out.println("2. Open this address in a browser and agree:");
    out.printf("     %s%n", page);
    return page;
  }

  /// The first visit that answers this login, empty when none comes by `end`. Any other is not
  /// taken, and the person hears of the first: another program must not fill the terminal.
  private Optional<Callback.Visit> answer(Callback callback, String state, long end)
      throws InterruptedException {
    boolean warned = false;
    while (true) {
      Optional<Callback.Visit> visit = callback.next(Duration.ofNanos(end - System.nanoTime()));
      if (visit.isEmpty() || visit.get().redirected().answers(state)) {
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
      String stored = store(login, visit.redirected());
      out.println("Logged in: " + stored);
      out.flush();
      callback.end(visit, LoginPage.good(sentence(stored)));
    } catch (CommandException | ExtractException failure) {
      callback.end(visit, LoginPage.bad(sentence(String.valueOf(failure.getMessage()))));
      throw failure;
    }
  }

  /// Redeems the code and keeps all four fields; whatever else was kept there stays.
  private String store(Login login, AuthorizationResponse answer) {
    Instant consent = cli.clock().instant().truncatedTo(ChronoUnit.SECONDS);
    String refreshToken = login.refreshToken(answer.code());
    place.update(
        kept ->
            kept.with(CredentialDocument.CLIENT_ID, app.clientId())
                .with(CredentialDocument.CLIENT_SECRET, app.clientSecret())
                .with(CredentialDocument.REFRESH_TOKEN, refreshToken)
                .with(CredentialDocument.AUTHORIZED_AT, consent.toString()));
    LocalDate end = LocalDate.ofInstant(LoginExpiry.end(consent), ZoneOffset.UTC);
    return "the login is in %s and is good until %s.".formatted(place.name(), end);
  }

  private static CommandException late(URI redirect, Duration patience) {
    return new CommandException(
        "no answer came within %d s: nothing is stored. If Spotify's page said \"INVALID_CLIENT:"
                .formatted(patience.toSeconds())
            + " Invalid redirect URI\", add exactly %s to the app's redirect URIs at %s; if the browser runs on another machine, use --paste"
                .formatted(redirect, DASHBOARD));
  }

  /// What nobody can guess who didn't see this login's page.
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
