package dev.playlistlake.athena;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The statements that keep a history table small, in Athena's dialect. The template starts each of
/// them once a week, for each table, in the order of the constants. [HistoryErasure] uses them for
/// the rows of deleted playlists.
///
/// `DELETE` and `MERGE` mark rows as deleted in delete files and leave them in the data files.
/// `OPTIMIZE` writes new data files without them, and `VACUUM` deletes the old files.
/// https://docs.aws.amazon.com/athena/latest/ug/querying-iceberg-data-optimization.html
enum HistoryUpkeep {
  /// Sets the table's properties, so that `OPTIMIZE` rewrites every file with a deleted row, and
  /// `VACUUM` keeps old versions of the table only as long as [#SNAPSHOT_AGE]. It may run again.
  PROPERTIES(LocalTime.of(2, 10)),

  /// Deletes days that are older than the retention.
  EXPIRY(LocalTime.of(2, 40)),

  /// Writes new data files without deleted rows.
  COMPACTION(LocalTime.of(3, 10)),

  /// Deletes the files that no version of the table needs.
  VACUUM(LocalTime.of(3, 40));

  /// The day on which the schedules start the statements, in UTC.
  static final DayOfWeek DAY = DayOfWeek.SUNDAY;

  /// The age at which `VACUUM` removes a version of the table. Running queries may read older
  /// versions for as long. Athena's default is five days.
  static final Duration SNAPSHOT_AGE = Duration.ofDays(1);

  /// The days for which the bucket keeps deleted files of the history tables, as noncurrent
  /// versions.
  static final int NONCURRENT_DAYS = 7;

  /// Athena's defaults rewrite nothing in a group of fewer than five data files, and nothing in a
  /// data file with fewer than two delete files.
  private static final Map<String, String> TABLE_PROPERTIES =
      new TreeMap<>(
          Map.of(
              "optimize_rewrite_data_file_threshold", "1",
              "optimize_rewrite_delete_file_threshold", "1",
              "vacuum_max_snapshot_age_seconds", SNAPSHOT_AGE.toSeconds() + ""));

  private final LocalTime time;

  HistoryUpkeep(LocalTime time) {
    this.time = time;
  }

  /// The time on [#DAY] at which the schedules start the statement, in UTC.
  LocalTime time() {
    return time;
  }

  /// The statement for a table.
  ///
  /// @param retentionDays the number of days that `EXPIRY` keeps; a reference of the template is
  ///   allowed
  String sql(HistoryTable table, String retentionDays) {
    return switch (this) {
      case PROPERTIES ->
          TABLE_PROPERTIES.entrySet().stream()
              .map(property -> "'%s' = '%s'".formatted(property.getKey(), property.getValue()))
              .collect(
                  Collectors.joining(
                      ", ", "ALTER TABLE " + table.name() + " SET TBLPROPERTIES (", ")"));
      case EXPIRY ->
          "DELETE FROM %s WHERE snapshot_day < current_date - INTERVAL '%s' DAY"
              .formatted(table.name(), retentionDays);
      case COMPACTION -> "OPTIMIZE " + table.name() + " REWRITE DATA USING BIN_PACK";
      case VACUUM -> "VACUUM " + table.name();
    };
  }
}
