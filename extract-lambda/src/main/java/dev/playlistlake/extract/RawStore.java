package dev.playlistlake.extract;

import dev.playlistlake.model.RawKey;
import java.time.Instant;
import java.util.Optional;

/// Where snapshots are kept, and beside them what one run has to tell the next.
interface RawStore {
  /// Stores a snapshot over an older one of the same day.
  ///
  /// @throws ExtractException when it isn't stored
  void put(RawKey key, byte[] envelope);

  /// When the snapshot was stored; empty when there is none.
  ///
  /// @throws ExtractException when that can't be told
  Optional<Instant> storedAt(RawKey key);

  /// A small JSON document outside of the snapshots; empty when there is none.
  ///
  /// @throws ExtractException when that can't be told
  Optional<String> state(String key);

  /// Keeps a small JSON document outside of the snapshots, over an older one.
  ///
  /// @throws ExtractException when it isn't stored
  void putState(String key, String json);
}
