package dev.playlistlake.local.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playlistlake.local.CliHarness;
import dev.playlistlake.local.CommandRun;
import dev.playlistlake.local.Fields;
import dev.playlistlake.local.ListeningSockets;
import dev.playlistlake.simulator.Fault;
import dev.playlistlake.simulator.SimulatedResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `playlist-lake login` with an HTTP client in place of the browser.
final class LoginCommandTest {
  @TempDir private Path home = Path.of("");
  private CliHarness harness;
  private Path file = Path.of("");

  @BeforeEach
  void open() throws IOException {
    harness = new CliHarness(home);
    file = home.resolve("playlist-lake").resolve("credentials.json");
  }

  @AfterEach
  void close() {
    harness.close();
  }

  @Test
  void storesAllFourFieldsInAFileThatOnlyItsOwnerCanRead() throws Exception {
    CommandRun run = harness.withApp().run("login", "--port", 0);

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(Fields.of(file))
        .containsEntry("client_id", CliHarness.ID)
        .containsEntry("client_secret", CliHarness.SECRET)
        .containsEntry("authorized_at", "2026-11-21T06:00:03Z")
        .hasEntrySatisfying("refresh_token", token -> assertThat(token).contains("refresh"))
        .hasSize(4);
    assertThat(mode(file)).isEqualTo("rw-------");
    assertThat(mode(home.resolve("playlist-lake"))).isEqualTo("rwx------");
    assertThat(run.out())
        .contains("Client ID and client secret: from the environment.")
        .contains("     http://127.0.0.1/callback\n")
        .contains(
            "Logged in: the login is stored in file %s and is valid until 2027-05-21."
                .formatted(file))
        .doesNotContain(harness.words(file));
  }

  @Test
  void showsAPageThatLoadsNothing() throws Exception {
    harness.withApp().run("login", "--port", 0);

    HttpResponse<String> page = harness.page();
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
        .startsWith("default-src 'none'; style-src 'sha256-")
        .doesNotContain("unsafe");
    assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-store");
    assertThat(page.body())
        .contains("<h1>Playlist Lake is logged in</h1>")
        .contains("and is valid until 2027-05-21.")
        .contains("prefers-color-scheme: dark")
        .doesNotContain("http")
        .doesNotContain("<script")
        .doesNotContain(harness.words(file));
  }

  @Test
  void requestsTheScopesWithAStateAndTheFullRedirectUri() throws Exception {
    harness.withApp();
    StringBuilder consentRequest = new StringBuilder();
    harness.way =
        back -> {
          consentRequest.append(
              harness.spotify.requests().stream()
                  .filter(request -> request.path().equals("/authorize"))
                  .findFirst()
                  .orElseThrow());
          return back;
        };

    String out = harness.run("login", "--port", 0).out();

    assertThat(out)
        .containsPattern("/authorize\\?client_id=simulated-client&response_type=code")
        .containsPattern("redirect_uri=http%3A%2F%2F127\\.0\\.0\\.1%3A\\d+%2Fcallback")
        .containsPattern(
            "scope=playlist-read-private(\\+|%20)playlist-read-collaborative(\\+|%20)user-library-read")
        .containsPattern("state=[A-Za-z0-9_-]{43}")
        .contains("show_dialog=true")
        .doesNotContain("code_challenge");
    assertThat(consentRequest).isNotEmpty();
  }

  @Test
  void asksForClientIdAndSecretAndDoesNotShowTheSecret() throws Exception {
    harness.typed.add(" " + CliHarness.ID + " ");
    harness.typed.add(CliHarness.SECRET);

    CommandRun run = harness.run("login", "--port", 0);

    assertThat(run.exitCode()).isZero();
    assertThat(harness.hidden).containsExactly("Client secret (not shown): ");
    assertThat(Fields.of(file)).containsEntry("client_id", CliHarness.ID);
    assertThat(run.out() + run.err()).doesNotContain(CliHarness.SECRET);
  }

  @Test
  void usesTheStoredAppAndKeepsOtherFields() throws Exception {
    write("{\"note\": \"mine\", \"client_id\": \"%s\", \"client_secret\": \"%s\"}");

    CommandRun run = harness.run("login", "--port", 0);

    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("Client ID and client secret: from file " + file + ".");
    assertThat(Fields.of(file)).containsEntry("note", "mine").hasSize(5);
  }

  @Test
  void asksForAKnownAppWithAsk() throws Exception {
    write("{\"client_id\": \"old\", \"client_secret\": \"%2$s-old\"}");
    harness.typed.add(CliHarness.ID);
    harness.typed.add(CliHarness.SECRET);

    assertThat(harness.run("login", "--port", 0, "--ask").exitCode()).isZero();

    assertThat(Fields.of(file)).containsEntry("client_secret", CliHarness.SECRET);
  }

  @Test
  void namesTheEnvironmentVariablesWithoutATerminal() {
    assertThat(harness.withoutTerminal().run("login"))
        .isEqualTo(
            failure(
                "the app's client ID and client secret are missing, and there is no terminal to ask"
                    + " for them. Set SPOTIFY_CLIENT_ID and SPOTIFY_CLIENT_SECRET."));
  }

  @Test
  void rejectsAClientSecretWithWhiteSpaceAndDoesNotShowIt() {
    harness.typed.add(CliHarness.ID);
    harness.typed.add("two words");

    assertThat(harness.run("login"))
        .isEqualTo(
            failure(
                "client ID or client secret from your input is empty or contains white space. Open"
                    + " your app's settings at https://developer.spotify.com/dashboard and copy"
                    + " both values."));
  }

  @Test
  void ignoresAResponseWithAnotherState() throws Exception {
    harness.withApp();
    harness.way =
        back -> {
          HttpResponse<String> rejected =
              harness.get(URI.create(back.toString().replaceFirst("state=.*", "state=guessed")));
          assertThat(rejected.statusCode()).isEqualTo(400);
          assertThat(rejected.body()).contains("The response belongs to another login");
          return back;
        };

    CommandRun run = harness.run("login", "--port", 0);

    assertThat(run.exitCode()).isZero();
    assertThat(run.err())
        .isEqualTo(
            "warning: the response belongs to another login: its state parameter differs. It was"
                + " ignored. Open the address that this login printed.\n");
    assertThat(harness.page().statusCode()).isEqualTo(200);
  }

  @Test
  void succeedsAfterManyInvalidResponses() throws Exception {
    harness.withApp();
    harness.way =
        back -> {
          for (String query : List.of("", "?", "?code=x", "?state=", "?code=x&state=guessed")) {
            assertThat(harness.get(back.resolve("/callback" + query)).statusCode()).isEqualTo(400);
          }
          return back;
        };

    CommandRun run = harness.run("login", "--port", 0);

    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).startsWith("warning: the response belongs to another").hasLineCount(1);
  }

  @Test
  void ignoresARequestToAnotherHostThoughItsStateIsRight() throws Exception {
    harness.withApp();
    List<String> statuses = new ArrayList<>();
    harness.way =
        back -> {
          String address = "127.0.0.1:" + back.getPort();
          for (String host :
              List.of("evil.example:" + back.getPort(), "evil.example", "127.0.0.1", "localhost")) {
            statuses.add(status(back, "Host: " + host + "\r\n"));
          }
          statuses.add(status(back, "Host: evil.example\r\nHost: " + address + "\r\n"));
          statuses.add(status(back, ""));
          return back;
        };

    CommandRun run = harness.run("login", "--port", 0);

    assertThat(statuses).hasSize(6).allMatch(status -> status.matches("HTTP/1.1 4(00|21) .*"));
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
  }

  private static String status(URI back, String headers) {
    try (Socket socket = new Socket(back.getHost(), back.getPort())) {
      String request =
          "GET %s?%s HTTP/1.1\r\n%sConnection: close\r\n\r\n"
              .formatted(back.getPath(), back.getRawQuery(), headers);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String response = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return response.lines().findFirst().orElse("");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Test
  void listensOnThisMachineOnly() throws Exception {
    harness.withApp();
    List<InetSocketAddress> sockets = new ArrayList<>();
    harness.way =
        back -> {
          try {
            ListeningSockets.ofProcess(ProcessHandle.current().pid()).stream()
                .filter(socket -> socket.getPort() == back.getPort())
                .forEach(sockets::add);
          } catch (IOException failure) {
            throw new UncheckedIOException(failure);
          }
          return back;
        };

    assertThat(harness.run("login", "--port", 0).exitCode()).isZero();

    assertThat(sockets)
        .isNotEmpty()
        .allSatisfy(socket -> assertThat(socket.getAddress().isLoopbackAddress()).isTrue());
  }

  @Test
  void reportsThatAccessWasDenied() throws Exception {
    harness.withApp();
    harness.way =
        back -> URI.create(back.toString().replaceFirst("code=[^&]*", "error=access_denied"));

    CommandRun run = harness.run("login", "--port", 0);

    assertThat(run.err())
        .isEqualTo(
            "error: access was denied on Spotify's page (access_denied). Nothing was stored. Log in"
                + " again and agree on that page. If your app is in Development Mode, first add"
                + " your account to the app's users at https://developer.spotify.com/dashboard"
                + " (User Management).\n");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(file).doesNotExist();
    assertThat(harness.page().body())
        .contains("<h1>Playlist Lake is not logged in</h1>")
        .contains("Access was denied on Spotify's page");
  }

  @Test
  void namesAnyOtherErrorOfSpotifysPage() {
    harness.withApp();
    harness.way =
        back -> URI.create(back.toString().replaceFirst("code=[^&]*", "error=server_error"));

    assertThat(harness.run("login", "--port", 0).err())
        .isEqualTo(
            "error: Spotify's page returned the error \"server_error\". Nothing was stored. Log in"
                + " again.\n");
  }

  @Test
  void reportsThatTheCodeIsNoLongerValid() {
    harness.withApp();
    harness.way =
        back -> {
          String used = back.toString().replaceFirst("code=[^&]*", "code=used-before");
          return URI.create(used);
        };

    assertThat(harness.run("login", "--port", 0).err())
        .isEqualTo(
            "error: Spotify does not accept the code (400 invalid_grant at POST %s/api/token:"
                    .formatted(harness.spotify.url())
                + " \"Invalid authorization code\"). A code is valid once and for a few minutes."
                + " Log in again.\n");
    assertThat(file).doesNotExist();
  }

  @Test
  void reportsAnInvalidClientSecretAndKeepsTheStoredLogin() throws Exception {
    write("{\"client_id\": \"%s\", \"client_secret\": \"other-%s\", \"refresh_token\": \"r\"}");
    String before = Files.readString(file);

    CommandRun run = harness.run("login", "--port", 0);

    assertThat(run.err())
        .isEqualTo(
            "error: Spotify does not accept the client ID or the client secret (400 invalid_client"
                + " at POST %s/api/token: \"Invalid client secret\"). Compare both with the app's"
                    .formatted(harness.spotify.url())
                + " settings at https://developer.spotify.com/dashboard\n");
    assertThat(Files.readString(file)).isEqualTo(before);
  }

  @Test
  void namesTheRedirectUriToRegister() {
    harness.withApp();
    harness
        .spotify
        .faults()
        .once(
            request -> request.path().equals("/api/token"),
            Fault.response(
                new SimulatedResponse(
                    400,
                    Map.of("Content-Type", "application/json"),
                    "{\"error\":\"invalid_grant\",\"error_description\":\"Invalid redirect"
                        + " URI\"}")));

    assertThat(harness.run("login", "--port", 0).err())
        .containsPattern(
            "^error: Spotify does not accept the redirect URI \\(400 invalid_grant at POST \\S+:"
                + " \"Invalid redirect URI\"\\). Register exactly"
                + " http://127\\.0\\.0\\.1:\\d+/callback with the app.\n$");
  }

  @Test
  void reportsATemporaryErrorOfSpotify() {
    harness.withApp();
    harness
        .spotify
        .faults()
        .once(request -> request.path().equals("/api/token"), Fault.error(503, "Later"));

    assertThat(harness.run("login", "--port", 0).err())
        .isEqualTo(
            "error: Spotify cannot respond now (503 at POST %s/api/token: \"Later\"). Log in again in"
                    .formatted(harness.spotify.url())
                + " a few minutes.\n");
  }

  @Test
  void reportsThatThePortIsInUse() throws IOException {
    byte[] here = {127, 0, 0, 1};
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByAddress(here))) {
      int port = other.getLocalPort();

      assertThat(harness.withApp().run("login", "--port", port).err())
          .isEqualTo(
              "error: port %d is in use by another program. Stop that program, use --paste, or"
                      .formatted(port)
                  + " choose another port with --port and add http://127.0.0.1:<port>/callback to"
                  + " your app's redirect URIs at https://developer.spotify.com/dashboard.\n");
    }
  }

  @Test
  void explainsWhatToDoAfterTheTimeout() {
    CommandRun run = harness.withApp().run("login", "--port", 0, "--no-browser", "--timeout", 1);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .isEqualTo(
            "error: no response within 1 s. Nothing was stored. If Spotify's page showed"
                + " \"INVALID_CLIENT: Invalid redirect URI\", add exactly http://127.0.0.1/callback"
                + " to your app's redirect URIs at https://developer.spotify.com/dashboard and log"
                + " in again. If the browser runs on another machine, use --paste.\n");
    assertThat(harness.pages).isEmpty();
  }

  @Test
  void keepsTheCodeOutOfTheAddressBarAndTheHistory() throws Exception {
    harness.withApp().run("login", "--port", 0);

    HttpResponse<String> page = harness.page();
    assertThat(page.uri().getPath()).isEqualTo("/done");
    assertThat(page.uri().getQuery()).isNull();
    HttpResponse<String> callback = page.previousResponse().orElseThrow();
    assertThat(callback.statusCode()).isEqualTo(303);
    assertThat(callback.headers().firstValue("Cache-Control")).hasValue("no-store");
    assertThat(callback.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
  }

  @Test
  void isNotBlockedByASilentConnection() throws Exception {
    harness.withApp();
    try (Socket silent = new Socket()) {
      harness.way =
          back -> {
            connect(silent, back);
            return back;
          };

      assertThat(harness.run("login", "--port", 0, "--timeout", 20).exitCode()).isZero();
    }
  }

  @Test
  void keepsFieldsThatWereStoredDuringTheLogin() throws Exception {
    write("{\"client_id\": \"%s\", \"client_secret\": \"%s\"}");
    harness.way =
        back -> {
          writeUnchecked("{\"note\": \"new\", \"client_id\": \"%s\", \"client_secret\": \"%s\"}");
          return back;
        };

    assertThat(harness.run("login", "--port", 0).exitCode()).isZero();

    assertThat(Fields.of(file)).containsEntry("note", "new").hasSize(5);
  }

  @Test
  void rejectsAFileThatIsNotAJsonObjectAndKeepsIt() throws Exception {
    write("a plain password");

    assertThat(harness.run("login", "--port", 0).err())
        .startsWith("error: file " + file + " is not one JSON object, expected ")
        .endsWith(". Delete it, or choose another file with --file.\n")
        .doesNotContain("password");
    assertThat(file).hasContent("a plain password");
  }

  @Test
  void respondsOnlyToTheCallback() {
    harness.withApp();
    harness.way =
        back -> {
          assertThat(harness.get(back.resolve("/favicon.ico")).statusCode()).isEqualTo(404);
          assertThat(harness.get(back.resolve("/done")).statusCode()).isEqualTo(404);
          return back;
        };

    assertThat(harness.run("login", "--port", 0).exitCode()).isZero();
  }

  @Test
  void rejectsAnAccountsHostWithoutEncryption() {
    harness.withApp().environment.put("SPOTIFY_ACCOUNTS_URL", "http://accounts.example.org");

    assertThat(harness.run("login", "--port", 0).err())
        .isEqualTo(
            "error: settings in the environment are missing or invalid: SPOTIFY_ACCOUNTS_URL is"
                + " not https://host or https://host:port (http is allowed only for localhost and"
                + " loopback addresses)\n");
  }

  @Test
  void rejectsAPortOutOfRange() {
    CommandRun run = harness.withApp().run("login", "--port", 65_536);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--port is 65536, expected 0 to 65535");
  }

  @Test
  void acceptsAFileOrASecretButNotBoth() {
    CommandRun run = harness.withApp().run("login", "--file", file, "--secret-id", "spotify");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("mutually exclusive");
  }

  private CommandRun failure(String message) {
    return new CommandRun(1, "", "error: " + message + "\n");
  }

  private static void connect(Socket silent, URI back) {
    try {
      silent.connect(new InetSocketAddress(back.getHost(), back.getPort()));
      silent.getOutputStream().write("GET /call".getBytes(StandardCharsets.US_ASCII));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void writeUnchecked(String template) {
    try {
      write(template);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void write(String template) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, template.formatted(CliHarness.ID, CliHarness.SECRET));
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
