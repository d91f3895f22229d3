package dev.playlistlake.athena;

import java.util.List;
import java.util.stream.Collectors;

/// `song_history`: the songs of all snapshots in Parquet under Iceberg, for the questions that read
/// years. The statements that fill it stand in `queries.sql`.
final class HistoryTable {
  static final String NAME = "song_history";

  /// Name and type, in order.
  static final List<Answer.Column> COLUMNS =
      List.of(
          new Answer.Column("snapshot_date", "varchar"),
          new Answer.Column("snapshot_day", "date"),
          new Answer.Column("playlist_id", "varchar"),
          new Answer.Column("song_id", "varchar"),
          new Answer.Column("song_name", "varchar"),
          new Answer.Column("artist_names", "varchar"),
          new Answer.Column("album_id", "varchar"),
          new Answer.Column("position", "bigint"),
          new Answer.Column("occurrences", "bigint"),
          new Answer.Column("added_at", "timestamp(6)"),
          new Answer.Column("added_by", "varchar"),
          new Answer.Column("duration_ms", "bigint"),
          new Answer.Column("explicit", "boolean"),
          new Answer.Column("popularity", "bigint"),
          new Answer.Column("isrc", "varchar"),
          new Answer.Column("is_complete", "boolean"));

  private HistoryTable() {}

  /// Trino's form, in the catalog and schema given, with its files at `location`.
  static String trino(String place, String location) {
    String columns =
        COLUMNS.stream()
            .map(column -> column.name() + " " + column.type())
            .collect(Collectors.joining(", "));
    return "CREATE TABLE %s.%s (%s) WITH (%s, location = '%s')"
        .formatted(
            place,
            NAME,
            columns,
            "format = 'PARQUET', partitioning = ARRAY['month(snapshot_day)']",
            location);
  }

  /// The part of `queries.sql` that makes it.
  static String section() {
    return """

    -- name: song_history_create
    -- Makes the history table, once; put your processed bucket in its place. A row is one song of one snapshot, as in songs.
    %s;

    """
        .formatted(athena("s3://PROCESSED_BUCKET/song_history/"));
  }

  /// Athena's form, in the current database.
  static String athena(String location) {
    String columns =
        COLUMNS.stream()
            .map(column -> "  " + column.name() + " " + hive(column.type()))
            .collect(Collectors.joining(",\n"));
    return """
    CREATE TABLE IF NOT EXISTS %s (
    %s
    )
    PARTITIONED BY (month(snapshot_day))
    LOCATION '%s'
    TBLPROPERTIES ('table_type' = 'ICEBERG', 'format' = 'parquet')\
    """
        .formatted(NAME, columns, location);
  }

  private static String hive(String type) {
    return switch (type) {
      case "varchar" -> "string";
      case "timestamp(6)" -> "timestamp";
      default -> type;
    };
  }
}
