package dev.playlistlake.athena;

import static dev.playlistlake.athena.SampleLakeEngine.query;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/// The saved queries about songs that enter, leave, stay and move. The expected rows were computed
/// by hand.
final class EntriesAndExitsIT {
  @Test
  void comparesWithThePreviousCompleteSnapshotAcrossGapsAndIncompleteDays() {
    assertThat(
            query(
                "entries_and_exits",
                "playlist_id",
                "snapshot_date",
                "previous_date",
                "days_between",
                "change",
                "song_id",
                "position"))
        .containsExactly(
            "one 2026-03-02 2026-03-01 1 entered s4 3",
            "one 2026-03-02 2026-03-01 1 left s3 3",
            "one 2026-03-04 2026-03-02 2 entered s3 1",
            "one 2026-03-04 2026-03-02 2 left s2 1",
            "one 2026-03-06 2026-03-04 2 entered s5 3",
            "one 2026-03-06 2026-03-04 2 left s4 3");
  }

  @Test
  void comparesARangeOfOneDayWithTheDayBeforeTheRange() {
    assertThat(
            query(
                "entries_and_exits",
                Map.of("from_date", "2026-03-04", "to_date", "2026-03-04", "playlist", "one"),
                "previous_date",
                "change",
                "song_id"))
        .containsExactly("2026-03-02 entered s3", "2026-03-02 left s2");
    assertThat(query("entries_and_exits", Map.of("playlist", "two"), "song_id")).isEmpty();
  }

  @Test
  void comparesTwoDaysAndIgnoresTheDaysBetween() {
    assertThat(
            query("difference_between", "playlist_id", "old_date", "new_date", "change", "song_id"))
        .containsExactly(
            "one 2026-03-01 2026-03-06 entered s5", "one 2026-03-01 2026-03-06 left s2");
  }

  @Test
  void usesTheLatestCompleteSnapshotBeforeADayWithoutOne() {
    assertThat(
            query(
                "difference_between",
                Map.of("first_date", "2026-03-03", "second_date", "2026-03-05"),
                "old_date",
                "new_date",
                "change",
                "song_id"))
        .containsExactly("2026-03-02 2026-03-04 entered s3", "2026-03-02 2026-03-04 left s2");
  }

  @Test
  void daysOnPlaylistCountCompleteSnapshotsAndReturns() {
    assertThat(
            query(
                "days_on_playlist",
                "playlist_id",
                "song_id",
                "days",
                "first_seen",
                "last_seen",
                "re_entries",
                "is_now"))
        .containsExactly(
            "one s1 4 2026-03-01 2026-03-06 0 true",
            "one s3 3 2026-03-01 2026-03-06 1 true",
            "one s2 2 2026-03-01 2026-03-02 0 false",
            "one s4 2 2026-03-02 2026-03-04 0 false",
            "one s5 1 2026-03-06 2026-03-06 0 true",
            "two s1 2 2026-03-01 2026-03-06 0 true",
            "two s6 2 2026-03-01 2026-03-06 0 true");
  }

  @Test
  void aReturnHasTheLastDayBeforeItAndItsFirstDay() {
    assertThat(query("re_entries", "playlist_id", "song_id", "last_seen_before", "back_on", "away"))
        .containsExactly("one s3 2026-03-01 2026-03-04 1");
  }

  @Test
  void movementHasThePreviousAndBestPositionsAndTheDaysAtTheTop() {
    assertThat(
            query(
                "movement",
                "playlist_id",
                "previous_date",
                "song_id",
                "position",
                "previous_position",
                "moved",
                "best_position",
                "days_at_number_1"))
        .containsExactly(
            "one 2026-03-04 s1 1 2 1 1 2",
            "one 2026-03-04 s3 2 1 -1 1 1",
            "one 2026-03-04 s5 3 null null 3 0",
            "two 2026-03-01 s1 1 1 0 1 2",
            "two 2026-03-01 s6 2 2 0 2 0");
  }

  @Test
  void churnHasEveryCompleteSnapshotExceptTheFirst() {
    assertThat(
            query(
                "churn",
                "playlist_id",
                "snapshot_date",
                "previous_date",
                "songs",
                "entered",
                "gone",
                "percent"))
        .containsExactly(
            "one 2026-03-02 2026-03-01 3 1 1 33.3",
            "one 2026-03-04 2026-03-02 3 1 1 33.3",
            "one 2026-03-06 2026-03-04 3 1 1 33.3",
            "two 2026-03-06 2026-03-01 2 0 0 0.0");
  }

  @Test
  void aDebutHasTheFirstDayAndTheTopSongOfThatDay() {
    assertThat(
            query(
                "artist_debuts",
                "playlist_id",
                "debut",
                "artist_id",
                "song_id",
                "songs",
                "was_there_at_start"))
        .containsExactly(
            "one 2026-03-01 A s1 3 true",
            "one 2026-03-01 B s2 2 true",
            "one 2026-03-02 C s4 1 false",
            "two 2026-03-01 A s1 1 true");
  }
}
