package dev.playlistlake.athena;

import static dev.playlistlake.athena.SampleSong.song;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A song stays the same song when Spotify plays another track in its place. The expected rows were
/// computed by hand.
///
/// - `one` contains `a b c` → `a b c` → `b a` → `a c b`. Spotify plays `x` for `a` on the second
///   day, and `y` on the third.
/// - `two` contains `a b` → `a a b` → `a b`. On the second day, Spotify plays `x` for the first `a`
///   and the track itself for the second one. On the third day, it plays `b` for `a`, so that the
///   entry `b` is a duplicate and leaves.
final class RelinkedSongsIT {
  private static final SampleSong A = song("a", "A", "D");
  private static final SampleSong B = song("b", "B");
  private static final SampleSong C = song("c", "C");
  private static final SampleSong X = song("x", "A", "D").with("linked_from_id", "a");
  private static final SampleSong Y = song("y", "A", "D").with("linked_from_id", "a");

  @TempDir private static Path tables;
  private static OnDemandEngine athena;

  @BeforeAll
  static void startOverRelinkedSongs() throws IOException {
    SampleLakeWriter lake = new SampleLakeWriter(tables);
    lake.snapshot("one", "2026-03-01", List.of(A.popularity(50), B, C), Map.of());
    lake.snapshot("one", "2026-03-02", List.of(X.popularity(54), B, C), Map.of());
    lake.snapshot("one", "2026-03-04", List.of(B, Y.popularity(58)), Map.of());
    lake.snapshot("one", "2026-03-05", List.of(A.popularity(60), C, B), Map.of());
    SampleSong playsB = B.with("linked_from_id", "a").with("occurrences", "2");
    lake.snapshot("two", "2026-03-01", List.of(A, B), Map.of());
    lake.snapshot("two", "2026-03-02", List.of(X, A, B), Map.of());
    lake.snapshot("two", "2026-03-04", List.of(playsB), Map.of());
    athena = OnDemandEngine.over(tables);
  }

  @AfterAll
  static void stop() {
    athena.close();
  }

  @Test
  void neitherEntersNorLeaves() {
    assertThat(
            query(
                "entries_and_exits",
                "playlist_id",
                "snapshot_date",
                "change",
                "song_id",
                "original_id",
                "position"))
        .containsExactly(
            "one 2026-03-04 left c c 3",
            "one 2026-03-05 entered c c 2",
            "two 2026-03-04 left b b 3");
    assertThat(
            query("churn", "playlist_id", "snapshot_date", "songs", "entered", "gone", "percent"))
        .containsExactly(
            "one 2026-03-02 3 0 0 0.0",
            "one 2026-03-04 2 0 1 33.3",
            "one 2026-03-05 3 1 0 0.0",
            "two 2026-03-02 2 0 0 0.0",
            "two 2026-03-04 1 0 1 50.0");
  }

  @Test
  void isNoDifferenceBetweenTwoDays() {
    assertThat(query("difference_between", "playlist_id", "change", "original_id"))
        .containsExactly("two left b");
    assertThat(
            query(
                "difference_between",
                Map.of("first_date", "2026-03-02", "second_date", "2026-03-04"),
                "playlist_id",
                "change",
                "original_id"))
        .containsExactly("one left c", "two left b");
  }

  @Test
  void staysWithoutABreakAndHasTheTrackThatWasPlayedLast() {
    assertThat(
            query(
                "days_on_playlist",
                "playlist_id",
                "song_id",
                "original_id",
                "song_name",
                "days",
                "first_seen",
                "last_seen",
                "re_entries",
                "is_now"))
        .containsExactly(
            "one a a Song a 4 2026-03-01 2026-03-05 0 true",
            "one b b Song b 4 2026-03-01 2026-03-05 0 true",
            "one c c Song c 3 2026-03-01 2026-03-05 1 true",
            "two b a Song b 3 2026-03-01 2026-03-04 0 true",
            "two b b Song b 2 2026-03-01 2026-03-02 0 false");
    assertThat(
            query(
                "re_entries", "playlist_id", "original_id", "last_seen_before", "back_on", "away"))
        .containsExactly("one c 2026-03-02 2026-03-05 1");
  }

  @Test
  void movesFromThePositionOfTheOtherTrack() {
    assertThat(
            query(
                "movement",
                "playlist_id",
                "song_id",
                "position",
                "previous_position",
                "moved",
                "best_position",
                "days_at_number_1"))
        .containsExactly(
            "one a 1 2 1 1 3", "one c 2 null null 2 0", "one b 3 1 -2 1 1", "two b 1 1 0 1 3");
  }

  @Test
  void hasOneTrendOfPopularity() {
    assertThat(
            query("popularity_trend", "song_id", "original_id", "days", "change", "slope_per_day"))
        .containsExactly("a a 4 10 2.4");
  }

  @Test
  void countsOnceForItsArtists() {
    assertThat(query("top_artists", Map.of("playlist", "one"), "artist_id", "song_days", "songs"))
        .containsExactly("A 4 1", "B 4 1", "D 4 1", "C 3 1");
    assertThat(query("top_artists", Map.of("playlist", "two"), "artist_id", "song_days", "songs"))
        .containsExactly("B 3 2", "A 2 1", "D 2 1");
    assertThat(query("artist_pairs", "artist_a_id", "artist_b_id", "songs"))
        .containsExactly("A D 1");
  }

  @Test
  void countsOnceForTheUserWhoAddedIt() {
    assertThat(query("who_added_what", "playlist_id", "songs", "songs_now"))
        .containsExactly("one 3 3", "two 2 1");
  }

  @Test
  void isSharedByTwoPlaylists() {
    assertThat(query("playlist_overlap", "songs_a", "songs_b", "shared", "jaccard"))
        .containsExactly("3 1 1 0.3333");
  }

  @Test
  void isTakenOnceInASnapshotAtItsFirstPosition() {
    assertThat(query("explicit_share", Map.of("playlist", "two"), "snapshot_date", "songs"))
        .containsExactly("2026-03-01 2", "2026-03-02 2", "2026-03-04 1");
    for (String view : List.of("distinct_songs", "playlist_songs")) {
      assertThat(
              SampleLakeEngine.text(
                  athena.run(
                      "SELECT * FROM "
                          + view
                          + " WHERE playlist_id = 'two' AND snapshot_date = '2026-03-02'"
                          + " ORDER BY position"),
                  "position",
                  "original_id",
                  "song_id",
                  "linked_from_id"))
          .containsExactly("1 a x a", "3 b b null");
    }
  }

  private static List<String> query(String question, String... columns) {
    return query(question, Map.of(), columns);
  }

  private static List<String> query(
      String question, Map<String, String> parameters, String... columns) {
    return SampleLakeEngine.text(
        athena.run(QueriesFile.ours().get(question).with(parameters).sql()), columns);
  }
}
