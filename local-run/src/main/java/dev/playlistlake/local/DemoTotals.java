package dev.playlistlake.local;

import dev.playlistlake.model.RawKey;
import dev.playlistlake.transform.TransformReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the functions told in one run or several, added up.
final class DemoTotals {
  private final List<TransformReport> transforms = new ArrayList<>();
  private long stored;
  private long entries;
  private long playlists;

  void add(LocalLake.Run run) {
    transforms.addAll(run.transforms());
    stored += run.extract().stored();
    playlists += run.extract().playlists().size();
    entries += run.extract().entries();
  }

  /// Where the snapshots lie that were transformed.
  List<RawKey> snapshots() {
    return transforms.stream()
        .flatMap(report -> report.keys().stream())
        .map(RawKey::parse)
        .flatMap(Optional::stream)
        .toList();
  }

  /// The invariant in numbers.
  String reconciliation() {
    return "%,d read = %,d songs + %,d duplicates + %,d rejects"
        .formatted(itemsRead(), songs(), duplicates(), rejects());
  }

  /// Whether every playlist was stored, and everything stored is accounted for.
  boolean reconciles(long songRows, long rejectRows) {
    return stored == playlists && isAccountedFor(songRows, rejectRows);
  }

  /// Whether every entry that was stored was read and accounted for, and the tables hold the rows
  /// that were told.
  boolean isAccountedFor(long songRows, long rejectRows) {
    return transforms.size() == stored
        && itemsRead() == entries
        && itemsRead() == songs() + duplicates() + rejects()
        && songRows == songs()
        && rejectRows == rejects();
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
}
