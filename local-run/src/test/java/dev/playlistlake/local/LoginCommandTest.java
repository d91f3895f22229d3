package dev.playlistlake.local;

import static org.assertj.core.api.Assertions.assertThat;

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

/// `playlist-lake login` with a browser of HTTP alone.
final class LoginCommandTest {
  @TempDir private Path home = Path.of("");
  private Desk desk;
  private Path file = Path.of("");

  @BeforeEach
  void sitDown() throws IOException {
    desk = new Desk(home);
    file = home.resolve("playlist-lake").resolve("credentials.json");
  }

  @AfterEach
  void getUp() {
    desk.close();
  }

  @Test
  void storesAllFourFieldsInAFileThatItsOwnerAloneCanRead() throws Exception {
    Shell shell = desk.withApp().run("login", "--port", 0);

    assertThat(shell.err()).isEmpty();
    assertThat(shell.exitCode()).isZero();
    assertThat(Fields.of(file))
        .containsEntry("client_id", Desk.ID)
        .containsEntry("client_secret", Desk.SECRET)
        .containsEntry("authorized_at", "2026-11-21T06:00:03Z")
        .hasEntrySatisfying("refresh_token", token -> assertThat(token).contains("refresh"))
        .hasSize(4);
    assertThat(mode(file)).isEqualTo("rw-------");
    assertThat(mode(home.resolve("playlist-lake"))).isEqualTo("rwx------");
    assertThat(shell.out())
        .contains("Client id and secret: from the environment.")
        .contains("     http://127.0.0.1/callback\n")
        .contains(
            "Logged in: the login is in file %s and is good until 2027-05-21.".formatted(file))
        .doesNotContain(desk.words(file));
  }

  @Test
  void showsAPageThatLoadsNothing() throws Exception {
    desk.withApp().run("login", "--port", 0);

    HttpResponse<String> page = desk.page();
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
        .startsWith("default-src 'none'; style-src 'sha256-")
        .doesNotContain("unsafe");
    assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-store");
    assertThat(page.body())
        .contains("<h1>Playlist Lake is logged in</h1>")
        .contains("and is good until 2027-05-21.")
        .contains("prefers-color-scheme: dark")
        .doesNotContain("http")
        .doesNotContain("<script")
        .doesNotContain(desk.words(file));
  }

  @Test
  void asksForTheScopesWithAStateAndTheWholeRedirectUri() throws Exception {
    desk.withApp();
    StringBuilder asked = new StringBuilder();
    desk.way =
        back -> {
          asked.append(
              desk.spotify.requests().stream()
                  .filter(request -> request.path().equals("/authorize"))
                  .findFirst()
                  .orElseThrow());
          return back;
        };

    String out = desk.run("login", "--port", 0).out();

    assertThat(out)
        .containsPattern("/authorize\\?client_id=simulated-client&response_type=code")
        .containsPattern("redirect_uri=http%3A%2F%2F127\\.0\\.0\\.1%3A\\d+%2Fcallback")
        .containsPattern(
            "scope=playlist-read-private(\\+|%20)playlist-read-collaborative(\\+|%20)user-library-read")
        .containsPattern("state=[A-Za-z0-9_-]{43}")
        .contains("show_dialog=true")
        .doesNotContain("code_challenge");
    assertThat(asked).isNotEmpty();
  }

  @Test
  void asksForClientIdAndSecretAndDoesNotShowTheSecret() throws Exception {
    desk.typed.add(" " + Desk.ID + " ");
    desk.typed.add(Desk.SECRET);

    Shell shell = desk.run("login", "--port", 0);

    assertThat(shell.exitCode()).isZero();
    assertThat(desk.hidden).containsExactly("Client secret (not shown): ");
    assertThat(Fields.of(file)).containsEntry("client_id", Desk.ID);
    assertThat(shell.out() + shell.err()).doesNotContain(Desk.SECRET);
  }

  @Test
  void takesTheAppOfTheLoginBeforeAndKeepsWhatElseIsThere() throws Exception {
    write("{\"note\": \"mine\", \"client_id\": \"%s\", \"client_secret\": \"%s\"}");

    Shell shell = desk.run("login", "--port", 0);

    assertThat(shell.err()).isEmpty();
    assertThat(shell.out()).contains("Client id and secret: from file " + file + ".");
    assertThat(Fields.of(file)).containsEntry("note", "mine").hasSize(5);
  }

  @Test
  void asksAnewForTheAppWhenTold() throws Exception {
    write("{\"client_id\": \"old\", \"client_secret\": \"%2$s-old\"}");
    desk.typed.add(Desk.ID);
    desk.typed.add(Desk.SECRET);

    assertThat(desk.run("login", "--port", 0, "--ask").exitCode()).isZero();

    assertThat(Fields.of(file)).containsEntry("client_secret", Desk.SECRET);
  }

  @Test
  void namesTheVariablesWhereNobodyCanBeAsked() {
    assertThat(desk.withoutTerminal().run("login"))
        .isEqualTo(
            failure(
                "client id and secret of the app are needed, and there is no terminal to ask at:"
                    + " set SPOTIFY_CLIENT_ID and SPOTIFY_CLIENT_SECRET"));
  }

  @Test
  void refusesAClientSecretWithWhiteSpaceAndDoesNotShowIt() {
    desk.typed.add(Desk.ID);
    desk.typed.add("two words");

    assertThat(desk.run("login"))
        .isEqualTo(
            failure(
                "client id or secret from your answers is empty or has white space inside: copy"
                    + " both from the app's settings at https://developer.spotify.com/dashboard"));
  }

  @Test
  void takesNoAnswerWithAnotherState() throws Exception {
    desk.withApp();
    desk.way =
        back -> {
          HttpResponse<String> refused =
              desk.get(URI.create(back.toString().replaceFirst("state=.*", "state=guessed")));
          assertThat(refused.statusCode()).isEqualTo(400);
          assertThat(refused.body()).contains("The answer belongs to another login");
          return back;
        };

    Shell shell = desk.run("login", "--port", 0);

    assertThat(shell.exitCode()).isZero();
    assertThat(shell.err())
        .isEqualTo(
            "warning: the answer belongs to another login (its state is not the one of this"
                + " login), and was not taken: open the address that this login printed\n");
    assertThat(desk.page().statusCode()).isEqualTo(200);
  }

  @Test
  void isNotBrokenByAFloodOfWrongAnswers() throws Exception {
    desk.withApp();
    desk.way =
        back -> {
          for (String query : List.of("", "?", "?code=x", "?state=", "?code=x&state=guessed")) {
            assertThat(desk.get(back.resolve("/callback" + query)).statusCode()).isEqualTo(400);
          }
          return back;
        };

    Shell shell = desk.run("login", "--port", 0);

    assertThat(shell.exitCode()).isZero();
    assertThat(shell.err()).startsWith("warning: the answer belongs to another").hasLineCount(1);
  }

  @Test
  void takesNoAnswerForAnotherHostThoughItsStateIsRight() throws Exception {
    desk.withApp();
    List<String> statuses = new ArrayList<>();
    desk.way =
        back -> {
          String right = "127.0.0.1:" + back.getPort();
          for (String host :
              List.of("evil.example:" + back.getPort(), "evil.example", "127.0.0.1", "localhost")) {
            statuses.add(status(back, "Host: " + host + "\r\n"));
          }
          statuses.add(status(back, "Host: evil.example\r\nHost: " + right + "\r\n"));
          statuses.add(status(back, ""));
          return back;
        };

    Shell shell = desk.run("login", "--port", 0);

    assertThat(statuses).hasSize(6).allMatch(status -> status.matches("HTTP/1.1 4(00|21) .*"));
    assertThat(shell.err()).isEmpty();
    assertThat(shell.exitCode()).isZero();
  }

  private static String status(URI back, String headers) {
    try (Socket socket = new Socket(back.getHost(), back.getPort())) {
      String request =
          "GET %s?%s HTTP/1.1\r\n%sConnection: close\r\n\r\n"
              .formatted(back.getPath(), back.getRawQuery(), headers);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return answer.lines().findFirst().orElse("");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Test
  void listensOnThisMachineOnly() throws Exception {
    desk.withApp();
    List<InetSocketAddress> sockets = new ArrayList<>();
    desk.way =
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

    assertThat(desk.run("login", "--port", 0).exitCode()).isZero();

    assertThat(sockets)
        .isNotEmpty()
        .allSatisfy(socket -> assertThat(socket.getAddress().isLoopbackAddress()).isTrue());
  }

  @Test
  void saysThatAccessWasDenied() throws Exception {
    desk.withApp();
    desk.way =
        back -> URI.create(back.toString().replaceFirst("code=[^&]*", "error=access_denied"));

    Shell shell = desk.run("login", "--port", 0);

    assertThat(shell.err())
        .isEqualTo(
            "error: access was denied on Spotify's page (access_denied): nothing is stored. Log in"
                + " again and agree there; in Development Mode the account has to be on the app's"
                + " list of users\n");
    assertThat(shell.exitCode()).isEqualTo(1);
    assertThat(file).doesNotExist();
    assertThat(desk.page().body())
        .contains("<h1>Playlist Lake is not logged in</h1>")
        .contains("Access was denied on Spotify's page");
  }

  @Test
  void saysWhatOtherErrorSpotifySent() {
    desk.withApp();
    desk.way = back -> URI.create(back.toString().replaceFirst("code=[^&]*", "error=server_error"));

    assertThat(desk.run("login", "--port", 0).err())
        .isEqualTo(
            "error: Spotify sent the browser back with the error \"server_error\": nothing is"
                + " stored. Log in again\n");
  }

  @Test
  void saysThatACodeWasUsedBefore() {
    desk.withApp();
    desk.way =
        back -> {
          String used = back.toString().replaceFirst("code=[^&]*", "code=used-before");
          return URI.create(used);
        };

    assertThat(desk.run("login", "--port", 0).err())
        .isEqualTo(
            "error: Spotify doesn't accept the code (400 invalid_grant at POST %s/api/token:"
                    .formatted(desk.spotify.url())
                + " \"Invalid authorization code\"): it is valid once and for some minutes. Log"
                + " in again\n");
    assertThat(file).doesNotExist();
  }

  @Test
  void saysThatTheSecretIsWrongAndKeepsTheLoginBefore() throws Exception {
    write("{\"client_id\": \"%s\", \"client_secret\": \"wrong-%s\", \"refresh_token\": \"r\"}");
    String before = Files.readString(file);

    Shell shell = desk.run("login", "--port", 0);

    assertThat(shell.err())
        .isEqualTo(
            "error: Spotify doesn't know this client id with this secret (400 invalid_client at"
                + " POST %s/api/token: \"Invalid client secret\"): compare both with the app's"
                    .formatted(desk.spotify.url())
                + " settings at https://developer.spotify.com/dashboard\n");
    assertThat(Files.readString(file)).isEqualTo(before);
  }

  @Test
  void saysWhichRedirectUriToRegister() {
    desk.withApp();
    desk.spotify
        .faults()
        .once(
            request -> request.path().equals("/api/token"),
            Fault.response(
                new SimulatedResponse(
                    400,
                    Map.of("Content-Type", "application/json"),
                    "{\"error\":\"invalid_grant\",\"error_description\":\"Invalid redirect"
                        + " URI\"}")));

    assertThat(desk.run("login", "--port", 0).err())
        .containsPattern(
            "^error: Spotify doesn't know the redirect URI \\(400 invalid_grant at POST \\S+:"
                + " \"Invalid redirect URI\"\\): register exactly"
                + " http://127\\.0\\.0\\.1:\\d+/callback with the app\n$");
  }

  @Test
  void saysThatSpotifyFailsInPassing() {
    desk.withApp();
    desk.spotify
        .faults()
        .once(request -> request.path().equals("/api/token"), Fault.error(503, "Later"));

    assertThat(desk.run("login", "--port", 0).err())
        .isEqualTo(
            "error: Spotify can't answer now (503 at POST %s/api/token: \"Later\"): log in again in"
                    .formatted(desk.spotify.url())
                + " some minutes\n");
  }

  @Test
  void saysThatThePortIsTaken() throws IOException {
    byte[] here = {127, 0, 0, 1};
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByAddress(here))) {
      int port = other.getLocalPort();

      assertThat(desk.withApp().run("login", "--port", port).err())
          .isEqualTo(
              "error: port %d is taken by another program: end that one, or say another --port and"
                      .formatted(port)
                  + " register http://127.0.0.1:<port>/callback with the app, or use --paste\n");
    }
  }

  @Test
  void saysWhatToDoWhenNobodyCame() {
    Shell shell = desk.withApp().run("login", "--port", 0, "--no-browser", "--timeout", 1);

    assertThat(shell.exitCode()).isEqualTo(1);
    assertThat(shell.err())
        .isEqualTo(
            "error: no answer came within 1 s: nothing is stored. If Spotify's page said"
                + " \"INVALID_CLIENT: Invalid redirect URI\", add exactly http://127.0.0.1/callback"
                + " to the app's redirect URIs at https://developer.spotify.com/dashboard; if the"
                + " browser runs on another machine, use --paste\n");
    assertThat(desk.pages).isEmpty();
  }

  @Test
  void leavesTheCodeNeitherInTheAddressNorInTheHistory() throws Exception {
    desk.withApp().run("login", "--port", 0);

    HttpResponse<String> page = desk.page();
    assertThat(page.uri().getPath()).isEqualTo("/done");
    assertThat(page.uri().getQuery()).isNull();
    HttpResponse<String> callback = page.previousResponse().orElseThrow();
    assertThat(callback.statusCode()).isEqualTo(303);
    assertThat(callback.headers().firstValue("Cache-Control")).hasValue("no-store");
    assertThat(callback.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
  }

  @Test
  void isNotHeldUpByAConnectionThatSaysNothing() throws Exception {
    desk.withApp();
    try (Socket silent = new Socket()) {
      desk.way =
          back -> {
            connect(silent, back);
            return back;
          };

      assertThat(desk.run("login", "--port", 0, "--timeout", 20).exitCode()).isZero();
    }
  }

  @Test
  void keepsWhatWasStoredWhileThePersonWasInTheBrowser() throws Exception {
    write("{\"client_id\": \"%s\", \"client_secret\": \"%s\"}");
    desk.way =
        back -> {
          writeUnchecked("{\"note\": \"new\", \"client_id\": \"%s\", \"client_secret\": \"%s\"}");
          return back;
        };

    assertThat(desk.run("login", "--port", 0).exitCode()).isZero();

    assertThat(Fields.of(file)).containsEntry("note", "new").hasSize(5);
  }

  @Test
  void saysWhatToDoWithAFileThatHoldsSomethingElse() throws Exception {
    write("a plain password");

    assertThat(desk.run("login", "--port", 0).err())
        .startsWith("error: file " + file + " is not one JSON object: ")
        .endsWith(". Delete it, or log in to another file with --file\n")
        .doesNotContain("password");
    assertThat(file).hasContent("a plain password");
  }

  @Test
  void answersNothingButTheCallback() {
    desk.withApp();
    desk.way =
        back -> {
          assertThat(desk.get(back.resolve("/favicon.ico")).statusCode()).isEqualTo(404);
          assertThat(desk.get(back.resolve("/done")).statusCode()).isEqualTo(404);
          return back;
        };

    assertThat(desk.run("login", "--port", 0).exitCode()).isZero();
  }

  @Test
  void refusesToSendASecretInTheClear() {
    desk.withApp().environment.put("SPOTIFY_ACCOUNTS_URL", "http://accounts.example.org");

    assertThat(desk.run("login", "--port", 0).err())
        .isEqualTo(
            "error: settings in the environment are missing or invalid: SPOTIFY_ACCOUNTS_URL is"
                + " no https://host or https://host:port (http for this machine's own hosts"
                + " only)\n");
  }

  @Test
  void refusesAPortThatIsNone() {
    Shell shell = desk.withApp().run("login", "--port", 65_536);

    assertThat(shell.exitCode()).isEqualTo(2);
    assertThat(shell.err()).contains("--port is 65536, expected 0 to 65535");
  }

  @Test
  void storesInOnePlaceAlone() {
    Shell shell = desk.withApp().run("login", "--file", file, "--secret-id", "spotify");

    assertThat(shell.exitCode()).isEqualTo(2);
    assertThat(shell.err()).contains("mutually exclusive");
  }

  private Shell failure(String message) {
    return new Shell(1, "", "error: " + message + "\n");
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
    Files.writeString(file, template.formatted(Desk.ID, Desk.SECRET));
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
