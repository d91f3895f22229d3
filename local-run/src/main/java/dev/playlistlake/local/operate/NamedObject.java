package dev.playlistlake.local.operate;

import dev.playlistlake.model.RawKey;
import java.util.Optional;

/// A snapshot that an event of a [QueueMessage] names.
record NamedObject(String bucket, RawKey key) {

  /// Returns the snapshot; empty for an object that is not a snapshot, which the function ignores
  /// too.
  static Optional<NamedObject> of(String bucket, String key) {
    return RawKey.parse(key).map(parsed -> new NamedObject(bucket, parsed));
  }
}
