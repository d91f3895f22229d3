package dev.playlistlake.local;

import dev.playlistlake.model.RawKey;
import dev.playlistlake.model.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// How much of a table lies in a folder: counted in the files themselves, a line a row.
record TableFiles(int files, long rows) {

  /// Counts what a table holds of the given snapshots.
  static TableFiles count(Path processed, Table<?> table, List<RawKey> snapshots)
      throws IOException {
    int files = 0;
    long rows = 0;
    for (RawKey snapshot : snapshots) {
      Path file = processed.resolve(table.key(snapshot.date(), snapshot.playlist()));
      if (Files.isRegularFile(file)) {
        files++;
        try (Stream<String> lines = Files.lines(file)) {
          rows += lines.skip(1).count();
        }
      }
    }
    return new TableFiles(files, rows);
  }
}
