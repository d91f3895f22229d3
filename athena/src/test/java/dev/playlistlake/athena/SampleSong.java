package dev.playlistlake.athena;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A song for a sample lake. Columns without a value are empty.
record SampleSong(String id, List<String> artists, Map<String, String> values) {
  static SampleSong song(String id, String... artists) {
    return new SampleSong(
        id, List.of(artists), Map.of("song_name", "Song " + id, "duration_ms", "180000"));
  }

  SampleSong with(String column, String value) {
    Map<String, String> more = new HashMap<>(values);
    more.put(column, value);
    return new SampleSong(id, artists, more);
  }

  SampleSong popularity(int popularity) {
    return with("popularity", popularity + "");
  }

  SampleSong album(String albumId, String releaseDate) {
    return with("album_id", albumId).with("release_date", releaseDate);
  }

  String value(String column) {
    return values.getOrDefault(column, "");
  }

  int occurrences() {
    String occurrences = value("occurrences");
    return occurrences.isEmpty() ? 1 : Integer.parseInt(occurrences);
  }
}
