package dev.playlistlake.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `playlist-lake purge` of a lake in a folder.
final class PurgeCommandIT {
  @TempDir private Path home = Path.of("");
  private LakeFolder lake = new LakeFolder(home);
  private Desk desk;

  @BeforeEach
  void makeALake() throws IOException {
    desk = new Desk(home);
    lake = new LakeFolder(home.resolve("lake"));
    for (String playlist : List.of("p", "q")) {
      lake.put("2026-11-21", playlist, LakeFolder.PAGE);
      for (String table :
          List.of("songs", "albums", "artists", "song_artists", "rejects", "playlists")) {
        lake.file("processed/" + table + "/snapshot_date=2026-11-21/" + playlist + ".csv", "x");
      }
    }
    lake.file("raw/state/not_before.json", "{}").file("processed/notes.txt", "mine");
  }

  @AfterEach
  void getUp() {
    desk.close();
  }

  @Test
  void deletesAllWhenToldSoByName() throws IOException {
    desk.typed.add(lake.folder().toString());

    Shell shell = purge();

    assertThat(shell.err()).isEmpty();
    assertThat(shell.exitCode()).isZero();
    assertThat(shell.out())
        .containsPattern("raw/playlists/ +2 versions +0 delete markers +[1-9]\\d* bytes\n")
        .containsPattern("processed/song_artists/ +2 versions +0 delete markers +2 bytes\n")
        .contains("14 versions and delete markers are deleted, 0 are still there.\n");
    assertThat(lake.keys("raw")).containsExactly("state/not_before.json");
    assertThat(lake.keys("processed")).containsExactly("notes.txt");
    assertThat(purge().out()).isEqualTo("There is nothing to delete.\n");
  }

  @Test
  void deletesNothingOnAnyOtherAnswer() throws IOException {
    Map<String, String> before = lake.files("processed");
    desk.typed.add("yes");

    Shell shell = purge();

    assertThat(shell.exitCode()).isEqualTo(1);
    assertThat(shell.out()).endsWith("Nothing was deleted.\n");
    assertThat(lake.files("processed")).isEqualTo(before);
    assertThat(lake.keys("raw")).hasSize(3);
  }

  @Test
  void deletesNothingWhenNobodyIsThereToAsk() throws IOException {
    desk.withoutTerminal();

    Shell shell = purge();

    assertThat(shell.exitCode()).isEqualTo(2);
    assertThat(shell.err()).contains("nobody is there to ask: say --yes");
    assertThat(lake.keys("raw")).hasSize(3);
  }

  @Test
  void deletesAPlaylistForAScript() throws IOException {
    desk.withoutTerminal();

    assertThat(purge("--playlist", "p", "--yes").exitCode()).isZero();
    assertThat(lake.keys("raw"))
        .containsExactly(LakeFolder.key("2026-11-21", "q"), "state/not_before.json");
    assertThat(lake.keys("processed")).hasSize(7).noneMatch(key -> key.endsWith("/p.csv"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", ",", ",,", "p,", ",p", "p,,q"})
  void refusesAListOfPlaylistsInWhichOneIsMissing(String playlists) throws IOException {
    Shell shell = purge("--yes", "--playlist", playlists);

    assertThat(shell.exitCode()).isEqualTo(2);
    assertThat(shell.err()).startsWith("--playlist: an id is missing in \"" + playlists + "\"\n");
    assertThat(lake.keys("raw")).hasSize(3);
    assertThat(lake.keys("processed")).hasSize(13);
  }

  @Test
  void deletesStateWhenToldSo() throws IOException {
    assertThat(purge("--everything", "--yes").exitCode()).isZero();

    assertThat(lake.keys("raw")).isEmpty();
    assertThat(lake.keys("processed")).containsExactly("notes.txt");
  }

  @Test
  void deletesNoStateForOnePlaylist() throws IOException {
    Shell shell = purge("--everything", "--yes", "--playlist", "p");

    assertThat(shell.exitCode()).isEqualTo(2);
    assertThat(shell.err())
        .startsWith(
            "--everything: state/ and song_history/ belong to all playlists: leave --playlist"
                + " out\n");
    assertThat(lake.keys("raw")).hasSize(3);
  }

  @Test
  void onlyListsWhenItRehearses() throws IOException {
    Shell shell = purge("--dry-run", "--playlist", "q");

    assertThat(shell.exitCode()).isZero();
    assertThat(shell.out()).hasLineCount(7).containsPattern("raw/playlists/ +1 versions");
    assertThat(lake.keys("raw")).hasSize(3);
  }

  @Test
  void wantsALake() {
    assertThat(desk.run("purge").exitCode()).isEqualTo(2);
    assertThat(desk.run("purge", "--lake", home.resolve("none")).err())
        .contains("no lake is there");
    assertThat(purge("--playlist", "a/b").exitCode()).isEqualTo(2);
  }

  private Shell purge(Object... options) {
    List<Object> all = new ArrayList<>(List.of("purge", "--lake", lake.folder()));
    all.addAll(List.of(options));
    return desk.run(all.toArray());
  }
}
