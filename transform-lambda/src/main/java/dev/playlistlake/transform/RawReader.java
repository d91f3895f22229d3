package dev.playlistlake.transform;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// Reads raw objects. Tests replace it by a bucket in memory. [SnapshotTransform] uses it.
interface RawReader {
  /// Opens the current version of an object; empty if the object doesn't exist.
  ///
  /// @throws TransformException if the bucket cannot be read
  Optional<RawObject> get(String key);

  /// The entity tag of the current version of an object; empty if the object doesn't exist.
  ///
  /// @throws TransformException if the bucket cannot be read
  Optional<String> entityTag(String key);

  /// The name of the object in messages.
  String name(String key);

  /// An object that is open for reading. The caller closes it.
  ///
  /// @param bytes the stored length
  record RawObject(String entityTag, long bytes, InputStream body) implements Closeable {
    @Override
    public void close() throws IOException {
      body.close();
    }
  }
}
