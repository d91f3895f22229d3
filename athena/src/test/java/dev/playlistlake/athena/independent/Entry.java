package dev.playlistlake.athena.independent;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// An entry of a playlist in a test: a song, or a reject if it has a `reason`. Immutable.
///
/// @param values columns of `songs` or `rejects`
/// @param credits the artists of a song as `id:name`; both may be empty
/// @param album columns of `albums`; empty for a song without an album
record Entry(Map<String, String> values, List<String> credits, Map<String, String> album) {
  static Entry song(String id, String... credits) {
    return new Entry(Map.of("song_id", id, "song_name", "Song " + id), List.of(credits), Map.of());
  }

  static Entry reject(String reason) {
    return new Entry(Map.of("reason", reason), List.of(), Map.of());
  }

  boolean isReject() {
    return values.containsKey("reason");
  }

  /// This entry with other values of columns, given as names and values in turn.
  Entry with(String... namesAndValues) {
    return new Entry(merge(values, namesAndValues), credits, album);
  }

  Entry credits(String... others) {
    return new Entry(values, List.of(others), album);
  }

  /// This song on an album, with more columns of `albums` as names and values in turn.
  Entry album(String id, String releaseDate, String... namesAndValues) {
    String precision =
        switch (releaseDate.length()) {
          case 10 -> "day";
          case 7 -> "month";
          default -> "year";
        };
    Map<String, String> columns =
        merge(Map.of("album_id", id, "album_name", "Album " + id), namesAndValues);
    if (!releaseDate.isEmpty()) {
      boolean hasYear =
          releaseDate.matches("[0-9]{4}(-[0-9]{2}){0,2}") && !releaseDate.startsWith("0000");
      columns.put("release_date", releaseDate);
      columns.put("release_date_precision", precision);
      columns.put("release_year", hasYear ? Integer.valueOf(releaseDate.substring(0, 4)) + "" : "");
    }
    return new Entry(values, credits, columns).with("album_id", id);
  }

  static Map<String, String> merge(Map<String, String> values, String... namesAndValues) {
    Map<String, String> merged = new LinkedHashMap<>(values);
    for (int i = 0; i < namesAndValues.length; i += 2) {
      merged.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return merged;
  }

  List<String> artistIds() {
    return credits.stream().map(credit -> credit.split(":", -1)[0]).toList();
  }

  List<String> artistNames() {
    List<String> names = new ArrayList<>();
    credits.forEach(credit -> names.add(credit.substring(credit.indexOf(':') + 1)));
    return names;
  }
}
