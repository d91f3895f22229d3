package dev.playlistlake.athena;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A song of a hand-made lake: whatever is not said is empty.
record HandMade(String id, List<String> artists, Map<String, String> values) {
  static HandMade song(String id, String... artists) {
    return new HandMade(
        id, List.of(artists), Map.of("song_name", "Song " + id, "duration_ms", "180000"));
  }

  HandMade with(String column, String value) {
    Map<String, String> more = new HashMap<>(values);
    more.put(column, value);
    return new HandMade(id, artists, more);
  }

  HandMade popularity(int popularity) {
    return with("popularity", popularity + "");
  }

  HandMade album(String albumId, String releaseDate) {
    return with("album_id", albumId).with("release_date", releaseDate);
  }

  String value(String column) {
    return values.getOrDefault(column, "");
  }

  int occurrences() {
    String said = value("occurrences");
    return said.isEmpty() ? 1 : Integer.parseInt(said);
  }
}
