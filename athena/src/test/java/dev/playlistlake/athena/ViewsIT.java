package dev.playlistlake.athena;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playlistlake.model.Column;
import dev.playlistlake.model.Table;
import dev.playlistlake.model.Tables;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The views have the properties that users' own queries depend on.
final class ViewsIT {
  @Test
  void haveTheColumnTypesOfTheSchema() {
    for (Table<?> table : Tables.ALL) {
      List<SqlResult.Column> view =
          run("SELECT * FROM " + table.name() + "_typed LIMIT 0").columns();
      assertThat(view).contains(new SqlResult.Column("snapshot_day", "date"));
      for (Column<?> column : table.columns()) {
        assertThat(view).contains(new SqlResult.Column(column.name(), type(column.type())));
      }
    }
  }

  @Test
  void readAnEmptyFieldAsNull() {
    SqlResult result =
        run(
            "SELECT song_name, popularity, explicit, added_at, album_id, isrc FROM songs_typed"
                + " WHERE song_id = 's4' AND snapshot_date = '2026-03-02'");
    assertThat(
            SampleLakeEngine.text(
                result, "song_name", "popularity", "explicit", "added_at", "isrc"))
        .containsExactly("Song s4 null null null null");
  }

  @Test
  void readOnlyThePartitionsOfAConditionOnTheDate() {
    for (String view : List.of("songs_typed", "playlist_songs")) {
      String plan = plan("SELECT count(*) FROM " + view + " WHERE snapshot_date = '2026-03-04'");
      assertThat(plan)
          .contains("snapshot_date:string:PARTITION_KEY\n")
          .containsPattern(
              "table = awsdatacatalog:playlist_lake:songs[^_](.|\n)*?2026-03-04\\]\\]");
    }
  }

  @Test
  void readOnlyThePartitionsOfTheParametersOfASavedQuery() {
    QueryDefinition question =
        QueriesFile.ours()
            .get("explicit_share")
            .with(Map.of("from_date", "2026-03-02", "to_date", "2026-03-04"));
    assertThat(plan(question.sql())).contains("[[2026-03-02], [2026-03-04]]");
    SqlResult all = run(QueriesFile.ours().get("explicit_share").sql());
    assertThat(run(question.sql()).scannedBytes()).isLessThan(all.scannedBytes());
  }

  @Test
  void haveOneRowPerIdWithItsNewestValues() {
    assertThat(
            SampleLakeEngine.text(
                run("SELECT * FROM songs_current ORDER BY song_id"),
                "song_id",
                "popularity",
                "last_seen"))
        .containsExactly(
            "s1 60 2026-03-06",
            "s2 40 2026-03-02",
            "s3 20 2026-03-06",
            "s4 null 2026-03-04",
            "s5 null 2026-03-06",
            "s6 null 2026-03-06",
            "s9 null 2026-03-06");
    assertThat(SampleLakeEngine.text(run("SELECT * FROM artists_current ORDER BY 1"), "artist_id"))
        .containsExactly("A", "B", "C", "Z");
    assertThat(
            SampleLakeEngine.text(
                run("SELECT * FROM albums_current ORDER BY 1"), "album_id", "released_on"))
        .containsExactly("al1 2026-02-10", "al2 null", "al3 2026-03-05");
    assertThat(
            SampleLakeEngine.text(
                run("SELECT * FROM playlists_current ORDER BY 1"), "playlist_id", "last_seen"))
        .containsExactly("one 2026-03-06", "two 2026-03-06");
  }

  @Test
  void excludeIncompleteAndUnfinishedSnapshotsFromPlaylistSongs() {
    assertThat(
            SampleLakeEngine.text(
                run(
                    "SELECT playlist_id, snapshot_date, count(*) AS songs FROM playlist_songs"
                        + " GROUP BY 1, 2 ORDER BY 1, 2"),
                "playlist_id",
                "snapshot_date",
                "songs"))
        .containsExactly(
            "one 2026-03-01 3",
            "one 2026-03-02 3",
            "one 2026-03-04 3",
            "one 2026-03-06 3",
            "two 2026-03-01 2",
            "two 2026-03-06 2");
  }

  private static String type(Column.Type type) {
    return switch (type) {
      case STRING -> "varchar";
      case INTEGER -> "bigint";
      case BOOLEAN -> "boolean";
      case TIMESTAMP -> "timestamp";
    };
  }

  private static String plan(String sql) {
    return String.valueOf(run("EXPLAIN " + sql).rows().getFirst().getFirst());
  }

  private static SqlResult run(String sql) {
    return SampleLakeEngine.shared().run(sql);
  }
}
