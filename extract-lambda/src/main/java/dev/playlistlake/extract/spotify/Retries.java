package dev.playlistlake.extract.spotify;

import java.time.Duration;

/// How often and after which pauses a request is retried: exponential backoff with full jitter, so
/// that clients that failed together don't come back together.
///
/// @param attempts in all, the first one included
/// @param base the longest pause after the first attempt; it doubles with each
public record Retries(int attempts, Duration base) {
  public static final Retries DEFAULT = new Retries(4, Duration.ofSeconds(1));

  boolean allowMoreThan(int attempts) {
    return attempts < this.attempts;
  }

  /// @param attempt that failed, from 1
  /// @param random from 0 to 1
  Duration pause(int attempt, double random) {
    return Duration.ofMillis((long) (base.toMillis() * Math.scalb(random, attempt - 1)));
  }
}
