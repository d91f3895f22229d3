package dev.playlistlake.transform;

import dev.playlistlake.model.PlaylistId;
import java.io.IOException;

/// Where tables go: a bucket or a folder.
public interface ProcessedStore {
  /// Puts one table's rows of one snapshot under its key, whole or not at all.
  void put(String key, TableRows<?> rows, PlaylistId playlist) throws IOException;

  /// Puts a snapshot: six files, one at a time, `playlists` last.
  ///
  /// @throws TransformException naming the table that couldn't be written
  default void put(Snapshot snapshot) {
    for (TableRows<?> rows : snapshot.tables()) {
      String key = rows.table().key(snapshot.date(), snapshot.playlist());
      try {
        put(key, rows, snapshot.playlist());
      } catch (IOException broken) {
        throw new TransformException(
            "%s: table %s can't be written: %s".formatted(snapshot.summary().rawKey(), key, broken),
            broken);
      }
    }
  }
}
