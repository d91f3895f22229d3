package dev.playlistlake.athena;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Tests the statements that erase playlists from the history tables, and the date of the last
/// byte.
final class HistoryErasureTest {
  @Test
  void athenaDeletesRewritesAndVacuumsEachTable() {
    assertThat(HistoryErasure.onAthena(Set.of("b", "a")))
        .hasSize(24)
        .startsWith(
            "ALTER TABLE song_history SET TBLPROPERTIES ('optimize_rewrite_data_file_threshold' ="
                + " '1', 'optimize_rewrite_delete_file_threshold' = '1',"
                + " 'vacuum_max_snapshot_age_seconds' = '86400')",
            "DELETE FROM song_history WHERE playlist_id IN ('a', 'b')",
            "OPTIMIZE song_history REWRITE DATA USING BIN_PACK",
            "INSERT INTO song_history (snapshot_date, snapshot_day, playlist_id) VALUES"
                + " ('1970-01-01', DATE '1970-01-01', '')",
            "DELETE FROM song_history WHERE snapshot_date = '1970-01-01'",
            "VACUUM song_history",
            "ALTER TABLE song_detail_history SET TBLPROPERTIES"
                + " ('optimize_rewrite_data_file_threshold' = '1',"
                + " 'optimize_rewrite_delete_file_threshold' = '1',"
                + " 'vacuum_max_snapshot_age_seconds' = '86400')")
        .endsWith(
            "DELETE FROM snapshot_history WHERE playlist_id IN ('a', 'b')",
            "OPTIMIZE snapshot_history REWRITE DATA USING BIN_PACK",
            "INSERT INTO snapshot_history (snapshot_date, snapshot_day, playlist_id) VALUES"
                + " ('1970-01-01', DATE '1970-01-01', '')",
            "DELETE FROM snapshot_history WHERE snapshot_date = '1970-01-01'",
            "VACUUM snapshot_history");
  }

  @Test
  void theEngineOnThisMachineAlsoDeletesTheFilesImmediately() {
    assertThat(HistoryErasure.onThisMachine(Set.of("a")))
        .hasSize(28)
        .startsWith(
            "DELETE FROM song_history WHERE playlist_id IN ('a')",
            "ALTER TABLE song_history EXECUTE optimize",
            "INSERT INTO song_history (snapshot_date, snapshot_day, playlist_id) VALUES"
                + " ('1970-01-01', DATE '1970-01-01', '')",
            "DELETE FROM song_history WHERE snapshot_date = '1970-01-01'",
            "ALTER TABLE song_history EXECUTE optimize_manifests",
            "ALTER TABLE song_history EXECUTE expire_snapshots(retention_threshold => '0s')",
            "ALTER TABLE song_history EXECUTE remove_orphan_files(retention_threshold => '0s')");
  }

  @Test
  void noPlaylistMeansEveryRow() {
    assertThat(HistoryErasure.onAthena(Set.of())).contains("DELETE FROM credit_history");
    assertThat(HistoryErasure.onThisMachine(Set.of())).contains("DELETE FROM credit_history");
  }

  @Test
  void quotesIds() {
    assertThat(HistoryErasure.onAthena(new TreeSet<>(Set.of("it's", "' OR '1' = '1"))))
        .contains("DELETE FROM credit_history WHERE playlist_id IN (''' OR ''1'' = ''1', 'it''s')");
  }

  @Test
  void athenaMustRunAStatementAgainThatDidOnlyAPart() {
    assertThat(again("ICEBERG_VACUUM_MORE_RUNS_NEEDED: Removed 1000 files in this round of vacuum"))
        .isTrue();
    assertThat(again("ICEBERG_OPTIMIZE_MORE_RUNS_NEEDED: Optimize operation timed out")).isTrue();
    assertThat(again("ICEBERG_COMMIT_ERROR: Failed to commit")).isFalse();
  }

  private static boolean again(String message) {
    return HistoryErasure.mustRunAgain(SqlException.of(message, null));
  }

  /// 29 November 2026 is a Sunday.
  @ParameterizedTest
  @CsvSource({
    "2026-11-26T09:00:00Z, 2026-12-07",
    "2026-11-28T03:40:00Z, 2026-12-07",
    "2026-11-28T03:40:01Z, 2026-12-14",
    "2026-11-29T03:40:00Z, 2026-12-14",
    "2026-11-29T23:59:59Z, 2026-12-14",
    "2026-12-05T00:00:00Z, 2026-12-14",
  })
  void theLastByteIsErasedAfterTheNextWeeklyVacuum(Instant erased, LocalDate date) {
    assertThat(HistoryErasure.erasedOn(erased)).isEqualTo(date);
  }
}
