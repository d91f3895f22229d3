package dev.playlistlake.athena.independent;

import dev.playlistlake.model.Column;
import dev.playlistlake.model.Table;
import dev.playlistlake.model.Tables;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The rules of the lake for the rows of one table: types, ids and values.
final class RowRules {
  private static final Set<String> REASONS =
      Set.of("malformed", "unavailable", "local_file", "episode", "missing_id");
  private static final Pattern DATE = Pattern.compile("([0-9]{4})(-[0-9]{2}){0,2}");

  /// Columns that have a value in each row.
  private static final Set<String> REQUIRED =
      Set.of(
          "songs.position",
          "songs.occurrences",
          "songs.artist_count",
          "albums.songs_on_playlist",
          "artists.songs_on_playlist",
          "song_artists.artist_position",
          "rejects.position",
          "playlists.extracted_at",
          "playlists.items_read",
          "playlists.songs",
          "playlists.duplicates",
          "playlists.rejects",
          "playlists.albums",
          "playlists.artists",
          "playlists.total_duration_ms",
          "playlists.explicit_songs",
          "playlists.unreadable");

  /// The ids that each row has.
  private static final Map<String, List<String>> IDS =
      Map.of(
          "songs", List.of("song_id"),
          "albums", List.of("album_id"),
          "artists", List.of("artist_id"),
          "song_artists", List.of("song_id", "artist_id"),
          "rejects", List.of(),
          "playlists", List.of("raw_key"));

  /// The last column that each file has. Later columns are missing in older files.
  private static final Map<String, String> LAST =
      Map.of(
          "songs", "song_url",
          "albums", "image_url",
          "artists", "artist_url",
          "rejects", "detail");

  private RowRules() {}

  /// Adds how many rows of a snapshot violate each rule.
  ///
  /// @param tables the rows of the snapshot by table
  static void check(Map<String, List<TableRow>> tables, Map<String, Long> broken) {
    Tables.ALL.forEach(table -> inRows(table, tables.get(table.name()), broken));
    inSongs(tables.get("songs"), broken);
    inOtherTables(tables, broken);
  }

  static long count(List<TableRow> rows, Predicate<TableRow> broken) {
    return rows.stream().filter(broken).count();
  }

  /// How often ids occur again.
  static long repeated(List<?> ids) {
    return ids.size() - ids.stream().distinct().count();
  }

  /// Types and missing values.
  private static void inRows(Table<?> table, List<TableRow> rows, Map<String, Long> broken) {
    String name = table.name();
    broken.put(
        name + ".playlist_id is not the name of the file",
        count(rows, row -> !row.snapshot().playlist().equals(row.text("playlist_id"))));
    for (Column<?> column : table.columns()) {
      broken.put(
          name + "." + column.name() + " is not " + type(column),
          count(
              rows,
              row -> {
                String text = row.values().get(column.name());
                boolean empty = text == null || text.isEmpty();
                boolean required = REQUIRED.contains(name + "." + column.name());
                // Older files don't have the column unreadable.
                boolean mayBeEmpty =
                    !required || (column.name().equals("unreadable") && text == null);
                return empty ? !mayBeEmpty : !isOfType(column, row);
              }));
    }
    for (String id : Objects.requireNonNull(IDS.get(name))) {
      broken.put(name + "." + id + " is empty", count(rows, row -> row.text(id) == null));
    }
    String last = LAST.get(name);
    if (last != null) {
      broken.put(
          name + "." + last + " is missing in the row",
          count(rows, row -> !row.values().containsKey(last)));
    }
    String key =
        switch (name) {
          case "songs" -> "song_id";
          case "albums" -> "album_id";
          case "artists" -> "artist_id";
          case "playlists" -> "playlist_id";
          default -> "";
        };
    if (!key.isEmpty()) {
      broken.put(
          name + "." + key + " occurs twice",
          repeated(rows.stream().map(row -> row.values().getOrDefault(key, "")).toList()));
    }
  }

  private static String type(Column<?> column) {
    return switch (column.type()) {
      case STRING -> "text";
      case INTEGER -> "a whole number";
      case BOOLEAN -> "true or false";
      case TIMESTAMP -> "a time";
    };
  }

  private static boolean isOfType(Column<?> column, TableRow row) {
    return switch (column.type()) {
      case STRING -> true;
      case INTEGER -> row.number(column.name()) != null;
      case BOOLEAN -> row.flag(column.name()) != null;
      case TIMESTAMP -> row.time(column.name()) != null;
    };
  }

  static long orZero(TableRow row, String column) {
    return Objects.requireNonNullElse(row.number(column), 0L);
  }

  private static void inSongs(List<TableRow> songs, Map<String, Long> broken) {
    broken.put(
        "songs.occurrences is less than 1",
        count(
            songs, song -> song.number("occurrences") != null && orZero(song, "occurrences") < 1));
    broken.put(
        "songs.artist_names has fewer names than artist_count",
        count(
            songs,
            song ->
                song.values().getOrDefault("artist_names", "").split("; ", -1).length
                    < orZero(song, "artist_count")));
    broken.put(
        "songs.artist_names is not empty without artists",
        count(
            songs,
            song ->
                song.text("artist_names") != null
                    && song.number("artist_count") != null
                    && orZero(song, "artist_count") < 1));
  }

  private static void inOtherTables(Map<String, List<TableRow>> tables, Map<String, Long> broken) {
    broken.put(
        "albums.release_year is not the year of release_date",
        count(
            tables.get("albums"),
            album -> {
              Matcher date =
                  DATE.matcher(Objects.requireNonNullElse(album.text("release_date"), ""));
              long year = date.matches() ? Long.parseLong(date.group(1)) : 0;
              return orZero(album, "release_year") != year;
            }));
    broken.put(
        "song_artists.artist_position is less than 1",
        count(
            tables.get("song_artists"),
            credit ->
                credit.number("artist_position") != null && orZero(credit, "artist_position") < 1));
    List<TableRow> rejects = tables.get("rejects");
    broken.put(
        "rejects.reason is unknown",
        count(
            rejects, row -> !REASONS.contains(Objects.requireNonNullElse(row.text("reason"), ""))));
    broken.put(
        "rejects.detail is not the path of a malformed entry",
        count(
            rejects,
            row -> "malformed".equals(row.text("reason")) != (row.text("detail") != null)));
  }
}
