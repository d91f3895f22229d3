package dev.playlistlake.athena.independent;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// The distinct songs of each snapshot with their albums and credits.
final class Songs {
  private final Map<Snapshot, List<TableRow>> songs;
  private final Map<Snapshot, List<TableRow>> albums;
  private final Map<Snapshot, List<TableRow>> credits;
  private final Map<Snapshot, List<TableRow>> artists;

  /// A song of a snapshot.
  ///
  /// @param original the id that is the same on all days: the track that was added
  /// @param row the row of `songs`
  /// @param album the row of its album, or null
  /// @param credits the artists, each once
  record Song(String original, TableRow row, TableRow album, List<Credit> credits) {
    Snapshot snapshot() {
      return row.snapshot();
    }

    String id() {
      return row.text("song_id");
    }

    String name() {
      return row.text("song_name");
    }

    String artistNames() {
      return row.text("artist_names");
    }

    Long position() {
      return row.number("position");
    }

    Long releaseYear() {
      return album == null ? null : album.number("release_year");
    }
  }

  /// An artist of a song.
  ///
  /// @param position the first place among the song's credits
  record Credit(String artist, String name, Long position) {}

  Songs(Lake lake) {
    songs = lake.bySnapshot("songs");
    albums = lake.bySnapshot("albums");
    credits = lake.bySnapshot("song_artists");
    artists = lake.bySnapshot("artists");
  }

  /// The songs of a snapshot by position. Of two tracks with the same original the first one
  /// counts.
  List<Song> of(Snapshot snapshot) {
    List<TableRow> rows = new ArrayList<>(songs.getOrDefault(snapshot, List.of()));
    rows.sort(
        Comparator.<TableRow, Long>comparing(
                row -> row.number("position"), Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(row -> row.text("song_id")));
    List<Song> distinct = new ArrayList<>();
    Set<String> originals = new HashSet<>();
    for (TableRow row : rows) {
      String original = Objects.requireNonNullElse(row.text("linked_from_id"), row.text("song_id"));
      if (originals.add(original)) {
        distinct.add(new Song(original, row, album(row), credits(row)));
      }
    }
    return distinct;
  }

  /// The songs of a snapshot by original; none for a date that is null.
  Map<String, Song> byOriginal(String playlist, String date) {
    Map<String, Song> found = new HashMap<>();
    if (date != null) {
      of(new Snapshot(playlist, date)).forEach(song -> found.put(song.original(), song));
    }
    return found;
  }

  private TableRow album(TableRow song) {
    String id = song.text("album_id");
    return albums.getOrDefault(song.snapshot(), List.of()).stream()
        .filter(album -> id != null && id.equals(album.text("album_id")))
        .findFirst()
        .orElse(null);
  }

  private List<Credit> credits(TableRow song) {
    Map<String, Credit> found = new HashMap<>();
    for (TableRow credit : credits.getOrDefault(song.snapshot(), List.of())) {
      if (Objects.equals(credit.text("song_id"), song.text("song_id"))) {
        String artist = credit.text("artist_id");
        found.merge(
            artist,
            new Credit(
                artist, artistName(song.snapshot(), artist), credit.number("artist_position")),
            (one, other) -> one.position() <= other.position() ? one : other);
      }
    }
    return found.values().stream().sorted(Comparator.comparing(Credit::artist)).toList();
  }

  private String artistName(Snapshot snapshot, String artist) {
    return artists.getOrDefault(snapshot, List.of()).stream()
        .filter(row -> artist.equals(row.text("artist_id")))
        .map(row -> row.text("artist_name"))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }
}
