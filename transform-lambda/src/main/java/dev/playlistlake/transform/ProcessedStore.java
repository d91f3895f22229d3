package dev.playlistlake.transform;

import java.io.IOException;

/// Stores the files of the tables in a bucket or a folder. The function and the commands implement
/// it.
public interface ProcessedStore {
  /// Stores one file under its key. A failed call must not leave a part of the file.
  void put(CsvFile<?> file) throws IOException;

  /// Stores the six files of a snapshot, one after the other. `playlists` is the last.
  ///
  /// @throws TransformException if a file cannot be written; the message contains its key
  default void put(Snapshot snapshot) {
    for (CsvFile<?> file : snapshot.files()) {
      try {
        put(file);
      } catch (IOException failed) {
        throw new TransformException(
            "%s: table %s cannot be written: %s"
                .formatted(snapshot.summary().rawKey(), file.key(), failed),
            failed);
      }
    }
  }
}
