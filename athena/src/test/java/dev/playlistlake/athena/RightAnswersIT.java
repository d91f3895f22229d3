package dev.playlistlake.athena;

import static dev.playlistlake.athena.SampleSong.song;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Results of saved queries in rare cases: ties, empty and renamed playlists, dates in the future,
/// playlists that are no longer read. The expected rows were computed by hand. All tests share one
/// lake, and each uses its own playlists.
final class RightAnswersIT {
  private static final Map<String, String> NONE = Map.of();

  /// Most snapshots of the lake are older than those that queries about now use.
  private static final Map<String, String> ANY_AGE = Map.of("seen_within_days", "1000000");

  @TempDir private static Path tables;
  private static LocalDate today;
  private static LocalAthena athena;

  @BeforeAll
  static void writeTheLake() throws IOException {
    today = LocalDate.now(ZoneOffset.UTC);
    SampleLakeWriter lake = new SampleLakeWriter(tables);
    writeATrend(lake);
    writeMedians(lake);
    writeEmptyPlaylists(lake);
    writeOldAndFutureSnapshots(lake);
    writeTies(lake);
    writeNames(lake);
    lake.snapshot(
        "isrc",
        "2026-03-01",
        List.of(song("i1").with("isrc", "USrc17607839"), song("i2").with("isrc", "USRC17607839")),
        NONE);
    athena = LocalAthena.open(TrinoWorkDir.linked(tables, Optional.empty()), new EnginePort());
  }

  @AfterAll
  static void stop() {
    athena.close();
  }

  private static void writeATrend(SampleLakeWriter lake) throws IOException {
    // The last value is below the first one, but the line rises.
    int[] popularity = {50, 10, 20, 30, 45};
    for (int i = 0; i < popularity.length; i++) {
      lake.snapshot(
          "trend", "2026-03-0" + (i + 1), List.of(song("t1").popularity(popularity[i])), NONE);
    }
    lake.snapshot(
        "trend", "2026-03-06", List.of(song("t1").popularity(99)), Map.of("items_declared", "9"));
  }

  @Test
  void theTrendHasTheDirectionOfItsLineAndIgnoresIncompleteSnapshots() {
    assertThat(
            query(
                "popularity_trend",
                Map.of("playlist", "trend"),
                "days",
                "change",
                "direction",
                "slope_per_day",
                "peak"))
        .containsExactly("5 -5 rose 1.0 50");
  }

  private static void writeMedians(SampleLakeWriter lake) throws IOException {
    List<SampleSong> songs = new ArrayList<>();
    for (int i = 1; i <= 4; i++) {
      songs.add(
          song("m" + i)
              .with("duration_ms", i * i * 1000 + "")
              .with("added_at", "2026-01-%02dT00:00:00Z".formatted(2 * i))
              .album("al" + i, i == 4 ? "2026-01-01" : 2000 + i + ""));
    }
    lake.snapshot("median even", "2026-03-01", songs, NONE);
    lake.snapshot("median odd", "2026-03-01", songs.subList(0, 3), NONE);
    lake.snapshot(
        "median unknown", "2026-03-01", List.of(song("m9").with("duration_ms", "")), NONE);
  }

  @Test
  void mediansAreExact() {
    assertThat(query("length_statistics", ANY_AGE, "playlist_id", "median_ms"))
        .filteredOn(row -> row.startsWith("median "))
        .containsExactly("median even 6500.0", "median odd 4000.0", "median unknown null");
    assertThat(query("release_age", ANY_AGE, "playlist_id", "median_age"))
        .filteredOn(row -> row.startsWith("median "))
        .containsExactly("median even 23.5", "median odd 24.0", "median unknown null");
    assertThat(query("freshness", ANY_AGE, "playlist_id", "median_lag_days"))
        .filteredOn(row -> row.startsWith("median "))
        .containsExactly("median even 7.0", "median odd null", "median unknown null");
  }

  private static void writeEmptyPlaylists(SampleLakeWriter lake) throws IOException {
    lake.snapshot("empty", "2026-03-01", List.of(), NONE);
    lake.snapshot("emptied", "2026-03-01", List.of(SampleLake.S1), NONE);
    lake.snapshot("emptied", "2026-03-02", List.of(), NONE);
    lake.snapshot("emptied", "2026-03-03", List.of(SampleLake.S1), NONE);
    lake.snapshot("emptied", "2026-03-04", List.of(), NONE);
  }

  @Test
  void anEmptyPlaylistKeepsItsRow() {
    for (String question :
        List.of("length_statistics", "release_age", "freshness", "collaboration_share")) {
      assertThat(query(question, ANY_AGE, "playlist_id", "snapshot_date", "songs"))
          .as(question)
          .filteredOn(row -> row.startsWith("empt"))
          .containsExactly("emptied 2026-03-04 0", "empty 2026-03-01 0");
    }
    assertThat(query("explicit_share", NONE, "playlist_id", "snapshot_date", "songs", "percent"))
        .filteredOn(row -> row.startsWith("empt"))
        .containsExactly(
            "emptied 2026-03-01 1 100.0",
            "emptied 2026-03-02 0 null",
            "emptied 2026-03-03 1 100.0",
            "emptied 2026-03-04 0 null",
            "empty 2026-03-01 0 null");
    Map<String, String> emptied = Map.of("playlist", "emptied");
    assertThat(query("churn", emptied, "snapshot_date", "songs", "entered", "gone", "percent"))
        .containsExactly(
            "2026-03-02 0 0 1 100.0", "2026-03-03 1 1 0 null", "2026-03-04 0 0 1 100.0");
    assertThat(query("re_entries", emptied, "song_id", "back_on", "away"))
        .containsExactly("s1 2026-03-03 1");
    assertThat(
            query(
                "playlist_overlap",
                ANY_AGE,
                "playlist_a",
                "playlist_b",
                "songs_a",
                "songs_b",
                "shared"))
        .filteredOn(row -> row.startsWith("emptied empty"))
        .containsExactly("emptied empty 0 0 0");
  }

  @Test
  void theSameRecordingIsFoundInUpperAndLowerCase() {
    assertThat(query("same_isrc", NONE, "isrc", "ids")).containsExactly("USRC17607839 i1, i2");
  }

  private static void writeOldAndFutureSnapshots(SampleLakeWriter lake) throws IOException {
    List<SampleSong> songs = List.of(SampleLake.S1);
    lake.snapshot("age gone", today.minusDays(59) + "", songs, NONE);
    lake.snapshot("age now", today.minusDays(2) + "", songs, NONE);
    lake.snapshot("age stale", today.minusDays(19) + "", songs, NONE);
    lake.snapshot("future", "2100-01-01", songs, NONE);
    lake.snapshot("interrupted", today.minusDays(4) + "", songs, NONE);
    lake.unfinished("interrupted", today.minusDays(3) + "", songs);
    lake.snapshot("interrupted", today.minusDays(2) + "", songs, NONE);
    lake.snapshot("interrupted", "2100-01-01", songs, Map.of("items_declared", "5"));
    lake.snapshot("ancient", "1815-01-01", songs, NONE);
  }

  @Test
  void nowLeavesOutPlaylistsThatAreNoLongerRead() {
    for (String question : List.of("length_statistics", "movement", "release_years")) {
      assertThat(ages(question, NONE)).containsExactly("age now 2", "age stale 19");
      assertThat(ages(question, Map.of("seen_within_days", "16"))).containsExactly("age now 2");
      assertThat(ages(question, Map.of("seen_within_days", "57")))
          .containsExactly("age gone 59", "age now 2", "age stale 19");
    }
  }

  private static List<String> ages(String question, Map<String, String> parameters) {
    return query(question, parameters, "playlist_id", "days_old").stream()
        .filter(row -> row.startsWith("age "))
        .toList();
  }

  @Test
  void aSnapshotOfTheFutureHidesNoPlaylistAndNoMissingDay() {
    assertThat(query("missing_days", Map.of("playlist", "interrupted"), "missing_day", "state"))
        .containsExactly(today.minusDays(3) + " unfinished", today.minusDays(1) + " missing");
    assertThat(query("missing_days", Map.of("playlist", "ancient"), "missing_day")).hasSize(10_000);
    assertThat(query("missing_days", Map.of("playlist", "future"), "missing_day")).isEmpty();
    assertThat(query("length_statistics", NONE, "playlist_id"))
        .contains("future", "interrupted")
        .doesNotContain("ancient");
  }

  private static void writeTies(SampleLakeWriter lake) throws IOException {
    List<SampleSong> songs = new ArrayList<>();
    for (String artist : List.of("E", "C", "A", "D", "B")) {
      songs.add(song("s" + artist, artist, "Z" + artist));
    }
    Collections.reverse(songs);
    lake.snapshot("ties", "2026-03-01", songs, NONE);
  }

  @Test
  void aTopListHasTheNumberOfRowsThatWasSet() {
    assertThat(query("top_artists", Map.of("playlist", "ties", "top", "3"), "place", "artist_id"))
        .containsExactly("1 A", "1 B", "1 C");
    assertThat(
            query("artist_pairs", Map.of("playlist", "ties", "top", "2"), "place", "artist_a_id"))
        .containsExactly("1 A", "1 B");
  }

  private static void writeNames(SampleLakeWriter lake) throws IOException {
    List<SampleSong> songs = List.of(SampleLake.S1);
    lake.snapshot("p1", "2026-03-01", songs, Map.of("playlist_name", "Old name"));
    lake.snapshot("p1", "2026-03-02", songs, Map.of("playlist_name", "It's new"));
    lake.snapshot("p2", "2026-03-02", songs, Map.of("playlist_name", "It's new"));
    lake.snapshot("p3", "2026-03-02", songs, Map.of("playlist_name", "Other"));
  }

  @Test
  void aPlaylistIsSelectedByItsIdOrItsNewestName() {
    String[] columns = {"playlist_id", "snapshot_date", "playlist_name"};
    assertThat(query("explicit_share", Map.of("playlist", "It's new"), columns))
        .containsExactly(
            "p1 2026-03-01 It's new", "p1 2026-03-02 It's new", "p2 2026-03-02 It's new");
    assertThat(query("explicit_share", Map.of("playlist", "p3"), columns))
        .containsExactly("p3 2026-03-02 Other");
    assertThat(query("explicit_share", Map.of("playlist", "Old name"), columns)).isEmpty();
    assertThat(query("days_on_playlist", Map.of("playlist", "It's new"), "playlist_id", "days"))
        .containsExactly("p1 2", "p2 1");
  }

  @Test
  void everySavedQueryHasTheNamesOfThePlaylists() {
    QueriesFile.ours().all(QueryDefinition.Kind.QUESTION).parallelStream()
        .forEach(
            question ->
                assertThat(columns(question))
                    .as(question.name())
                    .containsAnyOf("playlist_name", "playlist_names", "name_a"));
  }

  /// The names of the columns. The engine reads no table for a result without rows.
  private static List<String> columns(QueryDefinition question) {
    String sql = question.sql().replaceFirst(";$", "");
    return athena.columns("SELECT * FROM (\n" + sql + "\n) LIMIT 0").stream()
        .map(SqlResult.Column::name)
        .toList();
  }

  @Test
  void aRangeThatEndsBeforeItBeginsHasNoRows() {
    QueriesFile.ours().all(QueryDefinition.Kind.QUESTION).parallelStream()
        .forEach(
            question -> {
              String swapped =
                  question
                      .sql()
                      .replace("'0000-01-01' AS", "'x' AS")
                      .replace("'9999-12-31' AS", "'0000-01-01' AS")
                      .replace("'x' AS", "'9999-12-31' AS");
              if (!swapped.equals(question.sql())) {
                assertThat(athena.run(swapped).rows()).as(question.name()).isEmpty();
              }
            });
  }

  private static List<String> query(
      String question, Map<String, String> parameters, String... columns) {
    return SampleLakeEngine.text(
        athena.run(QueriesFile.ours().get(question).with(parameters).sql()), columns);
  }
}
