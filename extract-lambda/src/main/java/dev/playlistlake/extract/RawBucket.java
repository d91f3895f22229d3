package dev.playlistlake.extract;

import dev.playlistlake.extract.spotify.ExtractException;
import dev.playlistlake.model.RawKey;
import java.time.Instant;
import java.util.Optional;

/// Where snapshots are stored, and the state that one run leaves for the next. Threads share it.
interface RawBucket {
  /// Stores a snapshot over an older one of the same day.
  ///
  /// @throws ExtractException when it isn't stored
  void put(RawKey key, byte[] envelope);

  /// When the snapshot was stored; empty when there is none.
  ///
  /// @throws ExtractException when the bucket can't be read
  Optional<Instant> storedAt(RawKey key);

  /// A small JSON document that is no snapshot; empty when there is none.
  ///
  /// @throws ExtractException when the bucket can't be read
  Optional<String> state(String key);

  /// Stores a small JSON document that is no snapshot, over an older one.
  ///
  /// @throws ExtractException when it isn't stored
  void putState(String key, String json);
}
