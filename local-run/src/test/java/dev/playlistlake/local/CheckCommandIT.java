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

/// `playlist-lake check` against the simulated Spotify.
final class CheckCommandIT {
  private static final String ABSENT = "0000000000000000000000";

  @TempDir private Path home = Path.of("");
  private Desk desk;
  private Path file = Path.of("");

  @BeforeEach
  void sitDown() throws IOException {
    desk = new Desk(home);
    desk.withApp().run("login", "--port", 0);
    file = home.resolve("playlist-lake").resolve("credentials.json");
  }

  @AfterEach
  void getUp() {
    desk.close();
  }

  @Test
  void asksOnceForEachPlaylistAndStoresNothing() throws IOException {
    Playlist first = desk.spotify.library().readable().getFirst();
    int before = desk.spotify.requests().size();

    Shell shell = desk.run("check", "--playlist", first.id(), "liked");

    assertThat(shell.err()).isEmpty();
    assertThat(shell.exitCode()).isZero();
    assertThat(shell.out())
        .contains("token: accepted; 180 days left. To log in again: ./playlist-lake login\n")
        .containsPattern("good:  %s  \\d+ entries  ".formatted(first.id()))
        .containsPattern("good:  liked  \\d+ entries")
        .contains("A run would store 2 of 2 playlists. 3 requests")
        .doesNotContain(desk.words(file));
    assertThat(desk.spotify.requests()).hasSize(before + 3);
  }

  @Test
  void triesAllOfTheUsersPlaylistsUnlessToldOtherwise() {
    Shell shell = desk.run("check");

    int readable = desk.spotify.library().readable().size();
    assertThat(shell.out()).contains("A run would store %d of %<d playlists.".formatted(readable));
    assertThat(shell.exitCode()).isZero();
  }

  @Test
  void saysWhyAPlaylistWouldFail() {
    Shell shell = desk.run("check", "--playlist", ABSENT);

    assertThat(shell.exitCode()).isEqualTo(1);
    assertThat(shell.err()).startsWith("error: " + ABSENT + ": ").contains("404").hasLineCount(1);
    assertThat(shell.out()).contains("A run would store 0 of 1 playlists.");
  }

  @Test
  void showsNoControlCharacterOfAName() {
    String id = desk.spotify.library().readable().getFirst().id();
    desk.spotify
        .faults()
        .once(
            request -> request.path().endsWith(id),
            Fault.response(
                new SimulatedResponse(
                    200,
                    Map.of("Content-Type", "application/json"),
                    "{\"name\":\"a\\u001b[2Jb\\u009b2Jc\\u2028d\",\"items\":{\"items\":[],\"total\":0}}")));

    assertThat(desk.run("check", "--playlist", id).out())
        .startsWith("token: ")
        .contains("good:  " + id + "  0 entries  a�[2Jb�2Jc d\n");
  }

  @Test
  void saysThatTheConsentIsOver() {
    desk.spotify.endConsent("Refresh token expired");

    Shell shell = desk.run("check", "--credentials", file);

    assertThat(shell.exitCode()).isEqualTo(1);
    assertThat(shell.err())
        .startsWith("error: no run can begin: ")
        .contains("Refresh token expired")
        .contains("run ./playlist-lake login --file " + file)
        .hasLineCount(1);
  }

  @Test
  void warnsInTheLastMonth() throws IOException {
    Files.writeString(file, Files.readString(file).replace("2026-11-21T", "2026-06-01T"));

    Shell shell = desk.run("check", "--playlist", "liked");

    assertThat(shell.err())
        .startsWith("warning: the refresh token ends on 2026-12-01T06:00:03Z (9 days left).")
        .contains("run ./playlist-lake login");
    assertThat(shell.exitCode()).isZero();
  }

  @Test
  void saysThatTheDaysLeftAreNotKnown() throws IOException {
    Files.writeString(file, Files.readString(file).replace("\"authorized_at\"", "\"consent\""));

    Shell shell = desk.run("check", "--playlist", "liked");

    assertThat(shell.err()).startsWith("warning: when the refresh token ends is not known");
    assertThat(shell.out())
        .contains(
            "token: accepted; how long it lives isn't known. To log in again: ./playlist-lake"
                + " login\n");
  }

  @Test
  void readsASecret() throws IOException {
    Vault vault = new Vault();
    vault.secrets.put("lake", Files.readString(file));
    desk.secrets = vault;
    Files.delete(file);

    Shell shell = desk.run("check", "--playlist", "liked", "--secret-id", "lake");

    assertThat(shell.exitCode()).isZero();
    assertThat(shell.out()).contains("To log in again: ./playlist-lake login --secret-id lake\n");
  }
}
