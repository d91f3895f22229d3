package dev.playlistlake.extract;

import dev.playlistlake.model.RawKey;

/// Where snapshots are kept.
@FunctionalInterface
interface RawStore {
  /// Stores a snapshot over an older one of the same day.
  ///
  /// @throws ExtractException when it isn't stored
  void put(RawKey key, byte[] envelope);
}
