package dev.playlistlake.local;

import dev.playlistlake.local.operate.Outcome.Status;
import dev.playlistlake.local.operate.ReplayTotals;
import java.util.ArrayList;
import java.util.List;

/// The last line of a replay.
final class ReplaySummary {
  private ReplaySummary() {}

  static String of(ReplayTotals totals, long ignored, double seconds) {
    List<String> parts = new ArrayList<>();
    add(parts, totals.count(Status.LISTED), "would be transformed");
    add(parts, totals.count(Status.SENT), "sent to the function");
    boolean here = totals.count(Status.LISTED) + totals.count(Status.SENT) == 0;
    if (here) {
      parts.add("%,d transformed".formatted(totals.count(Status.TRANSFORMED)));
      parts.add("%,d failed".formatted(totals.count(Status.FAILED)));
    } else {
      add(parts, totals.count(Status.FAILED), "failed");
    }
    add(parts, totals.count(Status.GONE), "gone");
    add(parts, totals.skipped(), "done before");
    add(parts, totals.incomplete(), "incomplete");
    add(parts, ignored, "other objects ignored");
    if (here) {
      parts.add("%,d songs".formatted(totals.songs()));
      parts.add("%,d rejects".formatted(totals.rejects()));
    }
    return String.join(", ", parts) + ". %.1f s".formatted(seconds);
  }

  private static void add(List<String> parts, long count, String what) {
    if (count > 0) {
      parts.add("%,d %s".formatted(count, what));
    }
  }
}
