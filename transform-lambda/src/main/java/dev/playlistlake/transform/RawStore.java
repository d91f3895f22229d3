package dev.playlistlake.transform;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// Where raw snapshots lie.
interface RawStore {
  /// The object's current version; empty when there is none.
  Optional<RawObject> get(String key);

  /// The entity tag of the object's current version; empty when there is none.
  Optional<String> entityTag(String key);

  /// What messages call the object.
  String name(String key);

  /// An object, open for reading.
  ///
  /// @param bytes its length, as it is stored
  record RawObject(String entityTag, long bytes, InputStream body) implements Closeable {
    @Override
    public void close() throws IOException {
      body.close();
    }
  }
}
