package dev.playlistlake.local.tables;

import dev.playlistlake.model.PlaylistId;
import dev.playlistlake.model.RawKey;
import dev.playlistlake.model.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// Compares the snapshots of a lake in a folder, with the rules of the views `snapshot_troubles`
/// and `song_changes`. Used by `run` and `demo`, in one thread, after the tables were written.
public final class StoredSnapshots {
  private static final String PARTITION = RawKey.PARTITION + "=";

  private final Path processed;

  /// The dates with a file of the table `playlists`, newest first.
  private final List<LocalDate> dates;

  /// @param processed the folder of the tables
  /// @throws IOException when the folder cannot be listed
  public StoredSnapshots(Path processed) throws IOException {
    this.processed = processed;
    this.dates = dates(processed.resolve(Tables.PLAYLISTS.name()));
  }

  private static List<LocalDate> dates(Path table) throws IOException {
    List<LocalDate> dates = new ArrayList<>();
    if (Files.isDirectory(table)) {
      try (Stream<Path> partitions = Files.list(table)) {
        partitions
            .map(partition -> partition.getFileName().toString())
            .filter(name -> name.startsWith(PARTITION))
            .forEach(name -> date(name.substring(PARTITION.length())).ifPresent(dates::add));
      }
    }
    dates.sort(Comparator.reverseOrder());
    return dates;
  }

  private static Optional<LocalDate> date(String text) {
    try {
      return Optional.of(LocalDate.parse(text));
    } catch (DateTimeParseException notADate) {
      return Optional.empty();
    }
  }

  /// The row of a snapshot in the table `playlists`. A number is empty if the file has none.
  private record Summary(
      String name,
      String spotifySnapshotId,
      OptionalLong declared,
      OptionalLong read,
      OptionalLong unreadable) {
    static Summary of(List<String> row) {
      return new Summary(
          row.get(0), row.get(1), number(row.get(2)), number(row.get(3)), number(row.get(4)));
    }

    private static OptionalLong number(String text) {
      try {
        return OptionalLong.of(Long.parseLong(text));
      } catch (NumberFormatException none) {
        return OptionalLong.empty();
      }
    }

    /// Returns whether no trouble shows in this row. An empty snapshot may still contradict another
    /// one.
    boolean isComplete() {
      boolean differs =
          read.isPresent() && declared.isPresent() && read.getAsLong() != declared.getAsLong();
      boolean unread = read.isPresent() && read.getAsLong() > 1 && unreadable.equals(read);
      return !differs && !unread;
    }

    boolean isEmpty() {
      return read.isPresent() && read.getAsLong() == 0;
    }
  }

  private Optional<Summary> summary(RawKey snapshot) {
    return StoredTable.read(
            processed,
            Tables.PLAYLISTS,
            snapshot,
            "playlist_name",
            "spotify_snapshot_id",
            "items_declared",
            "items_read",
            "unreadable")
        .stream()
        .findFirst()
        .map(Summary::of);
  }

  private Stream<Summary> summaries(PlaylistId playlist) {
    return dates.stream()
        .map(date -> summary(new RawKey(date, playlist)))
        .flatMap(Optional::stream);
  }

  private boolean isComplete(RawKey snapshot) {
    return summary(snapshot)
        .filter(Summary::isComplete)
        .filter(row -> !row.isEmpty() || !isContradicted(row, snapshot.playlist()))
        .isPresent();
  }

  /// Returns whether another snapshot of the same version of the playlist has entries.
  private boolean isContradicted(Summary empty, PlaylistId playlist) {
    return !empty.spotifySnapshotId().isEmpty()
        && summaries(playlist)
            .anyMatch(
                other ->
                    other.spotifySnapshotId().equals(empty.spotifySnapshotId())
                        && other.read().orElse(0) > 0);
  }

  /// Returns the newest name of a playlist. Spotify has no name for saved songs; they are called as
  /// in its app.
  ///
  /// @return empty if the lake has no name
  public Optional<String> name(PlaylistId playlist) {
    return playlist.equals(PlaylistId.LIKED)
        ? Optional.of("Liked Songs")
        : summaries(playlist).map(Summary::name).filter(name -> !name.isEmpty()).findFirst();
  }

  /// Compares a snapshot with the complete snapshot before it.
  ///
  /// @return empty if the snapshot is not complete or not transformed
  public Optional<SongChanges> changes(RawKey snapshot) {
    if (!isComplete(snapshot)) {
      return Optional.empty();
    }
    Map<String, SongName> now = songs(snapshot);
    Optional<RawKey> before =
        dates.stream()
            .filter(date -> date.isBefore(snapshot.date()))
            .map(date -> new RawKey(date, snapshot.playlist()))
            .filter(this::isComplete)
            .findFirst();
    Map<String, SongName> then = before.map(this::songs).orElse(Map.of());
    return Optional.of(
        new SongChanges(
            name(snapshot.playlist()).orElse(snapshot.playlist().value()),
            now.size(),
            before.map(RawKey::date),
            before.isPresent() ? without(now, then) : List.of(),
            without(then, now)));
  }

  private static List<SongName> without(Map<String, SongName> songs, Map<String, SongName> others) {
    return songs.entrySet().stream()
        .filter(song -> !others.containsKey(song.getKey()))
        .map(Map.Entry::getValue)
        .toList();
  }

  /// Returns the songs by their original id, in the order of the playlist.
  private Map<String, SongName> songs(RawKey snapshot) {
    Map<String, SongName> songs = new LinkedHashMap<>();
    for (List<String> row :
        StoredTable.read(
            processed,
            Tables.SONGS,
            snapshot,
            "linked_from_id",
            "song_id",
            "song_name",
            "artist_names")) {
      String original = row.get(0).isEmpty() ? row.get(1) : row.get(0);
      songs.putIfAbsent(original, new SongName(row.get(2), row.get(3)));
    }
    return songs;
  }
}
