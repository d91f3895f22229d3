package dev.playlistlake.athena;

import java.util.List;
import java.util.stream.Collectors;

/// The Iceberg table `song_history`, which holds the songs of all snapshots in Parquet. It makes
/// queries over years fast. `queries.sql` has the statements that fill it. [LocalAthena] creates it
/// from here, and the generated parts of `queries.sql` and of the template come from here.
///
/// The table has no partitions, because CloudFormation cannot create a partitioned Iceberg table.
/// It needs none. Each merge writes files of a few days, and Iceberg's metadata contains the days
/// of each file.
final class HistoryTable {
  static final String NAME = "song_history";

  /// The columns in order, with Trino's types.
  static final List<SqlResult.Column> COLUMNS =
      List.of(
          new SqlResult.Column("snapshot_date", "varchar"),
          new SqlResult.Column("snapshot_day", "date"),
          new SqlResult.Column("playlist_id", "varchar"),
          new SqlResult.Column("song_id", "varchar"),
          new SqlResult.Column("song_name", "varchar"),
          new SqlResult.Column("artist_names", "varchar"),
          new SqlResult.Column("album_id", "varchar"),
          new SqlResult.Column("position", "bigint"),
          new SqlResult.Column("occurrences", "bigint"),
          new SqlResult.Column("added_at", "timestamp(6)"),
          new SqlResult.Column("added_by", "varchar"),
          new SqlResult.Column("duration_ms", "bigint"),
          new SqlResult.Column("explicit", "boolean"),
          new SqlResult.Column("popularity", "bigint"),
          new SqlResult.Column("isrc", "varchar"),
          new SqlResult.Column("is_complete", "boolean"));

  private HistoryTable() {}

  /// The `CREATE TABLE` statement in Trino's dialect.
  ///
  /// @param schema the name with its catalog
  static String ddlForTrino(String schema, String location) {
    String columns =
        COLUMNS.stream()
            .map(column -> column.name() + " " + column.type())
            .collect(Collectors.joining(", "));
    return "CREATE TABLE %s.%s (%s) WITH (%s, location = '%s')"
        .formatted(schema, NAME, columns, "format = 'PARQUET'", location);
  }

  /// The section of `queries.sql` with the statement that creates the table.
  static String section() {
    return """

    -- name: song_history_create
    -- Creates the history table. Run it once, with the name of your processed bucket in place of PROCESSED_BUCKET. A row is one song of one snapshot, as in songs.
    %s;

    """
        .formatted(ddlForAthena("s3://PROCESSED_BUCKET/song_history/"));
  }

  /// The `CREATE TABLE` statement in Athena's dialect, in the current database.
  static String ddlForAthena(String location) {
    String columns =
        COLUMNS.stream()
            .map(column -> "  " + column.name() + " " + athenaType(column.type()))
            .collect(Collectors.joining(",\n"));
    return """
    CREATE TABLE IF NOT EXISTS %s (
    %s
    )
    LOCATION '%s'
    TBLPROPERTIES ('table_type' = 'ICEBERG', 'format' = 'parquet')\
    """
        .formatted(NAME, columns, location);
  }

  /// Athena's name of a type in an Iceberg table.
  static String athenaType(String type) {
    return switch (type) {
      case "varchar" -> "string";
      case "timestamp(6)" -> "timestamp";
      default -> type;
    };
  }
}
