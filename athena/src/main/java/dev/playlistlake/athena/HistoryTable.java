package dev.playlistlake.athena;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One of the four Iceberg tables that hold the rows of all snapshots in Parquet. They make queries
/// over years fast. A generated section of `queries.sql` has the statements that create and fill
/// them, [HistoryUpkeep] has the statements that keep them small, and [HistoryErasure] has those
/// that erase playlists. [LocalAthena] creates the tables on this machine, and the template creates
/// them on AWS. Immutable.
///
/// The columns of a table never change, because an update by CloudFormation can damage an Iceberg
/// table, and Athena has no `ADD COLUMNS` that may run twice. More columns need another table.
///
/// The tables have no partitions, because CloudFormation cannot create a partitioned Iceberg table.
/// They need none. Each merge writes files of a few days, and Iceberg's metadata contains the days
/// of each file.
///
/// @param comment describes a row, in one line
/// @param columns the columns in order; the first three are `snapshot_date`, `snapshot_day` and
///   `playlist_id`
/// @param keys the columns that identify a row within a day
/// @param source the clauses `FROM` and `WHERE` of the query that returns the rows of the lake;
///   they may read `parameters` and `taken` of the merge
record HistoryTable(
    String name, String comment, List<Column> columns, List<String> keys, String source) {
  private static final int WIDTH = 100;

  static final HistoryTable SONGS =
      new HistoryTable(
          "song_history",
          "A row is one song of one snapshot, as in songs.",
          List.of(
              column("s.snapshot_date", "varchar"),
              column("s.snapshot_day", "date"),
              column("s.playlist_id", "varchar"),
              column("s.song_id", "varchar"),
              column("s.song_name", "varchar"),
              column("s.artist_names", "varchar"),
              column("s.album_id", "varchar"),
              column("s.position", "bigint"),
              column("s.occurrences", "bigint"),
              column("s.added_at", "timestamp(6)"),
              column("s.added_by", "varchar"),
              column("s.duration_ms", "bigint"),
              column("s.explicit", "boolean"),
              column("s.popularity", "bigint"),
              column("s.isrc", "varchar"),
              new Column(
                  "is_complete",
                  "boolean",
                  "coalesce(l.items_declared IS NULL OR l.items_read >= l.items_declared, false)")),
          List.of("playlist_id", "song_id"),
          """
          FROM songs_typed s
          CROSS JOIN parameters p
          JOIN playlists_typed l
            ON l.playlist_id = s.playlist_id AND l.snapshot_date = s.snapshot_date
          WHERE s.snapshot_date BETWEEN p.from_date AND p.to_date
            AND l.snapshot_date BETWEEN p.from_date AND p.to_date
          """);

  static final HistoryTable SONG_DETAILS =
      new HistoryTable(
          "song_detail_history",
          "A row is one song of one snapshot, with further columns of songs and those of its"
              + " album.",
          List.of(
              column("s.snapshot_date", "varchar"),
              column("s.snapshot_day", "date"),
              column("s.playlist_id", "varchar"),
              column("s.song_id", "varchar"),
              column("s.artist_id", "varchar"),
              column("s.artist_count", "bigint"),
              column("s.linked_from_id", "varchar"),
              column("s.is_playable", "boolean"),
              column("a.album_name", "varchar"),
              column("a.album_type", "varchar"),
              column("a.release_date", "varchar"),
              column("a.release_year", "bigint")),
          List.of("playlist_id", "song_id"),
          """
          FROM songs_typed s
          CROSS JOIN parameters p
          JOIN taken t ON t.playlist_id = s.playlist_id AND t.snapshot_date = s.snapshot_date
          LEFT JOIN (
            SELECT d.playlist_id, d.snapshot_date, d.album_id, d.album_name, d.album_type,
              d.release_date, d.release_year
            FROM albums_typed d
            CROSS JOIN parameters q
            WHERE d.snapshot_date BETWEEN q.from_date AND q.to_date
          ) a
            ON a.playlist_id = s.playlist_id AND a.snapshot_date = s.snapshot_date
            AND a.album_id = s.album_id
          WHERE s.snapshot_date BETWEEN p.from_date AND p.to_date
          """);

  static final HistoryTable CREDITS =
      new HistoryTable(
          "credit_history",
          "A row is one credit of a song of one snapshot, as in song_artists, with the artist's"
              + " name.",
          List.of(
              column("s.snapshot_date", "varchar"),
              column("s.snapshot_day", "date"),
              column("s.playlist_id", "varchar"),
              column("s.song_id", "varchar"),
              column("s.artist_position", "bigint"),
              column("s.artist_id", "varchar"),
              column("a.artist_name", "varchar")),
          List.of("playlist_id", "song_id", "artist_position"),
          """
          FROM song_artists_typed s
          CROSS JOIN parameters p
          JOIN taken t ON t.playlist_id = s.playlist_id AND t.snapshot_date = s.snapshot_date
          LEFT JOIN (
            SELECT d.playlist_id, d.snapshot_date, d.artist_id, d.artist_name
            FROM artists_typed d
            CROSS JOIN parameters q
            WHERE d.snapshot_date BETWEEN q.from_date AND q.to_date
          ) a
            ON a.playlist_id = s.playlist_id AND a.snapshot_date = s.snapshot_date
            AND a.artist_id = s.artist_id
          WHERE s.snapshot_date BETWEEN p.from_date AND p.to_date
          """);

  static final HistoryTable SNAPSHOTS =
      new HistoryTable(
          "snapshot_history",
          "A row is one snapshot of one playlist, as in playlists.",
          List.of(
              column("s.snapshot_date", "varchar"),
              column("s.snapshot_day", "date"),
              column("s.playlist_id", "varchar"),
              column("s.playlist_name", "varchar"),
              column("s.owner_id", "varchar"),
              column("s.owner_name", "varchar"),
              column("s.spotify_snapshot_id", "varchar"),
              column("s.items_read", "bigint"),
              column("s.items_declared", "bigint"),
              column("s.songs", "bigint"),
              column("s.duplicates", "bigint"),
              column("s.rejects", "bigint"),
              column("s.unreadable", "bigint"),
              column("s.followers", "bigint"),
              column("s.extracted_at", "timestamp(6)")),
          List.of("playlist_id"),
          """
          FROM playlists_typed s
          CROSS JOIN parameters p
          WHERE s.snapshot_date BETWEEN p.from_date AND p.to_date
          """);

  /// All history tables, in the order in which they are created.
  static final List<HistoryTable> ALL = List.of(SONGS, SONG_DETAILS, CREDITS, SNAPSHOTS);

  /// A column of a history table.
  ///
  /// @param type Trino's name of the type
  /// @param expression the value in the query of [#source]
  record Column(String name, String type, String expression) {}

  private static Column column(String expression, String type) {
    return new Column(expression.substring(expression.indexOf('.') + 1), type, expression);
  }

  /// The name of the table's folder in the folder of a lake. Each table has a folder of its own,
  /// because the removal of orphaned files deletes all other files in it.
  String folder() {
    return name.equals("song_history") ? "history" : name;
  }

  /// The section of `queries.sql` with the statements that create and fill the tables.
  static String section() {
    return ALL.stream()
        .map(
            table ->
                """

                -- name: %1$s_create
                -- Creates the table %1$s. Run it once, with the name of your processed bucket in place of PROCESSED_BUCKET. %2$s
                %3$s;

                -- name: %1$s_merge
                -- Updates the table %1$s with the snapshots of the last seven days. Adds their rows, updates changed rows, and deletes rows that a repeated snapshot no longer has. Unchanged input changes no row, and snapshots that were deleted from the lake stay in the table. To choose other days, set from_date and to_date.
                %4$s;
                """
                    .formatted(
                        table.name,
                        table.comment,
                        table.createOnAthena("s3://PROCESSED_BUCKET/" + table.name + "/"),
                        table.merge()))
        .collect(Collectors.joining("", "", "\n"));
  }

  /// The `CREATE TABLE` statement in Trino's dialect.
  ///
  /// @param schema the name with its catalog
  String createOnTrino(String schema, String location) {
    return "CREATE TABLE %s.%s (%s) WITH (format = 'PARQUET', location = '%s')"
        .formatted(
            schema,
            name,
            columns.stream()
                .map(column -> column.name() + " " + column.type())
                .collect(Collectors.joining(", ")),
            location);
  }

  /// The `CREATE TABLE` statement in Athena's dialect, in the current database.
  String createOnAthena(String location) {
    return """
    CREATE TABLE IF NOT EXISTS %s (
    %s
    )
    LOCATION '%s'
    TBLPROPERTIES ('table_type' = 'ICEBERG', 'format' = 'parquet')\
    """
        .formatted(
            name,
            columns.stream()
                .map(column -> "  " + column.name() + " " + athenaType(column.type()))
                .collect(Collectors.joining(",\n")),
            location);
  }

  /// Athena's name of a type in an Iceberg table.
  static String athenaType(String type) {
    return switch (type) {
      case "varchar" -> "string";
      case "timestamp(6)" -> "timestamp";
      default -> type;
    };
  }

  /// The statement that updates the table from the lake. Athena's `MERGE` has no clause for rows
  /// that the source lacks. So the source is a `FULL OUTER JOIN`, in which they are marked.
  String merge() {
    List<String> names = columns.stream().map(Column::name).toList();
    List<String> ids =
        Stream.concat(Stream.of("snapshot_date", "snapshot_day"), keys.stream()).toList();
    List<String> values = names.stream().filter(name -> !ids.contains(name)).toList();
    return String.join(
        "\n",
        "MERGE INTO " + name + " h",
        "USING (",
        "  WITH",
        "  parameters AS (",
        "    SELECT",
        "      date_format(current_date - INTERVAL '7' DAY, '%Y-%m-%d') AS from_date,",
        "      '9999-12-31' AS to_date",
        "  ),",
        "  taken AS (",
        "    SELECT t.playlist_id, t.snapshot_date",
        "    FROM playlists_typed t",
        "    CROSS JOIN parameters p",
        "    WHERE t.snapshot_date BETWEEN p.from_date AND p.to_date",
        "  ),",
        "  fresh AS (",
        lines("    ", "SELECT ", columns.stream().map(HistoryTable::selected)),
        source.indent(4).stripTrailing(),
        "  ),",
        "  kept AS (",
        lines("    ", "SELECT ", ids.stream().map("k."::concat)),
        "    FROM " + name + " k",
        "    CROSS JOIN parameters p",
        "    JOIN taken t ON t.playlist_id = k.playlist_id AND t.snapshot_date = k.snapshot_date",
        "    WHERE k.snapshot_date BETWEEN p.from_date AND p.to_date",
        "  )",
        "  SELECT",
        ids.stream()
                .map("    coalesce(f.%1$s, k.%1$s) AS %1$s,\n"::formatted)
                .collect(Collectors.joining())
            + "    f.playlist_id IS NULL AS is_gone,",
        lines("    ", "", values.stream().map("f."::concat)),
        "  FROM fresh f",
        "  FULL OUTER JOIN kept k",
        "    ON k.snapshot_date = f.snapshot_date" + equal("\n    AND ", "k", "f"),
        ") n",
        "ON h.snapshot_day = n.snapshot_day AND h.snapshot_date = n.snapshot_date"
            + equal("\n  AND ", "h", "n"),
        "WHEN MATCHED AND n.is_gone THEN DELETE",
        "WHEN MATCHED AND (",
        values.stream()
            .map("h.%1$s IS DISTINCT FROM n.%1$s"::formatted)
            .collect(Collectors.joining("\n  OR ", "  ", "")),
        ") THEN UPDATE SET",
        values.stream().map("  %1$s = n.%1$s"::formatted).collect(Collectors.joining(",\n")),
        "WHEN NOT MATCHED AND NOT n.is_gone THEN INSERT (",
        lines("  ", "", names.stream()),
        ") VALUES (",
        lines("  ", "", names.stream().map("n."::concat)),
        ")");
  }

  private String equal(String and, String left, String right) {
    return keys.stream()
        .map(key -> "%s%s.%s = %s.%s".formatted(and, left, key, right, key))
        .collect(Collectors.joining());
  }

  private static String selected(Column column) {
    return column.expression().endsWith("." + column.name())
        ? column.expression()
        : column.expression() + " AS " + column.name();
  }

  /// Joins elements by commas, in indented lines of limited width.
  private static String lines(String indent, String start, Stream<String> elements) {
    StringBuilder text = new StringBuilder(indent).append(start);
    int used = text.length();
    String separator = "";
    for (String element : elements.toList()) {
      if (!separator.isEmpty() && used + separator.length() + 1 + element.length() >= WIDTH) {
        text.append(",\n").append(indent).append(start.isEmpty() ? "" : "  ");
        used = indent.length() + 2;
      } else {
        text.append(separator);
        used += separator.length();
      }
      text.append(element);
      used += element.length();
      separator = ", ";
    }
    return text.toString();
  }
}
