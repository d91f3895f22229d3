package dev.playlistlake.local.lake;

import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// The key of an object that is a file: its path in the bucket's folder, with `/` on every system.
public final class FileKey {
  private FileKey() {}

  public static String of(Path bucket, Path file) {
    return StreamSupport.stream(bucket.relativize(file).spliterator(), false)
        .map(Path::toString)
        .collect(Collectors.joining("/"));
  }
}
