package dev.playlistlake.athena;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playlistlake.model.Table;
import dev.playlistlake.model.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The merge of each history table updates it, in any order in which snapshots arrive. Most tests
/// share an engine, and begin with an empty lake and empty history tables.
final class HistoryMergeIT {
  private static final Map<String, String> ALL_DAYS = Map.of("from_date", "0000-01-01");
  private static final QueriesFile OURS = QueriesFile.ours();

  @TempDir private static Path shared;
  private static LocalDate today;
  private static SampleLakeWriter lake;
  private static OnDemandEngine athena;

  @TempDir private Path folder;

  /// The engine reads only dates that exist at its start.
  @BeforeAll
  static void startWithTheDatesOfAllTests() throws IOException {
    today = LocalDate.now(ZoneOffset.UTC);
    lake = new SampleLakeWriter(shared);
    SampleLake.write(lake);
    for (Table<?> table : Tables.ALL) {
      for (int days : List.of(0, 3, 20)) {
        Files.createDirectories(
            shared.resolve(table.name() + "/snapshot_date=" + today.minusDays(days)));
      }
    }
    athena = OnDemandEngine.over(shared);
  }

  @AfterAll
  static void stop() {
    athena.close();
  }

  @BeforeEach
  void emptyTheLakeAndTheHistoryTables() throws IOException {
    try (Stream<Path> files = Files.walk(shared)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.delete(file);
      }
    }
    for (HistoryTable table : HistoryTable.ALL) {
      athena.run("DELETE FROM " + table.name());
    }
  }

  @Test
  void copiesTheLakeAndChangesNothingForUnchangedInput() throws IOException {
    SampleLakeWriter lake = lake();
    SampleLake.write(lake);
    try (OnDemandEngine athena = OnDemandEngine.over(lake.tables(), folder)) {
      // Playlist one has five snapshots with 3 + 3 + 3 + 1 + 3 songs, and two has two with 2 songs.
      // The snapshot of three is unfinished.
      assertThat(merge(athena, ALL_DAYS)).isEqualTo(17);
      String files = files(athena, "song_history");
      assertThat(merge(athena, ALL_DAYS)).isZero();
      assertThat(files(athena, "song_history")).isEqualTo(files);
    }
    try (OnDemandEngine restarted = OnDemandEngine.over(lake.tables(), folder)) {
      assertThat(count(restarted)).isEqualTo(17);
      assertThat(merge(restarted, ALL_DAYS)).isZero();
    }
  }

  @Test
  void aRepeatedSnapshotReplacesAndDeletesItsRows() throws IOException {
    SampleLake.write(lake);
    merge(athena, ALL_DAYS);
    SampleSong other = SampleSong.song("s7", "A");
    lake.snapshot("one", "2026-03-06", List.of(SampleLake.S1.popularity(61), other), Map.of());
    // s1 changed, s7 entered, s3 and s5 left.
    assertThat(merge(athena, ALL_DAYS)).isEqualTo(4);
    assertThat(rows(athena, "playlist_id = 'one' AND snapshot_date = '2026-03-06'"))
        .containsExactly("2026-03-06 one s1 1 61", "2026-03-06 one s7 2 null");
    assertThat(count(athena)).isEqualTo(16);
  }

  @Test
  void keepsASnapshotThatWasDeletedFromTheLake() throws IOException {
    SampleLake.write(lake);
    merge(athena, ALL_DAYS);
    Files.delete(lake.tables().resolve("songs/snapshot_date=2026-03-01/two.csv"));
    Files.delete(lake.tables().resolve("playlists/snapshot_date=2026-03-01/two.csv"));
    assertThat(merge(athena, ALL_DAYS)).isZero();
    assertThat(count(athena)).isEqualTo(17);
  }

  @Test
  void mergesLateSnapshotsOfThePastWeekAndOlderDaysByParameter() throws IOException {
    List<SampleSong> songs = List.of(SampleLake.S1);
    lake.snapshot("one", today + "", songs, Map.of());
    assertThat(merge(athena, Map.of())).isEqualTo(1);
    lake.snapshot("one", today.minusDays(3) + "", songs, Map.of());
    lake.snapshot("one", today.minusDays(20) + "", songs, Map.of());
    assertThat(merge(athena, Map.of())).isEqualTo(1);
    assertThat(
            merge(
                athena,
                Map.of("from_date", today.minusDays(20) + "", "to_date", today.minusDays(20) + "")))
        .isEqualTo(1);
    assertThat(rows(athena, "true"))
        .containsExactly(
            today.minusDays(20) + " one s1 1 null",
            today.minusDays(3) + " one s1 1 null",
            today + " one s1 1 null");
  }

  @ParameterizedTest
  @CsvSource({"song_history, 17, 13", "song_detail_history, 17, 13", "credit_history, 22, 15"})
  void everyTableHoldsTheRowsOfSnapshotsAndFollowsARepeatedOne(String table, int rows, int after)
      throws IOException {
    SampleLake.write(lake);
    String all = "SELECT * FROM " + table;
    assertThat(merge(athena, table, ALL_DAYS)).isEqualTo(rows);
    String files = files(athena, table);
    assertThat(merge(athena, table, ALL_DAYS)).isZero();
    assertThat(files(athena, table)).isEqualTo(files);
    lake.snapshot("one", "2026-03-01", List.of(SampleLake.S1.popularity(50)), Map.of());
    lake.snapshot("one", "2026-03-02", List.of(SampleLake.S1.popularity(50)), Map.of());
    merge(athena, table, ALL_DAYS);
    assertThat(athena.run(all).rows()).hasSize(after);
  }

  @Test
  void songDetailsHaveTheColumnsOfTheAlbum() throws IOException {
    SampleSong song =
        SampleLake.S1.with("linked_from_id", "s0").with("is_playable", "false").popularity(1);
    lake.snapshot("one", "2026-03-01", List.of(song, SampleLake.S4), Map.of());
    assertThat(merge(athena, "song_detail_history", ALL_DAYS)).isEqualTo(2);
    assertThat(
            SampleLakeEngine.text(
                athena.run("SELECT * FROM song_detail_history ORDER BY song_id"),
                HistoryTable.SONG_DETAILS.columns().stream()
                    .map(HistoryTable.Column::name)
                    .toArray(String[]::new)))
        .containsExactly(
            "2026-03-01 2026-03-01 one s1 A 1 s0 false Album al1 null 2026-02-10 2026",
            "2026-03-01 2026-03-01 one s4 C 1 null null null null null null");
  }

  @Test
  void aRepeatedSnapshotReplacesAndDeletesCredits() throws IOException {
    lake.snapshot("one", "2026-03-01", List.of(SampleSong.song("s1", "A", "B", "C")), Map.of());
    assertThat(merge(athena, "credit_history", ALL_DAYS)).isEqualTo(3);
    lake.snapshot("one", "2026-03-01", List.of(SampleSong.song("s1", "A", "D")), Map.of());
    // The second artist changed, and the third left.
    assertThat(merge(athena, "credit_history", ALL_DAYS)).isEqualTo(2);
    assertThat(
            SampleLakeEngine.text(
                athena.run("SELECT * FROM credit_history ORDER BY artist_position"),
                "snapshot_date",
                "playlist_id",
                "song_id",
                "artist_position",
                "artist_id",
                "artist_name"))
        .containsExactly("2026-03-01 one s1 1 A Artist A", "2026-03-01 one s1 2 D Artist D");
  }

  @Test
  void snapshotsKeepTheirNamesAndCounts() throws IOException {
    SampleLake.write(lake);
    assertThat(merge(athena, "snapshot_history", ALL_DAYS)).isEqualTo(7);
    assertThat(merge(athena, "snapshot_history", ALL_DAYS)).isZero();
    lake.snapshot(
        "one",
        "2026-03-06",
        List.of(SampleLake.S1),
        Map.of("playlist_name", "New", "spotify_snapshot_id", "v2", "followers", "8"));
    Files.delete(lake.tables().resolve("playlists/snapshot_date=2026-03-01/two.csv"));
    assertThat(merge(athena, "snapshot_history", ALL_DAYS)).isEqualTo(1);
    assertThat(
            SampleLakeEngine.text(
                athena.run(
                    "SELECT * FROM snapshot_history WHERE snapshot_date IN"
                        + " ('2026-03-01', '2026-03-06') ORDER BY playlist_id, snapshot_date"),
                "snapshot_day",
                "playlist_id",
                "playlist_name",
                "spotify_snapshot_id",
                "items_read",
                "items_declared",
                "songs",
                "followers",
                "extracted_at"))
        .containsExactly(
            "2026-03-01 one Playlist one null 4 4 3 10 2026-03-01 06:00:00.000000",
            "2026-03-06 one New v2 1 1 1 8 2026-03-06 06:00:00.000000",
            "2026-03-01 two Playlist two null 2 2 2 null 2026-03-01 06:00:00.000000",
            "2026-03-06 two Playlist two null 2 2 2 null 2026-03-07 00:10:00.000000");
  }

  @Test
  void aFolderWithOnlySongHistoryGetsTheOtherTables() throws IOException {
    SampleLakeWriter lake = lake();
    SampleLake.write(lake);
    try (OnDemandEngine athena = OnDemandEngine.over(lake.tables(), folder)) {
      merge(athena, ALL_DAYS);
    }
    for (String table : List.of("song_detail_history", "credit_history", "snapshot_history")) {
      delete(folder.resolve(table));
    }
    try (OnDemandEngine athena = OnDemandEngine.over(lake.tables(), folder)) {
      assertThat(count(athena)).isEqualTo(17);
      assertThat(athena.run("SELECT * FROM credit_history").rows()).isEmpty();
      merge(athena, "credit_history", ALL_DAYS);
    }
    assertThat(folder.resolve("credit_history/data")).isNotEmptyDirectory();
    assertThat(folder.resolve("history/data")).isNotEmptyDirectory();
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private SampleLakeWriter lake() throws IOException {
    return new SampleLakeWriter(Files.createDirectories(folder.resolve("processed")));
  }

  private static long merge(OnDemandEngine athena, Map<String, String> days) {
    return merge(athena, "song_history", days);
  }

  private static long merge(OnDemandEngine athena, String table, Map<String, String> days) {
    return athena.run(OURS.get(table + "_merge").with(days).sql()).changed();
  }

  private static String files(OnDemandEngine athena, String table) {
    return athena.run("SELECT file_path FROM \"" + table + "$files\" ORDER BY 1").rows() + "";
  }

  private static int count(OnDemandEngine athena) {
    return athena.run("SELECT song_id FROM song_history").rows().size();
  }

  private static List<String> rows(OnDemandEngine athena, String condition) {
    String sql =
        "SELECT * FROM song_history WHERE " + condition + " ORDER BY snapshot_date, song_id";
    return SampleLakeEngine.text(
        athena.run(sql), "snapshot_date", "playlist_id", "song_id", "position", "popularity");
  }
}
