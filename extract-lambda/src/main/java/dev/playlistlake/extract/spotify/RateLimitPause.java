package dev.playlistlake.extract.spotify;

import dev.playlistlake.extract.spotify.SpotifyResponse.ErrorResponse;
import java.time.Duration;
import java.util.Optional;

/// The pause of all requests after a response 429. [RetryingSender] uses it. Immutable.
///
/// @param outlastsRetry whether the pause is longer than the time after which AWS retries a failed
///   invocation
record RateLimitPause(Duration length, boolean outlastsRetry) {
  /// Spotify counts requests in a rolling window of 30 s:
  /// https://developer.spotify.com/documentation/web-api/concepts/rate-limits
  private static final Duration RATE_WINDOW = Duration.ofSeconds(30);

  private static final Duration MIN_LENGTH = Duration.ofSeconds(1);

  /// AWS retries a failed asynchronous invocation after one minute:
  /// https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
  private static final Duration UNTIL_RETRY = Duration.ofMinutes(1);

  /// Used if Spotify sends no time. Short enough for the next day's run to send requests again.
  private static final Duration DEFAULT_QUOTA_LENGTH = Duration.ofHours(12);

  /// A daily quota is not available again within seconds, even if the header says so.
  private static final Duration MIN_QUOTA_LENGTH = Duration.ofHours(1);

  /// Returns the pause that follows a response 429.
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
