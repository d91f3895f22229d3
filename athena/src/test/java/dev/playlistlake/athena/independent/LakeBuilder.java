package dev.playlistlake.athena.independent;

import dev.playlistlake.model.Column;
import dev.playlistlake.model.Table;
import dev.playlistlake.model.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Creates the rows of the six tables from the entries of playlists, as the data contract describes
/// them, and writes them as files.
final class LakeBuilder {
  private static final Set<String> UNREADABLE = Set.of("unavailable", "malformed", "missing_id");

  private final Map<String, Map<Snapshot, List<TableRow>>> tables = new HashMap<>();

  LakeBuilder() {
    Tables.ALL.forEach(table -> tables.put(table.name(), new TreeMap<>()));
  }

  /// Adds a snapshot.
  ///
  /// @param summary other values for its row of `playlists`
  void snapshot(Snapshot snapshot, Map<String, String> summary, Entry... entries) {
    unfinished(snapshot, entries);
    List<Map<String, String>> rejects = new ArrayList<>();
    for (int i = 0; i < entries.length; i++) {
      if (entries[i].isReject()) {
        rejects.add(Entry.merge(entries[i].values(), "position", i + 1 + ""));
      }
    }
    put("rejects", snapshot, rejects);
    put("playlists", snapshot, List.of(summary(snapshot, summary, entries)));
  }

  /// Adds the tables that an interrupted transform leaves.
  void unfinished(Snapshot snapshot, Entry... entries) {
    Map<String, Map<String, String>> songs = new LinkedHashMap<>();
    Map<String, Map<String, String>> albums = new LinkedHashMap<>();
    Map<String, Map<String, String>> artists = new LinkedHashMap<>();
    List<Map<String, String>> credits = new ArrayList<>();
    for (int i = 0; i < entries.length; i++) {
      Entry entry = entries[i];
      String id = entry.values().get("song_id");
      if (entry.isReject()) {
        continue;
      }
      if (songs.containsKey(id)) {
        songs.get(id).merge("occurrences", "1", LakeBuilder::sum);
        continue;
      }
      songs.put(id, song(entry, i + 1));
      if (entry.values().containsKey("album_id")) {
        albums
            .computeIfAbsent(entry.values().get("album_id"), _ -> new HashMap<>(entry.album()))
            .merge("songs_on_playlist", "1", LakeBuilder::sum);
      }
      addCredits(entry, id, credits, artists);
    }
    put("songs", snapshot, List.copyOf(songs.values()));
    put("albums", snapshot, List.copyOf(albums.values()));
    put("artists", snapshot, List.copyOf(artists.values()));
    put("song_artists", snapshot, credits);
  }

  private static Map<String, String> song(Entry entry, int position) {
    return Entry.merge(
        entry.values(),
        "position",
        position + "",
        "occurrences",
        "1",
        "artist_id",
        entry.credits().isEmpty() ? "" : entry.artistIds().getFirst(),
        "artist_names",
        String.join("; ", entry.artistNames()),
        "artist_count",
        entry.credits().size() + "");
  }

  private static void addCredits(
      Entry entry,
      String song,
      List<Map<String, String>> credits,
      Map<String, Map<String, String>> artists) {
    for (int i = 0; i < entry.credits().size(); i++) {
      String id = entry.artistIds().get(i);
      if (!id.isEmpty()) {
        credits.add(Map.of("song_id", song, "artist_position", i + 1 + "", "artist_id", id));
        Map<String, String> artist =
            Entry.merge(Map.of("artist_id", id), "artist_name", entry.artistNames().get(i));
        Map<String, String> row = artists.computeIfAbsent(id, _ -> artist);
        if (entry.artistIds().indexOf(id) == i) {
          row.merge("songs_on_playlist", "1", LakeBuilder::sum);
        }
      }
    }
    String albumArtist = entry.album().getOrDefault("artist_id", "");
    if (!albumArtist.isEmpty()) {
      artists.computeIfAbsent(
          albumArtist,
          _ -> Entry.merge(Map.of("artist_id", albumArtist), "songs_on_playlist", "0"));
    }
  }

  private static String sum(String one, String other) {
    return Integer.parseInt(one) + Integer.parseInt(other) + "";
  }

  private Map<String, String> summary(
      Snapshot snapshot, Map<String, String> others, Entry... entries) {
    List<TableRow> songs = rows("songs", snapshot);
    List<Entry> rejects = List.of(entries).stream().filter(Entry::isReject).toList();
    long duration =
        songs.stream()
            .map(song -> song.number("duration_ms"))
            .mapToLong(length -> length == null ? 0 : length)
            .sum();
    Map<String, String> row =
        Entry.merge(
            Map.of("playlist_name", "Playlist " + snapshot.playlist()),
            "spotify_snapshot_id",
            snapshot.date(),
            "extracted_at",
            snapshot.date() + "T06:00:00Z",
            "items_declared",
            entries.length + "",
            "items_read",
            entries.length + "",
            "songs",
            songs.size() + "",
            "duplicates",
            entries.length - rejects.size() - songs.size() + "",
            "rejects",
            rejects.size() + "",
            "albums",
            rows("albums", snapshot).size() + "",
            "artists",
            rows("artists", snapshot).size() + "",
            "total_duration_ms",
            duration + "",
            "explicit_songs",
            songs.stream().filter(s -> Boolean.TRUE.equals(s.flag("explicit"))).count() + "",
            "raw_key",
            "playlists/snapshot_date=%s/%s.json.gz".formatted(snapshot.date(), snapshot.playlist()),
            "unreadable",
            rejects.stream().filter(r -> UNREADABLE.contains(r.values().get("reason"))).count()
                + "");
    row.putAll(others);
    return row;
  }

  private List<TableRow> rows(String table, Snapshot snapshot) {
    return tables.get(table).getOrDefault(snapshot, List.of());
  }

  private void put(String table, Snapshot snapshot, List<Map<String, String>> rows) {
    List<TableRow> complete = new ArrayList<>();
    for (Map<String, String> row : rows) {
      Map<String, String> values = new LinkedHashMap<>();
      for (Column<?> column : table(table).columns()) {
        values.put(column.name(), row.getOrDefault(column.name(), ""));
      }
      values.put("playlist_id", snapshot.playlist());
      complete.add(new TableRow(snapshot, values));
    }
    tables.get(table).put(snapshot, complete);
  }

  private static Table<?> table(String name) {
    return Tables.ALL.stream().filter(table -> table.name().equals(name)).findFirst().orElseThrow();
  }

  /// Changes a value in a row, counted from 0.
  void change(String table, Snapshot snapshot, int row, String column, String value) {
    rows(table, snapshot).get(row).values().put(column, value);
  }

  /// Removes the last columns, as in a file of an earlier version.
  void removeColumns(String table, Snapshot snapshot, String... columns) {
    rows(table, snapshot).forEach(row -> row.values().keySet().removeAll(List.of(columns)));
  }

  Lake lake(LocalDate today) {
    Map<String, List<TableRow>> rows = new HashMap<>();
    tables.forEach(
        (table, snapshots) ->
            rows.put(table, snapshots.values().stream().flatMap(List::stream).toList()));
    return new Lake(today, rows);
  }

  void write(Path folder) throws IOException {
    for (Table<?> table : Tables.ALL) {
      for (Map.Entry<Snapshot, List<TableRow>> file : tables.get(table.name()).entrySet()) {
        Snapshot snapshot = file.getKey();
        Path day = folder.resolve(table.name()).resolve("snapshot_date=" + snapshot.date());
        Files.createDirectories(day);
        StringBuilder text = new StringBuilder(line(List.of(table.header())));
        file.getValue().forEach(row -> text.append(line(List.copyOf(row.values().values()))));
        Files.writeString(day.resolve(snapshot.playlist() + ".csv"), text);
      }
    }
  }

  private static String line(List<String> values) {
    return values.stream()
        .map(value -> '"' + value.replace("\"", "\"\"") + '"')
        .collect(Collectors.joining(",", "", "\n"));
  }
}
