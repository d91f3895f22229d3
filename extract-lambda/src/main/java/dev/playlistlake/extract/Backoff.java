package dev.playlistlake.extract;

import java.time.Duration;

/// How often and after which pauses a request is repeated: exponential, with full jitter, so that
/// many clients that failed together don't come back together.
///
/// @param attempts in all, the first one included
/// @param base the longest pause after the first attempt; it doubles with each
record Backoff(int attempts, Duration base) {
  boolean allowsMoreThan(int attempts) {
    return attempts < this.attempts;
  }

  /// @param attempt that failed, from 1
  /// @param random from 0 to 1
  Duration pause(int attempt, double random) {
    return Duration.ofMillis((long) (base.toMillis() * Math.scalb(random, attempt - 1)));
  }
}
