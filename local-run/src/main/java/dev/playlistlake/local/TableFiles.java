package dev.playlistlake.local;

import dev.playlistlake.model.RawKey;
import dev.playlistlake.model.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/// How much of a table lies in a folder: counted in the files themselves, a line a row.
record TableFiles(int files, long rows) {

  /// Counts a table's partitions of a range of dates, both ends included.
  static TableFiles count(Path processed, Table<?> table, LocalDate first, LocalDate last)
      throws IOException {
    int files = 0;
    long rows = 0;
    for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
      Path partition = processed.resolve(table.name()).resolve(RawKey.PARTITION + "=" + day);
      for (Path file : files(partition)) {
        files++;
        try (Stream<String> lines = Files.lines(file)) {
          rows += lines.skip(1).count();
        }
      }
    }
    return new TableFiles(files, rows);
  }

  private static List<Path> files(Path partition) throws IOException {
    if (!Files.isDirectory(partition)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(partition)) {
      return files.filter(file -> file.toString().endsWith(".csv")).toList();
    }
  }
}
