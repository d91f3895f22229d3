package dev.playlistlake.athena.independent;

import dev.playlistlake.model.Column;
import dev.playlistlake.model.Table;
import dev.playlistlake.model.Tables;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/// The views of the tables, of the snapshots and of the newest values.
record SnapshotViews(Snapshots snapshots) {

  /// The view of a table with typed columns.
  List<Row> typed(Table<?> table) {
    return snapshots.lake().rows(table.name()).stream().map(row -> typed(table, row)).toList();
  }

  private static Row typed(Table<?> table, TableRow row) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("snapshot_date", row.snapshot().date());
    values.put("snapshot_day", row.snapshot().day());
    for (Column<?> column : table.columns()) {
      values.put(column.name(), value(column, row));
      if (table.equals(Tables.ALBUMS) && column.name().equals("release_date")) {
        values.put("released_on", row.releasedOn());
      }
    }
    return new Row(values);
  }

  private static Object value(Column<?> column, TableRow row) {
    return switch (column.type()) {
      case STRING -> row.text(column.name());
      case INTEGER -> row.number(column.name());
      case BOOLEAN -> row.flag(column.name());
      case TIMESTAMP -> row.time(column.name());
    };
  }

  List<Row> snapshotTroubles() {
    return snapshots.troubles().entrySet().stream()
        .map(
            entry -> {
              Snapshot snapshot = entry.getKey();
              TableRow row = snapshots.summary(snapshot);
              Row result =
                  Row.of("snapshot_date", snapshot.date(), "snapshot_day", snapshot.day())
                      .and("playlist_id", snapshot.playlist())
                      .and("playlist_name", row == null ? null : row.text("playlist_name"))
                      .and("extracted_at", row == null ? null : row.time("extracted_at"));
              for (String count :
                  List.of(
                      "items_declared",
                      "items_read",
                      "songs",
                      "duplicates",
                      "rejects",
                      "albums",
                      "artists",
                      "total_duration_ms",
                      "explicit_songs",
                      "unreadable")) {
                result = result.and(count, row == null ? null : row.number(count));
              }
              List<String> troubles = entry.getValue();
              return result
                  .and("troubles", troubles.isEmpty() ? null : String.join(", ", troubles))
                  .and("newest_name", row == null ? null : snapshots.name(snapshot.playlist()));
            })
        .toList();
  }

  List<Row> completeSnapshots() {
    return snapshots.complete().stream()
        .map(
            snapshot -> {
              TableRow row = snapshots.summary(snapshot);
              return Row.of("snapshot_date", snapshot.date(), "snapshot_day", snapshot.day())
                  .and("playlist_id", snapshot.playlist())
                  .and("playlist_name", row.text("playlist_name"))
                  .and("songs", row.number("songs"))
                  .and("extracted_at", row.time("extracted_at"))
                  .and("snapshot_number", snapshots.number(snapshot))
                  .and("previous_date", snapshots.previousDate(snapshot))
                  .and("is_latest", snapshots.isLatest(snapshot))
                  .and("newest_name", snapshots.name(snapshot.playlist()));
            })
        .toList();
  }

  List<Row> playlistsCurrent() {
    return snapshots.newestSummaries().entrySet().stream()
        .map(
            entry -> {
              TableRow row = entry.getValue();
              return Row.of("playlist_id", entry.getKey())
                  .and("playlist_name", snapshots.name(entry.getKey()))
                  .and("description", row.text("description"))
                  .and("owner_id", row.text("owner_id"), "owner_name", row.text("owner_name"))
                  .and("is_public", row.flag("is_public"))
                  .and("is_collaborative", row.flag("is_collaborative"))
                  .and("followers", row.number("followers"), "songs", row.number("songs"))
                  .and("total_duration_ms", row.number("total_duration_ms"))
                  .and("playlist_url", row.text("playlist_url"))
                  .and("extracted_at", row.time("extracted_at"))
                  .and("last_seen", row.snapshot().date(), "image_url", row.text("image_url"));
            })
        .toList();
  }

  List<Row> latestSnapshots() {
    return snapshots.latest().stream()
        .map(
            latest -> {
              TableRow row = snapshots.summary(latest.snapshot());
              return Row.of("playlist_id", latest.snapshot().playlist())
                  .and("playlist_name", latest.name())
                  .and("snapshot_date", latest.snapshot().date())
                  .and("snapshot_day", latest.snapshot().day())
                  .and("previous_date", latest.previousDate())
                  .and("songs", row.number("songs"), "extracted_at", row.time("extracted_at"))
                  .and("days_old", latest.daysOld(), "days_behind", latest.daysBehind());
            })
        .toList();
  }

  /// The newest row of each id of a table: of the newest date, then of the smallest playlist id.
  List<Row> newest(Table<?> table, String id, String... columns) {
    Map<String, TableRow> newest = new TreeMap<>();
    snapshots.lake().rows(table.name()).stream()
        .sorted(
            Comparator.comparing((TableRow row) -> row.snapshot().date())
                .thenComparing(row -> row.snapshot().playlist(), Comparator.reverseOrder()))
        .forEach(row -> newest.put(row.text(id), row));
    return newest.values().stream()
        .map(
            row -> {
              Row typed = typed(table, row);
              Row result = Row.of(id, row.text(id));
              for (String column : columns) {
                result = result.and(column, typed.get(column));
              }
              return result.and("last_seen", row.snapshot().date());
            })
        .toList();
  }

  /// All views of this class by name.
  Map<String, Function<Parameters, List<Row>>> all() {
    Map<String, Function<Parameters, List<Row>>> all = new LinkedHashMap<>();
    Tables.ALL.forEach(table -> all.put(table.name() + "_typed", _ -> typed(table)));
    all.put("snapshot_troubles", _ -> snapshotTroubles());
    all.put("complete_snapshots", _ -> completeSnapshots());
    all.put("playlists_current", _ -> playlistsCurrent());
    all.put("latest_snapshots", _ -> latestSnapshots());
    all.put(
        "songs_current",
        _ ->
            newest(
                Tables.SONGS,
                "song_id",
                "song_name",
                "artist_id",
                "artist_names",
                "artist_count",
                "album_id",
                "duration_ms",
                "explicit",
                "popularity",
                "isrc",
                "song_url"));
    all.put(
        "albums_current",
        _ ->
            newest(
                Tables.ALBUMS,
                "album_id",
                "album_name",
                "album_type",
                "release_date",
                "released_on",
                "release_year",
                "total_tracks",
                "artist_id",
                "artist_names",
                "album_url",
                "image_url"));
    all.put(
        "artists_current", _ -> newest(Tables.ARTISTS, "artist_id", "artist_name", "artist_url"));
    return all;
  }
}
