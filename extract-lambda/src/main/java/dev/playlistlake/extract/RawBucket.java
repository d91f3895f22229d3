package dev.playlistlake.extract;

import dev.playlistlake.extract.spotify.ExtractException;
import dev.playlistlake.model.RawKey;
import java.time.Instant;
import java.util.Optional;

/// The bucket for raw snapshots and for the state that a run stores for the next run. [ExtractRun]
/// uses it. Shared by all runs and their threads.
interface RawBucket {
  /// Stores a snapshot and replaces an older one of the same day.
  ///
  /// @param envelope the raw document, gzipped
  /// @throws ExtractException if it cannot be stored
  void put(RawKey key, byte[] envelope);

  /// Returns when the snapshot was stored; empty if it does not exist.
  ///
  /// @throws ExtractException if the bucket cannot be read
  Optional<Instant> storedAt(RawKey key);

  /// Returns a small JSON document that is not a snapshot; empty if it does not exist.
  ///
  /// @throws ExtractException if the bucket cannot be read
  Optional<String> state(String key);

  /// Stores a small JSON document that is not a snapshot, and replaces an older one.
  ///
  /// @throws ExtractException if it cannot be stored
  void putState(String key, String json);
}
