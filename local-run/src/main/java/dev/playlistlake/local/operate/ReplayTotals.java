package dev.playlistlake.local.operate;

import dev.playlistlake.local.lake.Outcome;
import dev.playlistlake.local.lake.SnapshotsInTrouble;
import dev.playlistlake.model.RawKey;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// The totals of a [Replay]. Its workers share them.
public final class ReplayTotals {
  private final Map<Outcome.Status, Long> counts = new EnumMap<>(Outcome.Status.class);
  private final SnapshotsInTrouble inTrouble = new SnapshotsInTrouble();
  private final SortedSet<LocalDate> days = new TreeSet<>();
  private long skipped;
  private long songs;
  private long rejects;

  /// Adds the outcome of one object.
  synchronized void add(RawKey snapshot, Outcome outcome) {
    counts.merge(outcome.status(), 1L, Long::sum);
    inTrouble.add(snapshot, outcome.troubles());
    if (outcome.status() == Outcome.Status.TRANSFORMED) {
      days.add(snapshot.date());
    }
    songs += outcome.songs();
    rejects += outcome.rejects();
  }

  /// Adds an object that an earlier replay transformed.
  synchronized void addSkipped(RawKey snapshot) {
    skipped++;
    days.add(snapshot.date());
  }

  /// Returns the days whose tables this replay or an earlier one wrote.
  synchronized Set<LocalDate> days() {
    return Set.copyOf(days);
  }

  /// Returns the number of objects with this status.
  public synchronized long count(Outcome.Status status) {
    return counts.getOrDefault(status, 0L);
  }

  /// Returns the number of objects that an earlier replay transformed.
  public synchronized long skipped() {
    return skipped;
  }

  /// Returns the number of objects that were processed, with any outcome.
  public synchronized long done() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /// Returns the transformed snapshots that have a trouble.
  SnapshotsInTrouble inTrouble() {
    return inTrouble;
  }

  /// Returns the line of totals that a replay prints.
  ///
  /// @param ignored number of listed objects that are not snapshots
  /// @param seconds duration of the replay
  synchronized String summary(long ignored, double seconds) {
    List<String> parts = new ArrayList<>();
    add(parts, count(Outcome.Status.LISTED), "would be transformed");
    add(parts, count(Outcome.Status.SENT), "sent to the function");
    boolean here = count(Outcome.Status.LISTED) + count(Outcome.Status.SENT) == 0;
    if (here) {
      parts.add("%,d transformed".formatted(count(Outcome.Status.TRANSFORMED)));
      parts.add("%,d failed".formatted(count(Outcome.Status.FAILED)));
    } else {
      add(parts, count(Outcome.Status.FAILED), "failed");
    }
    add(parts, count(Outcome.Status.GONE), "gone");
    add(parts, skipped, "already done");
    add(parts, ignored, ignored == 1 ? "other object ignored" : "other objects ignored");
    if (here) {
      parts.add("%,d %s".formatted(songs, songs == 1 ? "song" : "songs"));
      parts.add("%,d %s".formatted(rejects, rejects == 1 ? "reject" : "rejects"));
    }
    return String.join(", ", parts) + ". %.1f s".formatted(seconds);
  }

  private static void add(List<String> parts, long count, String what) {
    if (count > 0) {
      parts.add("%,d %s".formatted(count, what));
    }
  }
}
