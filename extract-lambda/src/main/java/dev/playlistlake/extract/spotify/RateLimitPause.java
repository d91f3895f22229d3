package dev.playlistlake.extract.spotify;

import dev.playlistlake.extract.spotify.SpotifyResponse.ErrorResponse;
import java.time.Duration;
import java.util.Optional;

/// For how long a response 429 stops all requests.
///
/// @param outlastsRetry whether it is longer than AWS waits before it repeats a failed invocation
record RateLimitPause(Duration length, boolean outlastsRetry) {
  /// Spotify counts requests over a rolling window of this length.
  private static final Duration RATE_WINDOW = Duration.ofSeconds(30);

  private static final Duration MIN_LENGTH = Duration.ofSeconds(1);

  /// AWS repeats a failed invocation after a minute.
  private static final Duration UNTIL_RETRY = Duration.ofMinutes(1);

  /// Used when Spotify doesn't say how long: short enough that the next day's run asks again.
  private static final Duration DEFAULT_QUOTA_LENGTH = Duration.ofHours(12);

  /// The quota of a day isn't full again within seconds, even if the header says so.
  private static final Duration MIN_QUOTA_LENGTH = Duration.ofHours(1);

  static RateLimitPause of(ErrorResponse error) {
    Optional<Duration> sent = error.retryAfter();
    if (error.isQuota()) {
      Duration length = sent.filter(Duration::isPositive).orElse(DEFAULT_QUOTA_LENGTH);
      return new RateLimitPause(max(length, MIN_QUOTA_LENGTH), true);
    }
    Duration length = max(sent.orElse(RATE_WINDOW), MIN_LENGTH);
    return new RateLimitPause(length, length.compareTo(UNTIL_RETRY) > 0);
  }

  private static Duration max(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? other : one;
  }
}
