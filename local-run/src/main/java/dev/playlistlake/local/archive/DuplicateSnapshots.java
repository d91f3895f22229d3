package dev.playlistlake.local.archive;

import dev.playlistlake.model.RawKey;
import dev.playlistlake.transform.Snapshot;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Finds snapshots that one command reads twice: a playlist has one snapshot per date. Used by
/// `transform` and `import`, in one thread.
final class DuplicateSnapshots {
  private final Map<RawKey, Path> files = new HashMap<>();

  /// Records the file of a snapshot, unless another file contained the same playlist and date.
  ///
  /// @return an error with both files
  Optional<String> add(Snapshot snapshot, Path file) {
    Path other = files.putIfAbsent(new RawKey(snapshot.date(), snapshot.playlist()), file);
    return Optional.ofNullable(other)
        .map(
            first ->
                "%s: playlist %s of %s was already read from %s. Remove one of the two files, or read them with separate commands and set --date."
                    .formatted(file, snapshot.playlist(), snapshot.date(), first));
  }
}
