package dev.playlistlake.athena;

import static dev.playlistlake.athena.SampleLakeEngine.query;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// The saved queries about popularity, release and length. The expected rows were computed by hand.
final class PopularityAgeAndLengthIT {
  @Test
  void theTrendIsALineThroughTheDaysWithAPopularity() {
    // s1 has 50, 52, 56 and 60 on the days 0, 1, 3 and 5, which is 50 + 2 per day, and 74 on day
    // 12.
    assertThat(
            query(
                "popularity_trend",
                "song_id",
                "days",
                "change",
                "direction",
                "peak",
                "peak_day",
                "slope_per_day",
                "r2",
                "outlook_7_days"))
        .containsExactly(
            "s1 4 10 rose 60 2026-03-06 2.0 1.0 74.0",
            "s2 1 0 level 40 2026-03-02 null null null",
            "s3 2 -10 fell 30 2026-03-01 -2.0 null null");
  }

  @Test
  void popularityByReleaseYearCountsASongOnceAndAveragesKnownValues() {
    assertThat(
            query(
                "popularity_by_release_year",
                "release_year",
                "songs",
                "songs_with_popularity",
                "average_popularity"))
        .containsExactly("2026 2 1 60.0", "1999 1 1 20.0", "null 1 0 null");
  }

  @Test
  void popularityByExplicitHasARowForUnknownValues() {
    assertThat(query("popularity_by_explicit", "explicit", "songs", "average_popularity"))
        .containsExactly("true 2 40.0", "false 1 null", "null 1 null");
  }

  @Test
  void popularityByLengthGroupsByWholeMinutes() {
    assertThat(query("popularity_by_length", "minutes", "songs", "average_popularity"))
        .containsExactly("3 3 60.0", "10 1 20.0");
  }

  @Test
  void releaseYearsAndDecadesHaveARowForUnknownYears() {
    assertThat(query("release_years", "playlist_id", "release_year", "decade", "songs", "percent"))
        .containsExactly(
            "one 1999 1990 1 33.3",
            "one 2026 2020 2 66.7",
            "two 2026 2020 1 100.0",
            "two null null 1 null");
    assertThat(query("release_decades", "playlist_id", "decade", "songs", "percent"))
        .containsExactly(
            "one 1990 1 33.3", "one 2020 2 66.7", "two 2020 1 100.0", "two null 1 null");
  }

  @Test
  void ageIsMeasuredAgainstTheSnapshotsYear() {
    assertThat(
            query("release_age", "playlist_id", "songs", "songs_with_year", "oldest", "median_age"))
        .containsExactly("one 3 3 1999 0.0", "two 2 1 2026 0.0");
  }

  @Test
  void freshnessIgnoresReleasesWithoutADay() {
    // On 6 March s5 is one day old and s1 is 24 days old. s3 has only a release year.
    assertThat(
            query(
                "freshness",
                "playlist_id",
                "songs_with_day",
                "percent_7_days",
                "percent_30_days",
                "percent_90_days"))
        .containsExactly("one 2 50.0 100.0 100.0", "two 1 0.0 100.0 100.0");
  }

  @Test
  void theExplicitShareUsesKnownValues() {
    assertThat(
            query(
                "explicit_share",
                "playlist_id",
                "snapshot_date",
                "songs_known",
                "explicit_songs",
                "percent"))
        .containsExactly(
            "one 2026-03-01 3 2 66.7",
            "one 2026-03-02 2 1 50.0",
            "one 2026-03-04 2 2 100.0",
            "one 2026-03-06 2 2 100.0",
            "two 2026-03-01 2 1 50.0",
            "two 2026-03-06 2 1 50.0");
  }

  @Test
  void lengthsAreCountedInMillisecondsAndMinutes() {
    // 180, 600 and 180 s are 320 s on average and 16 minutes in total.
    assertThat(
            query(
                "length_statistics",
                "playlist_id",
                "shortest_ms",
                "median_ms",
                "average_ms",
                "longest_ms",
                "deviation_ms",
                "total_minutes"))
        .containsExactly(
            "one 180000 180000.0 320000 600000 242487 16.0",
            "two 180000 180000.0 180000 180000 0 6.0");
  }

  @Test
  void outliersDifferFromTheAverageByTheGivenDeviations() {
    assertThat(
            query(
                "length_outliers",
                java.util.Map.of("deviations", "1.1"),
                "playlist_id",
                "song_id",
                "deviations"))
        .containsExactly("one s3 1.15");
    assertThat(query("length_outliers", "song_id")).isEmpty();
  }
}
