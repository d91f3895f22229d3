package dev.playlistlake.athena;

import static dev.playlistlake.athena.SampleLakeEngine.query;
import static org.assertj.core.api.Assertions.assertThat;

import dev.playlistlake.model.Tables;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The saved queries about data quality, over the sample lake and over a lake with invalid rows.
final class DataQualityIT {
  @TempDir private Path tables;

  @Test
  void countsRejectsByReason() {
    assertThat(
            query(
                "rejects_by_reason",
                "playlist_id",
                "snapshot_date",
                "reason",
                "entries",
                "percent"))
        .containsExactly("one 2026-03-02 local_file 1 25.0");
  }

  @Test
  void everySnapshotReconcilesUnlessItIsUnfinished() {
    assertThat(
            query(
                "reconciliation",
                "playlist_id",
                "snapshot_date",
                "items_read",
                "songs",
                "duplicates",
                "rejects",
                "reconciles",
                "troubles"))
        .containsExactly(
            "one 2026-03-01 4 3 1 0 true null",
            "one 2026-03-02 4 3 0 1 true null",
            "one 2026-03-04 3 3 0 0 true null",
            "one 2026-03-05 1 1 0 0 true short",
            "one 2026-03-06 3 3 0 0 true null",
            "three 2026-03-06 null null null null false unfinished",
            "two 2026-03-01 2 2 0 0 true null",
            "two 2026-03-06 2 2 0 0 true null");
  }

  @Test
  void findsMissingDaysBetweenTheFirstAndTheLastSnapshot() {
    assertThat(
            query(
                "missing_days",
                Map.of("to_date", "2026-03-06"),
                "playlist_id",
                "missing_day",
                "state"))
        .containsExactly(
            "one 2026-03-03 missing",
            "two 2026-03-02 missing",
            "two 2026-03-03 missing",
            "two 2026-03-04 missing",
            "two 2026-03-05 missing");
  }

  @Test
  void findsShortUnfinishedAndLateSnapshots() {
    assertThat(
            query(
                "troubled_snapshots",
                "playlist_id",
                "snapshot_date",
                "trouble",
                "items_declared",
                "items_read",
                "extracted_at"))
        .containsExactly(
            "one 2026-03-05 short 3 1 2026-03-05 06:00:00.000",
            "three 2026-03-06 unfinished null null null",
            "two 2026-03-06 late 2 2 2026-03-07 00:10:00.000");
  }

  @Test
  void aSnapshotWithAnotherNumberOfUnreadableEntriesDoesNotReconcile() throws IOException {
    SampleLakeWriter lake = new SampleLakeWriter(tables);
    Map<String, String> unavailable = Map.of("reject", "unavailable");
    lake.snapshot("one", "2026-03-01", List.of(SampleLake.S1), unavailable);
    lake.snapshot(
        "one",
        "2026-03-02",
        List.of(SampleLake.S1),
        Map.of("reject", "unavailable", "unreadable", "0"));
    lake.snapshot(
        "one",
        "2026-03-03",
        List.of(SampleLake.S1),
        Map.of("reject", "local_file", "unreadable", ""));
    try (OnDemandEngine athena = OnDemandEngine.over(tables)) {
      assertThat(
              SampleLakeEngine.text(
                  athena.run(QueriesFile.ours().get("reconciliation").sql()),
                  "snapshot_date",
                  "reconciles"))
          .containsExactly("2026-03-01 true", "2026-03-02 false", "2026-03-03 true");
    }
  }

  @Test
  void comparesFollowersWithTheLastKnownNumber() {
    assertThat(query("followers", "snapshot_date", "followers", "previous_date", "gained"))
        .containsExactly("2026-03-01 10 null null", "2026-03-04 7 2026-03-01 -3");
  }

  @Test
  void findsNoBrokenRuleInTheSampleLake() {
    assertThat(query("broken_rules", "rule")).isEmpty();
  }

  @Test
  void findsBrokenRulesWithTheirSnapshots() throws IOException {
    SampleLakeWriter lake = new SampleLakeWriter(tables);
    lake.snapshot("one", "2026-03-01", List.of(SampleLake.S1, SampleLake.S3), Map.of());
    Map<String, String> twice = Map.of("song_id", "s1", "position", "1", "album_id", "al9");
    Map<String, String> withoutId = Map.of("position", "7");
    lake.write(Tables.SONGS, "one", "2026-03-01", List.of(twice, twice, withoutId));
    lake.write(Tables.ARTISTS, "one", "2026-03-01", List.of(Map.of("artist_id", "A")));
    try (OnDemandEngine athena = OnDemandEngine.over(tables)) {
      assertThat(
              SampleLakeEngine.text(
                  athena.run(QueriesFile.ours().get("broken_rules").sql()), "rule", "broken_by"))
          .containsExactly(
              "albums.album_id is not in songs 2",
              "albums.songs_on_playlist is not the number of songs with the album 2",
              "artists.songs_on_playlist is not a whole number 1",
              "playlists.artists is not the number of rows in artists 1",
              "playlists.duplicates is not the sum of occurrences - 1 1",
              "playlists.explicit_songs is not the number of explicit songs 1",
              "playlists.songs is not the number of rows in songs 1",
              "playlists.total_duration_ms is not the sum of duration_ms 1",
              "song_artists.artist_id is not in artists 1",
              "song_artists.song_id is not in songs 1",
              "songs.album_id is not in albums 1",
              "songs.artist_count is not a whole number 3",
              "songs.artist_id is not the first artist in song_artists 1",
              "songs.occurrences is not a whole number 3",
              "songs.position is not between 1 and items_read 1",
              "songs.position or rejects.position occurs twice 1",
              "songs.song_id is empty 1",
              "songs.song_id occurs twice 1");
      assertThat(
              SampleLakeEngine.text(
                  athena.run(QueriesFile.ours().get("reconciliation").sql()), "reconciles"))
          .containsExactly("false");
    }
  }
}
