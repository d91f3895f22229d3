package dev.playlistlake.transform;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// Reads raw objects: a bucket, or a test's replacement.
interface RawReader {
  /// The object's current version; empty when there is none.
  Optional<RawObject> get(String key);

  /// The entity tag of the object's current version; empty when there is none.
  Optional<String> entityTag(String key);

  /// The object's name in messages.
  String name(String key);

  /// An object, open for reading.
  ///
  /// @param bytes its stored length
  record RawObject(String entityTag, long bytes, InputStream body) implements Closeable {
    @Override
    public void close() throws IOException {
      body.close();
    }
  }
}
