package dev.playlistlake.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playlistlake.simulator.Fault;
import dev.playlistlake.simulator.Playlist;
import dev.playlistlake.simulator.SimulatedResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `playlist-lake run` against the simulated Spotify.
final class RunCommandIT {
  private static final String ABSENT = "0000000000000000000000";

  @TempDir private Path home = Path.of("");
  private Desk desk;
  private Path lake = Path.of("");
  private Path file = Path.of("");

  @BeforeEach
  void sitDown() throws IOException {
    desk = new Desk(home);
    desk.withApp().run("login", "--port", 0);
    lake = home.resolve("lake");
    file = home.resolve("playlist-lake").resolve("credentials.json");
  }

  @AfterEach
  void getUp() {
    desk.close();
  }

  @Test
  void fillsALakeWithEverythingThatTheUserOwnsOrSaved() throws IOException {
    Shell shell = run("--playlist", "owned", "liked");

    assertThat(shell.err()).isEmpty();
    assertThat(shell.exitCode()).isZero();
    LakeReading reading = new LakeReading(lake);
    int readable = desk.spotify.library().readable().size();
    assertThat(reading.rawKeys()).hasSize(readable + 1);
    reading.assertEveryRowComesBack();
    assertThat(shell.out())
        .contains("Reading owned,liked ...")
        .containsPattern("2026-11-21: %d of %<d playlists stored".formatted(readable + 1))
        .containsPattern(" read = [\\d,]+ songs \\+ [\\d,]+ duplicates \\+ [\\d,]+ rejects")
        .doesNotContain(desk.words(file));
  }

  @Test
  void storesTheOthersWhenOneFails() throws IOException {
    Playlist good = desk.spotify.library().readable().getFirst();

    Shell shell =
        run("--playlist", "https://open.spotify.com/playlist/" + good.id() + "?si=1", ABSENT);

    assertThat(shell.exitCode()).isEqualTo(1);
    assertThat(shell.err())
        .startsWith("error: " + ABSENT + " failed_final: ")
        .contains("404")
        .hasLineCount(1);
    assertThat(shell.out()).contains("1 of 2 playlists stored").contains(" read = ");
    new LakeReading(lake).assertEveryRowComesBack();
  }

  @Test
  void tellsFailuresThatARetryMayCureToo() {
    Playlist good = desk.spotify.library().readable().getFirst();
    desk.environment.put("SPOTIFY_TIMEOUT_SECONDS", "5");
    desk.spotify
        .faults()
        .always(request -> request.path().endsWith(ABSENT), Fault.error(500, "Server error"));

    Shell shell = run("--playlist", good.id() + "," + ABSENT);

    assertThat(shell.exitCode()).isEqualTo(1);
    assertThat(shell.err()).startsWith("error: " + ABSENT + " failed_retryable: ");
    assertThat(shell.out()).contains("1 of 2 playlists stored");
  }

  @Test
  void keepsARefreshTokenThatSpotifySendsAnew() throws IOException {
    String before = Fields.of(file).get("refresh_token");
    desk.spotify.rotateRefreshTokens();
    String id = desk.spotify.library().readable().getFirst().id();

    assertThat(run("--playlist", id).exitCode()).isZero();
    assertThat(run("--playlist", id).exitCode()).isZero();

    assertThat(Fields.of(file)).hasSize(4).doesNotContainEntry("refresh_token", before);
  }

  @Test
  void waitsForSpotifyAfterAQuotaStopUnlessForced() {
    String id = desk.spotify.library().readable().getFirst().id();
    desk.spotify
        .faults()
        .once(
            request -> request.path().startsWith("/v1/playlists/"),
            Fault.response(
                new SimulatedResponse(
                    429,
                    Map.of("Content-Type", "application/json", "Retry-After", "36000"),
                    "{\"error\":{\"status\":429,\"message\":\"API rate limit"
                        + " exceeded\",\"reason\":\"QUOTA_EXCEEDED\"}}")));
    assertThat(run("--playlist", id).err()).contains("QUOTA_EXCEEDED");
    int requests = desk.spotify.requests().size();

    Shell waiting = run("--playlist", id);

    assertThat(waiting.exitCode()).isEqualTo(1);
    assertThat(waiting.err()).contains("skipped: Spotify accepts no requests before 2026-11-21T");
    assertThat(desk.spotify.requests()).hasSize(requests);
    assertThat(run("--playlist", id, "--force").exitCode()).isZero();
  }

  @Test
  void takesTheCredentialsFromAFileThatIsNamed() throws IOException {
    Path other = Files.move(file, home.resolve("other.json"));
    String id = desk.spotify.library().readable().getFirst().id();

    assertThat(run("--playlist", id, "--credentials", other).exitCode()).isZero();
  }

  @Test
  void takesTheCredentialsFromTheEnvironment() {
    desk.environment.put("SPOTIFY_REFRESH_TOKEN", "wrong");

    Shell shell = run("--playlist", desk.spotify.library().readable().getFirst().id());

    assertThat(shell.err()).contains("Log in again: run ./playlist-lake login");
  }

  @Test
  void saysWhatToRunWhenNobodyHasLoggedIn() throws IOException {
    Files.delete(file);
    desk.environment.remove("SPOTIFY_CLIENT_ID");

    Shell shell = run("--playlist", "liked");

    assertThat(shell.exitCode()).isEqualTo(1);
    assertThat(shell.err())
        .isEqualTo(
            "error: liked failed_final: file %s is not there: run ./playlist-lake login\n"
                .formatted(file));
  }

  @Test
  void refusesWordsThatNameNoPlaylist() {
    Shell shell = run("--playlist", "everything");

    assertThat(shell.exitCode()).isEqualTo(1);
    assertThat(shell.err())
        .contains("PLAYLIST_IDS: \"everything\" is no Spotify playlist")
        .hasLineCount(1);
  }

  @Test
  void needsAPlaylist() {
    Shell shell = run();

    assertThat(shell.exitCode()).isEqualTo(2);
    assertThat(shell.err())
        .contains("no playlist is named: say --playlist with ids, URLs, owned or liked");
  }

  private Shell run(Object... arguments) {
    Object[] all = new Object[arguments.length + 3];
    all[0] = "run";
    all[1] = "--lake";
    all[2] = lake;
    System.arraycopy(arguments, 0, all, 3, arguments.length);
    return desk.run(all);
  }
}
