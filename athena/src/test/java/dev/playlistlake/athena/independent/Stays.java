package dev.playlistlake.athena.independent;

import dev.playlistlake.athena.independent.Songs.Song;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// The unbroken stays of songs on playlists. A stay ends with a complete snapshot without the song.
final class Stays {
  private final Snapshots snapshots;
  private final Map<String, Map<String, List<Stay>>> stays = new TreeMap<>();

  /// One stay.
  ///
  /// @param songs the song on each day of the stay
  record Stay(List<Song> songs) {
    Song first() {
      return songs.getFirst();
    }

    Song last() {
      return songs.getLast();
    }

    long bestPosition() {
      return songs.stream()
          .map(Song::position)
          .filter(Objects::nonNull)
          .sorted()
          .findFirst()
          .orElseThrow();
    }

    long daysAtNumber1() {
      return songs.stream().filter(song -> Objects.equals(song.position(), 1L)).count();
    }
  }

  Stays(Snapshots snapshots, Songs songs) {
    this.snapshots = snapshots;
    Map<Snapshot, Map<String, Stay>> open = new HashMap<>();
    for (Snapshot snapshot : snapshots.complete()) {
      String playlist = snapshot.playlist();
      String before = snapshots.previousDate(snapshot);
      Map<String, Stay> continued =
          before == null ? Map.of() : open.get(new Snapshot(playlist, before));
      Map<String, Stay> today = new HashMap<>();
      for (Song song : songs.of(snapshot)) {
        Stay stay = continued.get(song.original());
        if (stay == null) {
          stay = new Stay(new ArrayList<>());
          stays
              .computeIfAbsent(playlist, _ -> new TreeMap<>())
              .computeIfAbsent(song.original(), _ -> new ArrayList<>())
              .add(stay);
        }
        stay.songs().add(song);
        today.put(song.original(), stay);
      }
      open.put(snapshot, today);
    }
  }

  /// The stays of each song of a playlist, in order, by original.
  Map<String, List<Stay>> of(String playlist) {
    return stays.getOrDefault(playlist, Map.of());
  }

  Map<String, Map<String, List<Stay>>> all() {
    return stays;
  }

  boolean isNow(Stay stay) {
    return snapshots.isLatest(stay.last().snapshot());
  }
}
