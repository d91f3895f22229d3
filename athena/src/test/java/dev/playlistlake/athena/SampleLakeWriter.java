package dev.playlistlake.athena;

import dev.playlistlake.model.Column;
import dev.playlistlake.model.Table;
import dev.playlistlake.model.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Writes snapshots of sample songs into all six tables, like the transform.
record SampleLakeWriter(Path tables) {
  /// Writes one snapshot. Its songs have the positions 1, 2, 3 and so on.
  ///
  /// @param more other values for the row of `playlists`; `reject` is the reason of one reject
  void snapshot(String playlist, String date, List<SampleSong> songs, Map<String, String> more)
      throws IOException {
    unfinished(playlist, date, songs);
    int rejects = more.containsKey("reject") ? 1 : 0;
    int entries = songs.stream().mapToInt(SampleSong::occurrences).sum();
    Map<String, String> summary = new LinkedHashMap<>();
    summary.put("playlist_name", "Playlist " + playlist);
    summary.put("extracted_at", date + "T06:00:00Z");
    summary.put("items_declared", entries + rejects + "");
    summary.put("items_read", entries + rejects + "");
    summary.put("songs", songs.size() + "");
    summary.put("duplicates", entries - songs.size() + "");
    summary.put("rejects", rejects + "");
    summary.put("albums", rows(Tables.ALBUMS, songs).size() + "");
    summary.put("artists", rows(Tables.ARTISTS, songs).size() + "");
    summary.put("total_duration_ms", sum(songs) + "");
    summary.put(
        "explicit_songs",
        songs.stream().filter(song -> song.value("explicit").equals("true")).count() + "");
    summary.put(
        "unreadable",
        List.of("unavailable", "malformed", "missing_id").contains(more.getOrDefault("reject", ""))
            ? "1"
            : "0");
    summary.put("raw_key", "playlists/snapshot_date=%s/%s.json.gz".formatted(date, playlist));
    summary.putAll(more);
    write(
        Tables.REJECTS,
        playlist,
        date,
        rejects == 0 ? List.of() : List.of(reject(entries + 1, more)));
    write(Tables.PLAYLISTS, playlist, date, List.of(summary));
  }

  /// Writes the tables that an interrupted transform leaves, without `rejects` and `playlists`.
  void unfinished(String playlist, String date, List<SampleSong> songs) throws IOException {
    for (Table<?> table :
        List.of(Tables.SONGS, Tables.ALBUMS, Tables.ARTISTS, Tables.SONG_ARTISTS)) {
      write(table, playlist, date, rows(table, songs));
    }
  }

  private static Map<String, String> reject(int position, Map<String, String> more) {
    String reason = more.getOrDefault("reject", "");
    String detail =
        reason.equals("malformed") ? "$.pages[0].items[%d]".formatted(position - 1) : "";
    return Map.of("position", position + "", "reason", reason, "detail", detail);
  }

  private static long sum(List<SampleSong> songs) {
    return songs.stream()
        .map(song -> song.value("duration_ms"))
        .filter(text -> !text.isEmpty())
        .mapToLong(Long::parseLong)
        .sum();
  }

  private static String sum(String one, String other) {
    return Integer.parseInt(one) + Integer.parseInt(other) + "";
  }

  private static List<Map<String, String>> rows(Table<?> table, List<SampleSong> songs) {
    Map<String, Map<String, String>> rows = new LinkedHashMap<>();
    for (SampleSong song : songs) {
      if (table.name().equals("songs")) {
        rows.put(song.id(), song(song, rows.size() + 1));
      } else if (table.name().equals("albums") && !song.value("album_id").isEmpty()) {
        Map<String, String> row =
            rows.computeIfAbsent(song.value("album_id"), _ -> new LinkedHashMap<>(album(song)));
        row.merge("songs_on_playlist", "1", SampleLakeWriter::sum);
      }
      for (String artist : table.name().endsWith("artists") ? song.artists() : List.<String>of()) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("song_id", song.id());
        row.put("artist_position", song.artists().indexOf(artist) + 1 + "");
        row.put("artist_id", artist);
        row.put("artist_name", "Artist " + artist);
        String key = table.name().equals("artists") ? artist : song.id() + " " + artist;
        rows.computeIfAbsent(key, _ -> row).merge("songs_on_playlist", "1", SampleLakeWriter::sum);
      }
    }
    return List.copyOf(rows.values());
  }

  private static Map<String, String> song(SampleSong song, int position) {
    Map<String, String> row = new LinkedHashMap<>(song.values());
    row.put("song_id", song.id());
    row.put("position", position + "");
    row.put("occurrences", song.occurrences() + "");
    row.put("artist_id", song.artists().isEmpty() ? "" : song.artists().getFirst());
    row.put(
        "artist_names",
        song.artists().stream().map("Artist "::concat).collect(Collectors.joining("; ")));
    row.putIfAbsent("artist_count", song.artists().size() + "");
    return row;
  }

  private static Map<String, String> album(SampleSong song) {
    String released = song.value("release_date");
    Map<String, String> row = new LinkedHashMap<>();
    row.put("album_id", song.value("album_id"));
    row.put("album_name", "Album " + song.value("album_id"));
    row.put("release_date", released);
    row.put(
        "release_date_precision",
        switch (released.length()) {
          case 10 -> "day";
          case 7 -> "month";
          default -> "year";
        });
    row.put("release_year", released.isEmpty() ? "" : released.substring(0, 4));
    return row;
  }

  void write(Table<?> table, String playlist, String date, List<Map<String, String>> rows)
      throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add(line(List.of(table.header())));
    for (Map<String, String> row : rows) {
      lines.add(
          line(
              table.columns().stream()
                  .map(Column::name)
                  .map(name -> row.getOrDefault(name, name.equals("playlist_id") ? playlist : ""))
                  .toList()));
    }
    Path file =
        tables.resolve(table.name()).resolve("snapshot_date=" + date).resolve(playlist + ".csv");
    Files.createDirectories(file.getParent());
    Files.writeString(file, String.join("", lines));
  }

  private static String line(List<String> values) {
    return values.stream()
        .map(value -> "\"" + value.replace("\"", "\"\"") + "\"")
        .collect(Collectors.joining(",", "", "\n"));
  }
}
