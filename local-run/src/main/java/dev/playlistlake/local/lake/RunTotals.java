package dev.playlistlake.local.lake;

import dev.playlistlake.local.cli.Counts;
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

/// Sums of the functions' reports over one or more runs. Used by `run` and `demo`, in one thread.
public final class RunTotals {
  private final List<TransformReport> transforms = new ArrayList<>();
  private final SnapshotsInTrouble inTrouble = new SnapshotsInTrouble();
  private long stored;
  private long entries;
  private long playlists;

  /// Adds the reports of a run.
  public void add(LocalLake.Run run) {
    transforms.addAll(run.transforms());
    run.transforms().forEach(inTrouble::add);
    stored += run.extract().stored();
    playlists += run.extract().playlists().size();
    entries += run.extract().entries();
  }

  /// Counts the files and rows of the transformed snapshots in each table, in the order of writing.
  ///
  /// @param processed the folder of the tables
  public Map<Table<?>, TableFiles> tables(Path processed) throws IOException {
    Map<Table<?>, TableFiles> tables = new LinkedHashMap<>();
    for (Table<?> table : Tables.ALL) {
      tables.put(table, TableFiles.count(processed, table, snapshots()));
    }
    return tables;
  }

  /// Returns the snapshots of the runs that have a trouble.
  public SnapshotsInTrouble inTrouble() {
    return inTrouble;
  }

  /// Returns the snapshots of the runs that were transformed.
  public List<RawKey> snapshots() {
    return transforms.stream()
        .flatMap(report -> report.keys().stream())
        .map(RawKey::parse)
        .flatMap(Optional::stream)
        .toList();
  }

  /// Returns the numbers of entries as `4 read = 2 songs + 1 duplicate + 1 reject`.
  public String reconciliation() {
    return reconciliation(itemsRead(), songs(), duplicates(), rejects());
  }

  /// Returns numbers of entries as `4 read = 2 songs + 1 duplicate + 1 reject`.
  public static String reconciliation(long read, long songs, long duplicates, long rejects) {
    return "%,d read = %s + %s + %s"
        .formatted(
            read,
            Counts.of(songs, "song"),
            Counts.of(duplicates, "duplicate"),
            Counts.of(rejects, "reject"));
  }

  /// Returns whether every playlist was stored, and every stored entry is accounted for.
  public boolean reconciles(Map<Table<?>, TableFiles> tables) {
    return stored == playlists && isAccountedFor(tables);
  }

  /// Returns whether every stored entry was read and accounted for, and the tables have as many
  /// rows as the transform reported.
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

  /// The files and rows of a table, counted in the files themselves. Each line after the header is
  /// a row.
  public record TableFiles(int files, long rows) {

    /// Counts the files and rows of the given snapshots in a table.
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
