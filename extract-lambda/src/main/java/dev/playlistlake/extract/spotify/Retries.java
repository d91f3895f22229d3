package dev.playlistlake.extract.spotify;

import java.time.Duration;

/// The number of retries and the pauses between them: exponential backoff with full jitter, so that
/// clients that failed at the same time do not retry at the same time. Immutable.
///
/// @param attempts maximum number of attempts, including the first one
/// @param base the longest pause after the first attempt; it doubles after each further attempt
public record Retries(int attempts, Duration base) {
  public static final Retries DEFAULT = new Retries(4, Duration.ofSeconds(1));

  boolean allowMoreThan(int attempts) {
    return attempts < this.attempts;
  }

  /// Returns the pause after a failed attempt.
  ///
  /// @param attempt number of the failed attempt, from 1
  /// @param random from 0 to 1
  Duration pause(int attempt, double random) {
    return Duration.ofMillis((long) (base.toMillis() * Math.scalb(random, attempt - 1)));
  }
}
