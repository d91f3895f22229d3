package dev.playlistlake.local.operate;

import dev.playlistlake.model.RawKey;
import java.util.Optional;

/// A snapshot that an event names.
record NamedObject(String bucket, RawKey key) {

  /// Empty for an object that is no snapshot, which the function passes over too.
  static Optional<NamedObject> of(String bucket, String key) {
    return RawKey.parse(key).map(parsed -> new NamedObject(bucket, parsed));
  }
}
