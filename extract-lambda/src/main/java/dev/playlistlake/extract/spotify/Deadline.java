package dev.playlistlake.extract.spotify;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The time limit of a run. Immutable; all threads of the run share it.
///
/// @param nanos elapsed time, such as [System#nanoTime()]
/// @param at the end of the run on the scale of `nanos`
public record Deadline(LongSupplier nanos, long at) {

  /// Returns a deadline after some time from now.
  public static Deadline after(Duration time, LongSupplier nanos) {
    return new Deadline(nanos, nanos.getAsLong() + time.toNanos());
  }

  /// Returns the remaining time, negative after the deadline.
  public Duration left() {
    return Duration.ofNanos(at - nanos.getAsLong());
  }

  /// Returns the shorter of the timeout and the remaining time.
  Duration limit(Duration timeout) {
    Duration left = left();
    return left.compareTo(timeout) < 0 ? left : timeout;
  }

  /// Whether a wait of this length, starting now, would end after the deadline.
  boolean isBeforeEndOf(Duration wait) {
    return nanos.getAsLong() + wait.toNanos() - at > 0;
  }

  /// Returns the error for a playlist that is not complete at the deadline.
  public static ExtractException exceeded(@Nullable Exception cause) {
    return ExtractException.retryable(
        "the run reached its time limit. A retry reads the missing playlists.", cause);
  }
}
