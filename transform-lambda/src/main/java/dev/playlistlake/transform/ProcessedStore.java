package dev.playlistlake.transform;

import java.io.IOException;

/// Where tables are stored: a bucket or a folder.
public interface ProcessedStore {
  /// Stores one file under its key, whole or not at all.
  void put(CsvFile<?> file) throws IOException;

  /// Stores a snapshot: its six files, one at a time, `playlists` last.
  ///
  /// @throws TransformException with the name of the table that couldn't be written
  default void put(Snapshot snapshot) {
    for (CsvFile<?> file : snapshot.files()) {
      try {
        put(file);
      } catch (IOException broken) {
        throw new TransformException(
            "%s: table %s can't be written: %s"
                .formatted(snapshot.summary().rawKey(), file.key(), broken),
            broken);
      }
    }
  }
}
