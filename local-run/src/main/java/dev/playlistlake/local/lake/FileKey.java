package dev.playlistlake.local.lake;

import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// The key of an object that is stored as a file: its path relative to the bucket's folder, with
/// `/` on every system. Stateless.
public final class FileKey {
  private FileKey() {}

  /// Returns the key of a file in a bucket's folder.
  public static String of(Path bucket, Path file) {
    return StreamSupport.stream(bucket.relativize(file).spliterator(), false)
        .map(Path::toString)
        .collect(Collectors.joining("/"));
  }
}
