package dev.playlistlake.local.lake;

import dev.playlistlake.model.RawKey;
import dev.playlistlake.model.Table;
import dev.playlistlake.model.Tables;
import dev.playlistlake.transform.TransformReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What the functions told in one run or several, added up.
public final class RunTotals {
  private final List<TransformReport> transforms = new ArrayList<>();
  private long stored;
  private long entries;
  private long playlists;

  public void add(LocalLake.Run run) {
    transforms.addAll(run.transforms());
    stored += run.extract().stored();
    playlists += run.extract().playlists().size();
    entries += run.extract().entries();
  }

  /// What each table holds of the snapshots that were transformed, in the order of writing.
  public Map<Table<?>, TableFiles> tables(Path processed) throws IOException {
    Map<Table<?>, TableFiles> tables = new LinkedHashMap<>();
    for (Table<?> table : Tables.ALL) {
      tables.put(table, TableFiles.count(processed, table, snapshots()));
    }
    return tables;
  }

  private List<RawKey> snapshots() {
    return transforms.stream()
        .flatMap(report -> report.keys().stream())
        .map(RawKey::parse)
        .flatMap(Optional::stream)
        .toList();
  }

  /// The invariant in numbers.
  public String reconciliation() {
    return "%,d read = %,d songs + %,d duplicates + %,d rejects"
        .formatted(itemsRead(), songs(), duplicates(), rejects());
  }

  /// Whether every playlist was stored, and everything stored is accounted for.
  public boolean reconciles(Map<Table<?>, TableFiles> tables) {
    return stored == playlists && isAccountedFor(tables);
  }

  /// Whether every entry that was stored was read and accounted for, and the tables hold the rows
  /// that were told.
  boolean isAccountedFor(Map<Table<?>, TableFiles> tables) {
    return transforms.size() == stored
        && itemsRead() == entries
        && itemsRead() == songs() + duplicates() + rejects()
        && rows(tables, Tables.SONGS) == songs()
        && rows(tables, Tables.REJECTS) == rejects();
  }

  private static long rows(Map<Table<?>, TableFiles> tables, Table<?> table) {
    TableFiles files = tables.get(table);
    return files == null ? 0 : files.rows();
  }

  private long itemsRead() {
    return transforms.stream().mapToLong(TransformReport::itemsRead).sum();
  }

  private long songs() {
    return transforms.stream().mapToLong(TransformReport::songs).sum();
  }

  private long duplicates() {
    return transforms.stream().mapToLong(TransformReport::duplicates).sum();
  }

  private long rejects() {
    return transforms.stream().mapToLong(TransformReport::rejects).sum();
  }

  /// How much of a table lies in a folder: counted in the files themselves, a line a row.
  public record TableFiles(int files, long rows) {

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
}
