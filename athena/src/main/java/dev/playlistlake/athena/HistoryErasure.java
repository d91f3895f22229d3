package dev.playlistlake.athena;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The statements that erase the rows of playlists from the four history tables, and the date from
/// which nobody can read them. `purge` uses it. Needs no library of the engine. Stateless.
///
/// After a `DELETE`, the rows are still in the data files ([HistoryUpkeep]).
public final class HistoryErasure {
  /// The names of the history tables. They are also the names of their folders in the processed
  /// bucket.
  public static final List<String> TABLES =
      HistoryTable.ALL.stream().map(HistoryTable::name).toList();

  /// The names of the folders of the history tables in the folder of a lake. They contain no other
  /// files.
  public static final List<String> FOLDERS =
      HistoryTable.ALL.stream().map(HistoryTable::folder).toList();

  /// Identifies a row that is written and deleted again. Its day is older than every retention, so
  /// that the weekly expiry deletes it if the second statement does not run.
  private static final String EPOCH = "1970-01-01";

  private HistoryErasure() {}

  /// The statements for Athena, in order. Each of them may run again. If [#mustRunAgain] is true
  /// for the error of a statement, run the same statement again before the next one.
  ///
  /// The versions of the table that still have the rows are younger than a day, so the last
  /// `VACUUM` here removes only earlier ones. The weekly `VACUUM` of the template removes them
  /// ([#erasedOn]).
  ///
  /// @param playlistIds the playlists whose rows are erased; empty for all rows
  public static List<String> onAthena(Set<String> playlistIds) {
    List<String> statements = new ArrayList<>();
    for (HistoryTable table : HistoryTable.ALL) {
      statements.add(HistoryUpkeep.PROPERTIES.sql(table, ""));
      statements.add(delete(table, playlistIds));
      statements.add(HistoryUpkeep.COMPACTION.sql(table, ""));
      statements.addAll(commit(table));
      statements.add(HistoryUpkeep.VACUUM.sql(table, ""));
    }
    return List.copyOf(statements);
  }

  /// The statements for [LocalAthena], in order. Afterwards no file in [#FOLDERS] contains the
  /// rows.
  ///
  /// @param playlistIds the playlists whose rows are erased; empty for all rows
  public static List<String> onThisMachine(Set<String> playlistIds) {
    List<String> statements = new ArrayList<>();
    for (HistoryTable table : HistoryTable.ALL) {
      String change = "ALTER TABLE " + table.name() + " EXECUTE ";
      statements.add(delete(table, playlistIds));
      statements.add(change + "optimize");
      statements.addAll(commit(table));
      statements.add(change + "optimize_manifests");
      statements.add(change + "expire_snapshots(retention_threshold => '0s')");
      statements.add(change + "remove_orphan_files(retention_threshold => '0s')");
    }
    return List.copyOf(statements);
  }

  /// Whether a statement failed only because it did a part of its work. Athena ends `OPTIMIZE` and
  /// `VACUUM` in this way if there is too much to do for one run.
  public static boolean mustRunAgain(SqlException failed) {
    String message = String.valueOf(failed.getMessage());
    return message.contains("ICEBERG_OPTIMIZE_MORE_RUNS_NEEDED")
        || message.contains("ICEBERG_VACUUM_MORE_RUNS_NEEDED");
  }

  /// The date, in UTC, at whose begin the last version of the last file with the rows has expired,
  /// on AWS.
  ///
  /// The first scheduled `VACUUM` that is at least a day later deletes the files. The bucket keeps
  /// their versions for seven days more, and S3 rounds the end up to the next midnight.
  /// https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html
  ///
  /// @param erased the time at which the last statement of [#onAthena] ended
  public static LocalDate erasedOn(Instant erased) {
    LocalDateTime old =
        LocalDateTime.ofInstant(erased.plus(HistoryUpkeep.SNAPSHOT_AGE), ZoneOffset.UTC);
    LocalDate day = old.toLocalDate().with(TemporalAdjusters.nextOrSame(HistoryUpkeep.DAY));
    if (old.isAfter(day.atTime(HistoryUpkeep.VACUUM.time()))) {
      day = day.plusWeeks(1);
    }
    return day.plusDays(HistoryUpkeep.NONCURRENT_DAYS + 1L);
  }

  /// Two statements that change the table and leave its rows as they were. Files that a version of
  /// the table stopped using are deleted together with that version, and the current version is
  /// never deleted. So without a later change, the files with the erased rows would stay.
  private static List<String> commit(HistoryTable table) {
    return List.of(
        "INSERT INTO %s (snapshot_date, snapshot_day, playlist_id) VALUES ('%2$s', DATE '%2$s', '')"
            .formatted(table.name(), EPOCH),
        "DELETE FROM %s WHERE snapshot_date = '%s'".formatted(table.name(), EPOCH));
  }

  private static String delete(HistoryTable table, Set<String> playlistIds) {
    String delete = "DELETE FROM " + table.name();
    return playlistIds.isEmpty()
        ? delete
        : delete + " WHERE " + SqlText.in("playlist_id", playlistIds);
  }
}
