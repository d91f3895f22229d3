package dev.playlistlake.athena.independent;

import static dev.playlistlake.athena.independent.RowRules.count;
import static dev.playlistlake.athena.independent.RowRules.orZero;
import static dev.playlistlake.athena.independent.RowRules.repeated;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;

import dev.playlistlake.model.Table;
import dev.playlistlake.model.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The rules of the lake, and how many rows or ids of a snapshot violate each of them.
final class BrokenRules {
  private static final Set<String> UNREADABLE = Set.of("unavailable", "malformed", "missing_id");

  private final Snapshots snapshots;
  private final Map<String, Map<Snapshot, List<TableRow>>> tables = new TreeMap<>();

  BrokenRules(Snapshots snapshots) {
    this.snapshots = snapshots;
    for (Table<?> table : Tables.ALL) {
      tables.put(table.name(), snapshots.lake().bySnapshot(table.name()));
    }
  }

  List<Row> rows(Parameters parameters) {
    Set<Snapshot> all = new TreeSet<>();
    tables.values().forEach(rows -> all.addAll(rows.keySet()));
    List<Row> rows = new ArrayList<>();
    for (Snapshot snapshot : all) {
      if (parameters.include(snapshot.date())
          && parameters.select(snapshot.playlist(), snapshots.name(snapshot.playlist()))) {
        new TreeMap<>(brokenBy(snapshot))
            .forEach(
                (rule, count) -> {
                  if (count > 0) {
                    rows.add(
                        Row.of("playlist_id", snapshot.playlist())
                            .and("playlist_name", snapshots.name(snapshot.playlist()))
                            .and("snapshot_date", snapshot.date())
                            .and("rule", rule, "broken_by", count));
                  }
                });
      }
    }
    return rows;
  }

  private List<TableRow> of(String table, Snapshot snapshot) {
    return Objects.requireNonNull(tables.get(table)).getOrDefault(snapshot, List.of());
  }

  private Map<String, Long> brokenBy(Snapshot snapshot) {
    Map<String, Long> broken = new TreeMap<>();
    Map<String, List<TableRow>> rows = new TreeMap<>();
    Tables.ALL.forEach(table -> rows.put(table.name(), of(table.name(), snapshot)));
    RowRules.check(rows, broken);
    if (!of("playlists", snapshot).isEmpty()) {
      between(snapshot, broken);
    } else if (of("songs", snapshot).isEmpty() && of("rejects", snapshot).isEmpty()) {
      broken.put("playlists has no row of this snapshot", 1L);
    }
    return broken;
  }

  private static Set<String> ids(List<TableRow> rows, String column) {
    return new TreeSet<>(
        rows.stream().map(row -> row.text(column)).filter(Objects::nonNull).toList());
  }

  private static long missing(Set<String> ids, Set<String> in) {
    return ids.stream().filter(id -> !in.contains(id)).count();
  }

  private static void differs(
      Map<String, Long> broken, TableRow summary, String column, String rule, long counted) {
    Long value = summary.number(column);
    broken.put(
        "playlists." + column + " is not " + rule, value != null && value != counted ? 1L : 0L);
  }

  /// Counts and references between the tables.
  private void between(Snapshot snapshot, Map<String, Long> broken) {
    TableRow summary = of("playlists", snapshot).getFirst();
    List<TableRow> songs = of("songs", snapshot);
    List<TableRow> albums = of("albums", snapshot);
    List<TableRow> artists = of("artists", snapshot);
    List<TableRow> credits = of("song_artists", snapshot);
    List<TableRow> rejects = of("rejects", snapshot);
    differs(broken, summary, "songs", "the number of rows in songs", songs.size());
    differs(broken, summary, "albums", "the number of rows in albums", albums.size());
    differs(broken, summary, "artists", "the number of rows in artists", artists.size());
    differs(broken, summary, "rejects", "the number of rows in rejects", rejects.size());
    differs(
        broken,
        summary,
        "duplicates",
        "the sum of occurrences - 1",
        songs.stream().mapToLong(s -> orZero(s, "occurrences")).sum() - songs.size());
    differs(
        broken,
        summary,
        "total_duration_ms",
        "the sum of duration_ms",
        songs.stream().mapToLong(s -> orZero(s, "duration_ms")).sum());
    differs(
        broken,
        summary,
        "explicit_songs",
        "the number of explicit songs",
        count(songs, song -> Boolean.TRUE.equals(song.flag("explicit"))));
    differs(
        broken,
        summary,
        "unreadable",
        "the number of unreadable rejects",
        count(rejects, row -> UNREADABLE.contains(row.text("reason"))));
    differs(
        broken,
        summary,
        "items_read",
        "songs + duplicates + rejects",
        orZero(summary, "songs") + orZero(summary, "duplicates") + orZero(summary, "rejects"));
    positions(summary, songs, rejects, broken);
    references(songs, albums, artists, credits, broken);
    credits(songs, credits, broken);
  }

  private static void positions(
      TableRow summary, List<TableRow> songs, List<TableRow> rejects, Map<String, Long> broken) {
    Predicate<TableRow> isOutside =
        row ->
            row.number("position") != null
                && (orZero(row, "position") < 1
                    || orZero(row, "position") > orZero(summary, "items_read"));
    broken.put(
        "songs.position or rejects.position occurs twice",
        repeated(
            Stream.concat(songs.stream(), rejects.stream())
                .map(row -> Objects.requireNonNullElse(row.number("position"), -1L))
                .toList()));
    broken.put("songs.position is not between 1 and items_read", count(songs, isOutside));
    broken.put("rejects.position is not between 1 and items_read", count(rejects, isOutside));
  }

  private static void references(
      List<TableRow> songs,
      List<TableRow> albums,
      List<TableRow> artists,
      List<TableRow> credits,
      Map<String, Long> broken) {
    Map<String, Long> songsOfAlbums =
        songs.stream()
            .filter(song -> song.text("album_id") != null)
            .collect(groupingBy(song -> song.text("album_id"), counting()));
    Map<String, Set<String>> songsOfArtists =
        credits.stream()
            .collect(
                groupingBy(
                    credit -> credit.text("artist_id"),
                    mapping(credit -> credit.text("song_id"), toSet())));
    broken.put(
        "songs.album_id is not in albums",
        missing(ids(songs, "album_id"), ids(albums, "album_id")));
    broken.put(
        "albums.album_id is not in songs",
        missing(ids(albums, "album_id"), ids(songs, "album_id")));
    broken.put(
        "albums.songs_on_playlist is not the number of songs with the album",
        count(
            albums,
            album ->
                orZero(album, "songs_on_playlist")
                    != songsOfAlbums.getOrDefault(album.text("album_id"), 0L)));
    broken.put(
        "song_artists.artist_id is not in artists",
        missing(ids(credits, "artist_id"), ids(artists, "artist_id")));
    broken.put(
        "albums.artist_id is not in artists",
        missing(ids(albums, "artist_id"), ids(artists, "artist_id")));
    broken.put(
        "artists.songs_on_playlist is not the number of songs with the artist",
        count(
            artists,
            artist ->
                orZero(artist, "songs_on_playlist")
                    != songsOfArtists.getOrDefault(artist.text("artist_id"), Set.of()).size()));
  }

  private static void credits(
      List<TableRow> songs, List<TableRow> credits, Map<String, Long> broken) {
    Map<String, List<TableRow>> bySong =
        credits.stream().collect(groupingBy(credit -> credit.text("song_id")));
    Map<String, TableRow> byId = new TreeMap<>();
    songs.forEach(song -> byId.put(song.text("song_id"), song));
    broken.put(
        "songs.artist_id is not the first artist in song_artists",
        count(
            songs,
            song ->
                !Objects.equals(
                    song.text("artist_id"),
                    bySong.getOrDefault(song.text("song_id"), List.of()).stream()
                        .filter(credit -> orZero(credit, "artist_position") == 1)
                        .map(credit -> credit.text("artist_id"))
                        .findFirst()
                        .orElse(null))));
    broken.put(
        "song_artists.song_id is not in songs",
        missing(ids(credits, "song_id"), ids(songs, "song_id")));
    broken.put(
        "song_artists.artist_position occurs twice for a song",
        bySong.values().stream()
            .filter(
                list -> repeated(list.stream().map(c -> c.number("artist_position")).toList()) > 0)
            .count());
    broken.put(
        "song_artists.artist_position is greater than songs.artist_count",
        bySong.entrySet().stream()
            .filter(entry -> byId.containsKey(entry.getKey()))
            .filter(
                entry ->
                    entry.getValue().stream()
                        .anyMatch(
                            credit ->
                                orZero(credit, "artist_position")
                                    > orZero(byId.get(entry.getKey()), "artist_count")))
            .count());
  }

  Map<String, Function<Parameters, List<Row>>> all() {
    return Map.of("broken_rules", this::rows);
  }
}
