package dev.playlistlake.athena;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Saved queries over all days have the same result from the lake, from the history tables, and
/// from both. No snapshot is missing and none counts twice.
///
/// The lake has snapshots of two playlists over 30 days until today, with a song that leaves and
/// returns, an incomplete snapshot, an empty one, a renamed song, and one that Spotify relinked.
final class LakeAndHistoryIT {
  private final LocalDate today = LocalDate.now(ZoneOffset.UTC);
  private static final List<String> TABLES = List.of("song", "song_detail", "credit", "snapshot");
  private static final List<String> QUESTIONS =
      List.of(
          "days_on_playlist",
          "re_entries",
          "who_added_what",
          "movement",
          "popularity_trend",
          "artist_debuts",
          "artist_pairs",
          "top_artists",
          "same_isrc",
          "position_history",
          "survival",
          "growth_by_week",
          "artists_by_month",
          "find",
          "changed_metadata");

  @TempDir private Path folder;
  private Path tables;

  @BeforeEach
  void writeTheLake() throws IOException {
    tables = Files.createDirectories(folder.resolve("processed"));
    SampleLakeWriter lake = new SampleLakeWriter(tables);
    SampleSong relinked = SampleSong.song("x1", "A", "B").with("linked_from_id", "s1");
    for (int age = 30; age >= 0; age--) {
      String date = today.minusDays(age) + "";
      List<SampleSong> songs = new ArrayList<>();
      songs.add((age % 3 == 0 ? SampleLake.S1 : relinked).popularity(40 + age % 5));
      songs.add(
          SampleLake.S3.popularity(age).with("song_name", age > 18 ? "Old title" : "New title"));
      if (age < 12 || age > 20) {
        songs.add(SampleLake.S5.popularity(50 - age));
      }
      if (age < 5) {
        songs.add(SampleSong.song("s8", "D").with("isrc", "i1"));
      }
      if (age == 15) {
        lake.snapshot("one", date, songs, Map.of("items_declared", "9"));
      } else {
        lake.snapshot("one", date, age == 25 ? List.of() : songs, Map.of());
      }
      if (age % 4 == 0) {
        lake.snapshot("two", date, List.of(SampleLake.S6, SampleLake.S1), Map.of());
      }
    }
  }

  @Test
  void aLakeThatNeverMergedHasAllDays() throws IOException {
    try (OnDemandEngine athena = OnDemandEngine.over(tables, folder)) {
      assertThat(count(athena, "SELECT count(*) FROM snapshots_of_all_days")).isEqualTo(38);
    }
  }

  @Test
  void theHistoryTablesDontChangeTheResults() throws IOException {
    Map<String, List<?>> queries;
    Map<String, List<?>> views;
    try (OnDemandEngine athena = OnDemandEngine.over(tables, folder)) {
      queries = results(athena);
      views = views(athena);
      merge(athena, List.of("song"), 10, 20);
      assertThat(views(athena)).as("only song_history, some days").isEqualTo(views);
      merge(athena, TABLES, 10, 20);
      assertThat(views(athena)).as("all tables, some days").isEqualTo(views);
      merge(athena, TABLES, 0, 40);
      assertThat(views(athena)).as("all tables, all days").isEqualTo(views);
    }
    deleteDaysBefore(today.minusDays(9));
    try (OnDemandEngine athena = OnDemandEngine.over(tables, folder)) {
      assertThat(views(athena)).as("the lake lost the older days").isEqualTo(views);
      assertThat(results(athena)).as("the lake lost the older days").isEqualTo(queries);
    }
  }

  @Test
  void aRepeatedSnapshotOfALateDayComesFromTheLake() throws IOException {
    try (OnDemandEngine athena = OnDemandEngine.over(tables, folder)) {
      merge(athena, TABLES, 0, 40);
      new SampleLakeWriter(tables)
          .snapshot("two", today.minusDays(4) + "", List.of(SampleSong.song("new", "N")), Map.of());
      assertThat(count(athena, "SELECT count(*) FROM songs_of_all_days WHERE song_id = 'new'"))
          .isEqualTo(1);
      assertThat(count(athena, "SELECT count(*) FROM credits_of_all_days WHERE artist_id = 'N'"))
          .isEqualTo(1);
    }
  }

  @Test
  void snapshotsThatOnlySongHistoryHasAreCompleteByItsColumn() throws IOException {
    try (OnDemandEngine athena = OnDemandEngine.over(tables, folder)) {
      merge(athena, List.of("song"), 0, 40);
    }
    deleteDaysBefore(today.minusDays(9));
    try (OnDemandEngine athena = OnDemandEngine.over(tables, folder)) {
      // One day was read incompletely, and song_history doesn't have the empty day.
      assertThat(
              count(athena, "SELECT count(*) FROM snapshots_of_all_days WHERE playlist_id = 'one'"))
          .isEqualTo(29);
    }
  }

  /// The rows of the views that the saved queries over all days read.
  private static Map<String, List<?>> views(OnDemandEngine athena) {
    Map<String, List<?>> rows = new LinkedHashMap<>();
    for (String view : List.of("songs_of_all_days", "credits_of_all_days")) {
      SqlResult result = athena.run("SELECT * FROM " + view);
      rows.put(view, result.rows().stream().map(Object::toString).sorted().toList());
      assertThat(rows.get(view)).as(view).isNotEmpty();
    }
    return rows;
  }

  private static Map<String, List<?>> results(OnDemandEngine athena) {
    Map<String, List<?>> results = new LinkedHashMap<>();
    for (String question : QUESTIONS) {
      results.put(question, athena.run(QueriesFile.ours().get(question).sql()).rows());
      assertThat(results.get(question)).as(question).isNotEmpty();
    }
    return results;
  }

  /// Merges the days between two ages, in days.
  private void merge(OnDemandEngine athena, List<String> names, int youngest, int oldest) {
    for (String name : names) {
      athena.run(
          QueriesFile.ours()
              .get(name + "_history_merge")
              .with(
                  Map.of(
                      "from_date", today.minusDays(oldest) + "",
                      "to_date", today.minusDays(youngest) + ""))
              .sql());
    }
  }

  private static int count(OnDemandEngine athena, String sql) {
    return ((Long) athena.run(sql).rows().getFirst().getFirst()).intValue();
  }

  private void deleteDaysBefore(LocalDate day) throws IOException {
    try (Stream<Path> files = Files.walk(tables)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String partition = tables.relativize(file).getName(1) + "";
        if (partition.compareTo("snapshot_date=" + day) < 0) {
          Files.delete(file);
        }
      }
    }
  }
}
