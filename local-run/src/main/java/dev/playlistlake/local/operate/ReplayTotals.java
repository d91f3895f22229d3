package dev.playlistlake.local.operate;

import java.util.EnumMap;
import java.util.Map;

/// What a replay has done so far, counted by several workers.
public final class ReplayTotals {
  private final Map<Outcome.Status, Long> counts = new EnumMap<>(Outcome.Status.class);
  private long skipped;
  private long incomplete;
  private long songs;
  private long rejects;

  synchronized void add(Outcome outcome) {
    counts.merge(outcome.status(), 1L, Long::sum);
    incomplete += outcome.incomplete() ? 1 : 0;
    songs += outcome.songs();
    rejects += outcome.rejects();
  }

  synchronized void addSkipped() {
    skipped++;
  }

  public synchronized long count(Outcome.Status status) {
    return counts.getOrDefault(status, 0L);
  }

  /// Objects that an earlier replay has done.
  public synchronized long skipped() {
    return skipped;
  }

  public synchronized long incomplete() {
    return incomplete;
  }

  public synchronized long songs() {
    return songs;
  }

  public synchronized long rejects() {
    return rejects;
  }

  /// Objects that were taken up, whatever became of them.
  public synchronized long done() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
