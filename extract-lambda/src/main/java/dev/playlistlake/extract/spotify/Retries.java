package dev.playlistlake.extract.spotify;

import java.time.Duration;

/// The retries of a request and the pauses between them: exponential backoff with jitter, so that
/// clients that failed at the same time do not retry at the same time. Immutable.
///
/// @param attempts maximum number of attempts that fail without an error response of Spotify.
///   Responses 5xx do not count, because Spotify's bursts of errors last minutes: a request is
///   retried after them as long as the wait budget of the run allows
/// @param base the pause after the first attempt; it doubles after each further attempt
public record Retries(int attempts, Duration base) {
  public static final Retries DEFAULT = new Retries(4, Duration.ofMillis(500));

  private static final Duration LONGEST = Duration.ofMinutes(1);

  boolean allowMoreThan(int attempts) {
    return attempts < this.attempts;
  }

  /// Returns the pause after a failed attempt. A later pause is always longer, up to one minute.
  ///
  /// @param attempt number of the failed attempt, from 1
  /// @param random from 0 to 1
  Duration pause(int attempt, double random) {
    double grown = Math.scalb((double) base.toMillis(), attempt - 1);
    double millis = Math.min(grown, (double) LONGEST.toMillis());
    return Duration.ofMillis((long) (millis * (0.75 + random / 2)));
  }
}
