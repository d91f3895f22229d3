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

/// A percentage is a share of the songs with a known value. The lake has a playlist with some
/// missing values and a playlist without any values.
final class PercentagesOfKnownValuesIT {
  private static final String DAY = "2026-03-01";

  @TempDir private static Path tables;
  private static OnDemandEngine athena;

  @BeforeAll
  static void startOverPlaylistsWithMissingValues() throws IOException {
    SampleLakeWriter lake = new SampleLakeWriter(tables);
    lake.snapshot(
        "some",
        DAY,
        List.of(
            song("s1", "A").album("al1", "1994-05-01").with("explicit", "true"),
            song("s2", "A").album("al2", "1999").with("explicit", "false"),
            song("s3", "A", "B").album("al3", "2026-02-27"),
            song("s4").with("artist_count", "?").album("al4", ""),
            song("s5").with("artist_count", "?")),
        Map.of());
    lake.snapshot(
        "none",
        DAY,
        List.of(
            song("s6").with("artist_count", "?").album("al4", ""),
            song("s7").with("artist_count", "?")),
        Map.of());
    athena = OnDemandEngine.over(tables);
  }

  @AfterAll
  static void stop() {
    athena.close();
  }

  @Test
  void releaseYearsAreSharesOfTheSongsWithAYear() {
    assertThat(query("release_years", "playlist_id", "release_year", "decade", "songs", "percent"))
        .containsExactly(
            "none null null 2 null",
            "some 1994 1990 1 33.3",
            "some 1999 1990 1 33.3",
            "some 2026 2020 1 33.3",
            "some null null 2 null");
  }

  @Test
  void releaseDecadesAreSharesOfTheSongsWithAYear() {
    assertThat(query("release_decades", "playlist_id", "decade", "songs", "percent"))
        .containsExactly(
            "none null 2 null", "some 1990 2 66.7", "some 2020 1 33.3", "some null 2 null");
  }

  @Test
  void freshnessIsAShareOfTheSongsWithADayOfRelease() {
    assertThat(query("freshness", "playlist_id", "songs", "songs_with_day", "percent_7_days"))
        .containsExactly("none 2 0 null", "some 5 2 50.0");
  }

  @Test
  void explicitSongsAreAShareOfTheSongsWithAKnownValue() {
    assertThat(query("explicit_share", "playlist_id", "songs", "songs_known", "percent"))
        .containsExactly("none 2 0 null", "some 5 2 50.0");
  }

  @Test
  void collaborationsAreAShareOfTheSongsWhoseCreditsAreKnown() {
    assertThat(query("collaboration_share", "playlist_id", "songs", "collaborations", "percent"))
        .containsExactly("none 2 0 null", "some 5 1 33.3");
  }

  @Test
  void albumsAreSharesOfTheSongsWithAnAlbum() {
    assertThat(query("album_concentration", "playlist_id", "album_id", "percent"))
        .containsExactly(
            "none al4 100.0", "some al1 25.0", "some al2 25.0", "some al3 25.0", "some al4 25.0");
  }

  private static List<String> query(String question, String... columns) {
    return SampleLakeEngine.text(athena.run(QueriesFile.ours().get(question).sql()), columns);
  }
}
