package dev.playlistlake.local.archive;

import dev.playlistlake.model.PlaylistId;
import dev.playlistlake.transform.Snapshot;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Finds snapshots that one command reads twice: a playlist has one snapshot per date. Used by
/// `transform` and `import`, in one thread.
final class DuplicateSnapshots {
  private final Map<PlaylistDate, Path> files = new HashMap<>();

  private record PlaylistDate(LocalDate date, PlaylistId playlist) {
    static PlaylistDate of(Snapshot snapshot) {
      return new PlaylistDate(snapshot.date(), snapshot.playlist());
    }
  }

  /// Checks that no other file contained one of the snapshots.
  ///
  /// @throws IllegalArgumentException with both files
  void requireNew(List<Snapshot> snapshots, RawFile file) {
    for (Snapshot snapshot : snapshots) {
      Path other = files.get(PlaylistDate.of(snapshot));
      if (other != null) {
        throw new IllegalArgumentException(
            "%s: playlist %s of %s was already read from %s. Remove one of the two files, or read them with separate commands and set --date."
                .formatted(file.path(), snapshot.playlist(), snapshot.date(), other));
      }
    }
  }

  /// Records the file of a snapshot.
  void add(Snapshot snapshot, RawFile file) {
    files.put(PlaylistDate.of(snapshot), file.path());
  }
}
