package dev.playlistlake.local.tables;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playlistlake.model.PlaylistId;
import dev.playlistlake.model.RawKey;
import dev.playlistlake.model.Table;
import dev.playlistlake.model.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which songs entered or left, by the rules of the view `song_changes`.
final class StoredSnapshotsTest {
  private static final String OLD = "2026-11-18";
  private static final String BETWEEN = "2026-11-19";
  private static final String NOW = "2026-11-21";

  @TempDir private Path processed = Path.of("");

  @BeforeEach
  void writeTwoSnapshots() throws IOException {
    snapshot(OLD, 2, 2, 0, "v1", song("a", ""), song("b", ""));
    snapshot(NOW, 2, 2, 0, "v2", song("b", ""), song("c", ""));
  }

  private static Map<String, String> song(String id, String linkedFrom) {
    return Map.of(
        "song_id",
        id,
        "song_name",
        "Song " + id,
        "artist_names",
        "X; Y",
        "linked_from_id",
        linkedFrom);
  }

  @SafeVarargs
  private void snapshot(
      String date,
      int declared,
      int read,
      int unreadable,
      String version,
      Map<String, String>... songs)
      throws IOException {
    write(Tables.SONGS, date, songs);
    write(
        Tables.PLAYLISTS,
        date,
        Map.of(
            "playlist_name",
            "Road trip " + date,
            "spotify_snapshot_id",
            version,
            "items_declared",
            declared + "",
            "items_read",
            read + "",
            "unreadable",
            unreadable + ""));
  }

  @SafeVarargs
  private void write(Table<?> table, String date, Map<String, String>... rows) throws IOException {
    Path file = processed.resolve(table.key(LocalDate.parse(date), new PlaylistId("p")));
    Files.createDirectories(file.getParent());
    StringBuilder text = new StringBuilder(String.join(",", table.header())).append('\n');
    for (Map<String, String> row : rows) {
      text.append(
              Arrays.stream(table.header())
                  .map(column -> '"' + row.getOrDefault(column, "").replace("\"", "\"\"") + '"')
                  .collect(Collectors.joining(",")))
          .append('\n');
    }
    Files.writeString(file, text);
  }

  private SongChanges changes() throws IOException {
    return new StoredSnapshots(processed).changes(key(NOW)).orElseThrow();
  }

  private static RawKey key(String date) {
    return new RawKey(LocalDate.parse(date), new PlaylistId("p"));
  }

  private static SongName named(String id) {
    return new SongName("Song " + id, "X; Y");
  }

  @Test
  void comparesWithTheSnapshotBefore() throws IOException {
    assertThat(changes())
        .isEqualTo(
            new SongChanges(
                "Road trip " + NOW,
                2,
                Optional.of(LocalDate.parse(OLD)),
                List.of(named("c")),
                List.of(named("a"))));
  }

  @Test
  void theFirstSnapshotHasNoChanges() throws IOException {
    SongChanges first = new StoredSnapshots(processed).changes(key(OLD)).orElseThrow();

    assertThat(first.since()).isEmpty();
    assertThat(first.songs()).isEqualTo(2);
    assertThat(first.isChange()).isFalse();
  }

  @Test
  void aSongThatIsPlayedByAnotherTrackHasNeitherEnteredNorLeft() throws IOException {
    snapshot(NOW, 3, 3, 0, "v2", song("z", "a"), song("b", ""), song("y", "b"));

    assertThat(changes().isChange()).isFalse();
    assertThat(changes().songs()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({"5, 4, 0, v", "4, 5, 0, v", "2, 2, 2, v", "0, 0, 0, v2"})
  void skipsASnapshotInTrouble(int declared, int read, int unreadable, String version)
      throws IOException {
    snapshot(BETWEEN, declared, read, unreadable, version);

    assertThat(changes().since()).hasValue(LocalDate.parse(OLD));
    assertThat(new StoredSnapshots(processed).changes(key(BETWEEN))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 0, v3", "0, 0, 0, ''", "1, 1, 1, v"})
  void usesASnapshotWithoutSongsThatIsComplete(
      int declared, int read, int unreadable, String version) throws IOException {
    snapshot(BETWEEN, declared, read, unreadable, version);

    assertThat(changes().since()).hasValue(LocalDate.parse(BETWEEN));
    assertThat(changes().entered()).containsExactly(named("b"), named("c"));
  }

  @Test
  void skipsASnapshotThatIsNotCompletelyWritten() throws IOException {
    write(Tables.SONGS, BETWEEN, song("q", ""));
    write(Tables.PLAYLISTS, "2026-11-20");

    assertThat(changes().since()).hasValue(LocalDate.parse(OLD));
  }

  @Test
  void readsQuotesCommasAndFilesWithoutNewerColumns() throws IOException {
    snapshot(
        NOW,
        1,
        1,
        0,
        "v2",
        Map.of("song_id", "c", "song_name", "\"One\", two", "artist_names", ""));
    Path old = processed.resolve(Tables.SONGS.key(LocalDate.parse(OLD), new PlaylistId("p")));
    Files.writeString(old, "playlist_id,song_id,song_name\np,a,plain\n");

    assertThat(changes().entered()).containsExactly(new SongName("\"One\", two", ""));
    assertThat(changes().left()).containsExactly(new SongName("plain", ""));
  }

  @Test
  void theNewestNameOfAPlaylistIsShown() throws IOException {
    write(Tables.PLAYLISTS, "2026-11-22", Map.of("playlist_name", ""));
    StoredSnapshots snapshots = new StoredSnapshots(processed);

    assertThat(snapshots.name(new PlaylistId("p"))).hasValue("Road trip " + NOW);
    assertThat(snapshots.name(new PlaylistId("q"))).isEmpty();
    assertThat(snapshots.name(PlaylistId.LIKED)).hasValue("Liked Songs");
  }

  @Test
  void anEmptyLakeHasNoNamesAndNoChanges() throws IOException {
    StoredSnapshots snapshots = new StoredSnapshots(processed.resolve("missing"));

    assertThat(snapshots.name(new PlaylistId("p"))).isEmpty();
    assertThat(snapshots.changes(key(NOW))).isEmpty();
  }

  @Test
  void ignoresOtherFoldersAmongTheDates() throws IOException {
    Files.createDirectories(processed.resolve("playlists/snapshot_date=today"));
    Files.createDirectories(processed.resolve("playlists/notes"));

    assertThat(changes().entered()).hasSize(1);
  }
}
