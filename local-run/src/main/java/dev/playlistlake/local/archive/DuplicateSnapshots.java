package dev.playlistlake.local.archive;

import dev.playlistlake.model.PlaylistId;
import dev.playlistlake.transform.Snapshot;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Which snapshots one command has read, for there is one of each playlist and date.
final class DuplicateSnapshots {
  private final Map<Place, Path> taken = new HashMap<>();

  private record Place(LocalDate date, PlaylistId playlist) {
    static Place of(Snapshot snapshot) {
      return new Place(snapshot.date(), snapshot.playlist());
    }
  }

  /// @throws IllegalArgumentException when another file had one of the snapshots
  void requireFree(List<Snapshot> snapshots, RawFile file) {
    for (Snapshot snapshot : snapshots) {
      Path other = taken.get(Place.of(snapshot));
      if (other != null) {
        throw new IllegalArgumentException(
            "%s: playlist %s of %s was already read from %s: remove one of the two, or say --date"
                .formatted(file.path(), snapshot.playlist(), snapshot.date(), other));
      }
    }
  }

  void take(Snapshot snapshot, RawFile file) {
    taken.put(Place.of(snapshot), file.path());
  }
}
