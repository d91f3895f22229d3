package dev.playlistlake.local.lake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playlistlake.local.CliHarness;
import dev.playlistlake.local.CommandRun;
import dev.playlistlake.local.FakeSecretsManager;
import dev.playlistlake.local.cli.TextWidth;
import dev.playlistlake.simulator.Fault;
import dev.playlistlake.simulator.Playlist;
import dev.playlistlake.simulator.SimulatedResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `playlist-lake check` with the simulated Spotify.
final class CheckCommandIT {
  private static final String ABSENT = "0000000000000000000000";

  @TempDir private Path home = Path.of("");
  private CliHarness harness;
  private Path file = Path.of("");

  @BeforeEach
  void logIn() throws IOException {
    harness = new CliHarness(home);
    harness.withApp().run("login", "--port", 0);
    file = home.resolve("playlist-lake").resolve("credentials.json");
  }

  @AfterEach
  void stopSpotify() {
    harness.close();
  }

  @Test
  void requestsEachPlaylistOnceAndStoresNothing() throws IOException {
    Playlist first = harness.spotify.library().readable().getFirst();
    int before = harness.spotify.requests().size();

    CommandRun run = harness.run("check", "--playlist", first.id(), "liked");

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("token: accepted, 180 days left. To log in again: ./playlist-lake login\n")
        .containsPattern("good:  %s  +\\d+ entries  ".formatted(first.id()))
        .containsPattern("good:  liked {17}  +\\d+ entries  Liked Songs\n")
        .contains("A run would store 2 of 2 playlists. This check sent 3 requests.\n")
        .doesNotContain(harness.words(file));
    assertThat(harness.spotify.requests()).hasSize(before + 3);
  }

  @Test
  void checksAllOwnedPlaylistsByDefault() {
    CommandRun run = harness.run("check");

    int readable = harness.spotify.library().readable().size();
    assertThat(run.out()).contains("A run would store %d of %<d playlists.".formatted(readable));
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void printsTheErrorOfAPlaylistThatCannotBeRead() {
    CommandRun run = harness.run("check", "--playlist", ABSENT);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).startsWith("error: " + ABSENT + ": ").contains("404").hasLineCount(1);
    assertThat(run.out()).contains("A run would store 0 of 1 playlist. ");
  }

  @Test
  void printsNoControlCharacterOfAName() {
    String id = harness.spotify.library().readable().getFirst().id();
    harness
        .spotify
        .faults()
        .once(
            request -> request.path().endsWith(id),
            Fault.response(
                new SimulatedResponse(
                    200,
                    Map.of("Content-Type", "application/json"),
                    "{\"name\":\"a\\u001b[2Jb\\u009b2Jc\\u2028d\",\"items\":{\"items\":[],\"total\":0}}")));

    assertThat(harness.run("check", "--playlist", id).out())
        .startsWith("token: ")
        .contains("good:  " + id + "  0 entries  a�[2Jb�2Jc d\n");
  }

  @Test
  void alignsTheColumnsAndCutsNamesToTheWidthOfTheTerminal() {
    List<Playlist> playlists = harness.spotify.library().readable().subList(0, 2);
    harness
        .spotify
        .faults()
        .always(
            request -> request.path().endsWith(playlists.getFirst().id()),
            Fault.response(
                new SimulatedResponse(
                    200,
                    Map.of("Content-Type", "application/json"),
                    "{\"name\":\"%s\",\"items\":{\"items\":[],\"total\":1}}"
                        .formatted("銀色".repeat(70)))));
    harness.width = OptionalInt.of(80);

    CommandRun run =
        harness.run("check", "--playlist", playlists.get(0).id(), playlists.get(1).id() + ",liked");

    List<String> lines = run.out().lines().filter(line -> line.startsWith("good:")).toList();
    assertThat(lines)
        .hasSize(3)
        .allSatisfy(line -> assertThat(TextWidth.columns(line)).isLessThanOrEqualTo(80));
    assertThat(lines.getFirst()).contains(" 1 entry    銀色").endsWith("…");
    assertThat(lines)
        .allSatisfy(
            line -> assertThat(line.indexOf(" entr")).isEqualTo(lines.getFirst().indexOf(" entr")));
  }

  @Test
  void reportsThatTheConsentHasEnded() {
    harness.spotify.endConsent("Refresh token expired");

    CommandRun run = harness.run("check", "--credentials", file);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .startsWith("error: no run is possible: ")
        .contains("Refresh token expired")
        .contains("run ./playlist-lake login --file " + file)
        .hasLineCount(1);
  }

  @Test
  void warnsInTheLastMonth() throws IOException {
    Files.writeString(file, Files.readString(file).replace("2026-11-21T", "2026-06-01T"));

    CommandRun run = harness.run("check", "--playlist", "liked");

    assertThat(run.err())
        .startsWith("warning: the refresh token expires on 2026-12-01T06:00:03Z (9 days left).")
        .contains("run ./playlist-lake login");
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void reportsThatTheDaysLeftAreUnknown() throws IOException {
    Files.writeString(file, Files.readString(file).replace("\"authorized_at\"", "\"consent\""));

    CommandRun run = harness.run("check", "--playlist", "liked");

    assertThat(run.err()).startsWith("warning: the expiry of the refresh token is unknown");
    assertThat(run.out())
        .contains("token: accepted, days left unknown. To log in again: ./playlist-lake login\n");
  }

  @Test
  void readsTheCredentialsFromASecret() throws IOException {
    FakeSecretsManager secretsManager = new FakeSecretsManager();
    secretsManager.secrets.put("lake", Files.readString(file));
    harness.secrets = secretsManager;
    Files.delete(file);

    CommandRun run = harness.run("check", "--playlist", "liked", "--secret-id", "lake");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("To log in again: ./playlist-lake login --secret-id lake\n");
  }
}
