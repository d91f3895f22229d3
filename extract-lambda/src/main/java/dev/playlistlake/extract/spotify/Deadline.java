package dev.playlistlake.extract.spotify;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// When a run has to be over: the instant at which all of its parts stop. Threads share it.
///
/// @param nanos elapsed time
/// @param at on the same scale
public record Deadline(LongSupplier nanos, long at) {

  public static Deadline after(Duration time, LongSupplier nanos) {
    return new Deadline(nanos, nanos.getAsLong() + time.toNanos());
  }

  /// Negative when the deadline has passed.
  public Duration left() {
    return Duration.ofNanos(at - nanos.getAsLong());
  }

  /// The timeout, or the time that is left if that is shorter.
  Duration limit(Duration timeout) {
    Duration left = left();
    return left.compareTo(timeout) < 0 ? left : timeout;
  }

  /// Whether the deadline passes before a wait of this length is over.
  boolean isBeforeEndOf(Duration wait) {
    return nanos.getAsLong() + wait.toNanos() - at > 0;
  }

  /// The error of a playlist that isn't finished by then.
  public static ExtractException exceeded(@Nullable Exception cause) {
    return ExtractException.retryable(
        "the time that this run was given is over: a retry reads what is missing", cause);
  }
}
