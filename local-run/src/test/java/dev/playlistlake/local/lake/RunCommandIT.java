package dev.playlistlake.local.lake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playlistlake.local.CliHarness;
import dev.playlistlake.local.CommandRun;
import dev.playlistlake.local.Fields;
import dev.playlistlake.local.LakeReading;
import dev.playlistlake.simulator.Fault;
import dev.playlistlake.simulator.Playlist;
import dev.playlistlake.simulator.SimulatedResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `playlist-lake run` with the simulated Spotify.
final class RunCommandIT {
  private static final String ABSENT = "0000000000000000000000";

  @TempDir private Path home = Path.of("");
  private CliHarness harness;
  private Path lake = Path.of("");
  private Path file = Path.of("");

  @BeforeEach
  void logIn() throws IOException {
    harness = new CliHarness(home);
    harness.withApp().run("login", "--port", 0);
    lake = home.resolve("lake");
    file = home.resolve("playlist-lake").resolve("credentials.json");
  }

  @AfterEach
  void stopSpotify() {
    harness.close();
  }

  @Test
  void storesAllPlaylistsThatTheUserOwnsAndTheSavedSongs() throws IOException {
    CommandRun run = run("--playlist", "owned", "liked");

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    LakeReading reading = new LakeReading(lake);
    int readable = harness.spotify.library().readable().size();
    assertThat(reading.rawKeys()).hasSize(readable + 1);
    reading.assertEveryRowComesBack();
    assertThat(run.out())
        .contains("Reading owned,liked ...")
        .containsPattern("2026-11-21: %d of %<d playlists stored".formatted(readable + 1))
        .containsPattern(" read = [\\d,]+ songs \\+ [\\d,]+ duplicates \\+ [\\d,]+ rejects")
        .doesNotContain(harness.words(file));
  }

  @Test
  void saysWhatChangedByName() throws IOException {
    Playlist playlist = harness.spotify.library().named("Harbour Town Top 50");
    CommandRun first = run("--playlist", playlist.id(), "liked");
    assertThat(first.out())
        .containsPattern(
            playlist.id()
                + "  +[\\d,]+ entries  +\\d+ requests? .* s  "
                + Pattern.quote(playlist.name())
                + "\n")
        .containsPattern("liked {17}  .* s  Liked Songs\n")
        .containsPattern(
            "\nFirst complete snapshot of 2 playlists: "
                + Pattern.quote(playlist.name())
                + " \\([\\d,]+ songs\\), Liked Songs \\([\\d,]+ songs\\)\n")
        .endsWith(
            "To see everything on a page: ./playlist-lake report --lake " + lake + " --open\n");
    harness.setDay(CliHarness.DAY.plusDays(1));
    Files.writeString(lake.resolve("report.html"), "a page");

    CommandRun second = run("--playlist", playlist.id());

    assertThat(second.err()).isEmpty();
    assertThat(second.out())
        .containsPattern(
            "Harbour Town Top 50: \\d+ songs entered, \\d+ left since 2026-11-21\\R"
                + "  \\+ .+ by .+\\R")
        .contains(
            "\nThe page "
                + lake.resolve("report.html")
                + " does not show this run yet. To update"
                + " and open it: ./playlist-lake report --lake "
                + lake
                + " --open\n");
  }

  @Test
  void namesAKnownPlaylistThatFails() throws IOException {
    Playlist playlist = harness.spotify.library().readable().getFirst();
    run("--playlist", playlist.id());
    harness
        .spotify
        .faults()
        .always(request -> request.path().endsWith(playlist.id()), Fault.error(404, "Not found"));

    CommandRun failed = run("--playlist", playlist.id());

    assertThat(failed.err())
        .startsWith("error: " + playlist.id() + " (" + playlist.name() + ") failed_final: ");
    assertThat(failed.exitCode()).isEqualTo(1);
  }

  @Test
  void storesTheOthersWhenOneFails() throws IOException {
    Playlist good = harness.spotify.library().readable().getFirst();

    CommandRun run =
        run("--playlist", "https://open.spotify.com/playlist/" + good.id() + "?si=1", ABSENT);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .startsWith("error: " + ABSENT + " failed_final: ")
        .contains("404")
        .hasLineCount(1);
    assertThat(run.out()).contains("1 of 2 playlists stored").contains(" read = ");
    new LakeReading(lake).assertEveryRowComesBack();
  }

  @Test
  void reportsAFailureThatARetryMayFix() {
    Playlist good = harness.spotify.library().readable().getFirst();
    harness.environment.put("SPOTIFY_TIMEOUT_SECONDS", "5");
    harness.environment.put("SPOTIFY_WAIT_BUDGET_SECONDS", "1");
    harness
        .spotify
        .faults()
        .always(request -> request.path().endsWith(ABSENT), Fault.error(500, "Server error"));

    CommandRun run = run("--playlist", good.id() + "," + ABSENT);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).startsWith("error: " + ABSENT + " failed_retryable: ");
    assertThat(run.out()).contains("1 of 2 playlists stored");
  }

  @Test
  void storesANewRefreshTokenFromSpotify() throws IOException {
    String before = Fields.of(file).get("refresh_token");
    harness.spotify.rotateRefreshTokens();
    String id = harness.spotify.library().readable().getFirst().id();

    assertThat(run("--playlist", id).exitCode()).isZero();
    assertThat(run("--playlist", id).exitCode()).isZero();

    assertThat(Fields.of(file)).hasSize(4).doesNotContainEntry("refresh_token", before);
  }

  @Test
  void sendsNoRequestsWhileSpotifyBlocksTheAppUnlessForced() {
    String id = harness.spotify.library().readable().getFirst().id();
    harness
        .spotify
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
    int requests = harness.spotify.requests().size();

    CommandRun blocked = run("--playlist", id);

    assertThat(blocked.exitCode()).isEqualTo(1);
    assertThat(blocked.err())
        .contains(
            "skipped: an earlier run found that Spotify is rate-limiting this app until"
                + " 2026-11-21T");
    assertThat(harness.spotify.requests()).hasSize(requests);
    assertThat(run("--playlist", id, "--force").exitCode()).isZero();
  }

  @Test
  void readsTheCredentialsFromTheNamedFile() throws IOException {
    Path other = Files.move(file, home.resolve("other.json"));
    String id = harness.spotify.library().readable().getFirst().id();

    assertThat(run("--playlist", id, "--credentials", other).exitCode()).isZero();
  }

  @Test
  void readsTheCredentialsFromTheEnvironment() {
    harness.environment.put("SPOTIFY_REFRESH_TOKEN", "invalid");

    CommandRun run = run("--playlist", harness.spotify.library().readable().getFirst().id());

    assertThat(run.err()).contains("Log in again: run ./playlist-lake login");
  }

  @Test
  void recommendsLoginWithoutCredentials() throws IOException {
    Files.delete(file);
    harness.environment.remove("SPOTIFY_CLIENT_ID");

    CommandRun run = run("--playlist", "liked");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .isEqualTo(
            "error: liked failed_final: file %s does not exist. Run `./playlist-lake login`.\n"
                .formatted(file));
  }

  @Test
  void rejectsAValueThatIsNotAPlaylist() {
    CommandRun run = run("--playlist", "owned", "everything,liked");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .startsWith("--playlist: \"everything\" is not a Spotify playlist: expected an id of 22")
        .doesNotContain("PLAYLIST_IDS is");
  }

  @Test
  void requiresAPlaylist() {
    CommandRun run = run();

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains("no playlist is named. Set --playlist to IDs, URLs, owned or liked.");
  }

  private CommandRun run(Object... arguments) {
    Object[] all = new Object[arguments.length + 3];
    all[0] = "run";
    all[1] = "--lake";
    all[2] = lake;
    System.arraycopy(arguments, 0, all, 3, arguments.length);
    return harness.run(all);
  }
}
