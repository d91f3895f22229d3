package dev.playlistlake.athena;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `song_history_merge` updates the history table in whichever order snapshots arrive.
final class HistoryMergeIT {
  private static final Map<String, String> ALL_DAYS = Map.of("from_date", "0000-01-01");
  private static final QueriesFile OURS = QueriesFile.ours();

  @TempDir private Path folder;

  @Test
  void copiesTheLakeAndChangesNothingForUnchangedInput() throws IOException {
    SampleLakeWriter lake = lake();
    SampleLake.write(lake);
    try (LocalAthena athena = LocalAthena.over(lake.tables(), folder.resolve("history"))) {
      // Playlist one has five snapshots with 3 + 3 + 3 + 1 + 3 songs, and two has two with 2 songs.
      // The snapshot of three is unfinished.
      assertThat(merge(athena, ALL_DAYS)).isEqualTo(17);
      String files = files(athena);
      assertThat(merge(athena, ALL_DAYS)).isZero();
      assertThat(files(athena)).isEqualTo(files);
      String[] columns = {"playlist_id", "song_id", "days", "first_seen", "last_seen"};
      assertThat(
              SampleLakeEngine.text(
                  athena.run(OURS.get("history_days_on_playlist").sql()), columns))
          .containsExactlyElementsOf(
              SampleLakeEngine.text(athena.run(OURS.get("days_on_playlist").sql()), columns));
    }
    try (LocalAthena restarted = LocalAthena.over(lake.tables(), folder.resolve("history"))) {
      assertThat(count(restarted)).isEqualTo(17);
      assertThat(merge(restarted, ALL_DAYS)).isZero();
    }
  }

  @Test
  void aRepeatedSnapshotReplacesAndDeletesItsRows() throws IOException {
    SampleLakeWriter lake = lake();
    SampleLake.write(lake);
    try (LocalAthena athena = LocalAthena.over(lake.tables())) {
      merge(athena, ALL_DAYS);
      SampleSong other = SampleSong.song("s7", "A");
      lake.snapshot("one", "2026-03-06", List.of(SampleLake.S1.popularity(61), other), Map.of());
      // s1 changed, s7 entered, s3 and s5 left.
      assertThat(merge(athena, ALL_DAYS)).isEqualTo(4);
      assertThat(rows(athena, "playlist_id = 'one' AND snapshot_date = '2026-03-06'"))
          .containsExactly("2026-03-06 one s1 1 61", "2026-03-06 one s7 2 null");
      assertThat(count(athena)).isEqualTo(16);
    }
  }

  @Test
  void keepsASnapshotThatWasDeletedFromTheLake() throws IOException {
    SampleLakeWriter lake = lake();
    SampleLake.write(lake);
    try (LocalAthena athena = LocalAthena.over(lake.tables())) {
      merge(athena, ALL_DAYS);
      Files.delete(lake.tables().resolve("songs/snapshot_date=2026-03-01/two.csv"));
      Files.delete(lake.tables().resolve("playlists/snapshot_date=2026-03-01/two.csv"));
      assertThat(merge(athena, ALL_DAYS)).isZero();
      assertThat(count(athena)).isEqualTo(17);
    }
  }

  @Test
  void mergesLateSnapshotsOfThePastWeekAndOlderDaysByParameter() throws IOException {
    SampleLakeWriter lake = lake();
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    List<SampleSong> songs = List.of(SampleLake.S1);
    for (int days : List.of(0, 3, 20)) {
      for (String table : List.of("songs", "playlists")) {
        Files.createDirectories(
            lake.tables().resolve(table + "/snapshot_date=" + today.minusDays(days)));
      }
    }
    lake.snapshot("one", today + "", songs, Map.of());
    try (LocalAthena athena = LocalAthena.over(lake.tables())) {
      assertThat(merge(athena, Map.of())).isEqualTo(1);
      lake.snapshot("one", today.minusDays(3) + "", songs, Map.of());
      lake.snapshot("one", today.minusDays(20) + "", songs, Map.of());
      assertThat(merge(athena, Map.of())).isEqualTo(1);
      assertThat(
              merge(
                  athena,
                  Map.of(
                      "from_date", today.minusDays(20) + "", "to_date", today.minusDays(20) + "")))
          .isEqualTo(1);
      assertThat(rows(athena, "true"))
          .containsExactly(
              today.minusDays(20) + " one s1 1 null",
              today.minusDays(3) + " one s1 1 null",
              today + " one s1 1 null");
    }
  }

  private SampleLakeWriter lake() throws IOException {
    return new SampleLakeWriter(Files.createDirectories(folder.resolve("processed")));
  }

  private static long merge(LocalAthena athena, Map<String, String> days) {
    return athena.run(OURS.get("song_history_merge").with(days).sql()).changed();
  }

  private static String files(LocalAthena athena) {
    return athena.run("SELECT file_path FROM \"song_history$files\" ORDER BY 1").rows() + "";
  }

  private static int count(LocalAthena athena) {
    return athena.run("SELECT song_id FROM song_history").rows().size();
  }

  private static List<String> rows(LocalAthena athena, String condition) {
    String sql =
        "SELECT * FROM song_history WHERE " + condition + " ORDER BY snapshot_date, song_id";
    return SampleLakeEngine.text(
        athena.run(sql), "snapshot_date", "playlist_id", "song_id", "position", "popularity");
  }
}
