package dev.playlistlake.extract.spotify;

import dev.playlistlake.extract.spotify.SpotifyResponse.ErrorResponse;
import java.time.Duration;
import java.util.Optional;

/// The pause of all requests after a response 429. [RetryingSender] uses it. Immutable.
///
/// @param endsRun whether the run does not wait for its end
/// @param outlastsRetry whether the pause is longer than the time after which AWS retries a failed
///   invocation
/// @param estimated whether Spotify sent no time, or a time that cannot be right
record RateLimitPause(Duration length, boolean endsRun, boolean outlastsRetry, boolean estimated) {
  /// After so many responses 429 in a row, further requests only make the block longer.
  static final int MAX_IN_A_ROW = 5;

  /// Spotify counts requests in a rolling window of 30 s:
  /// https://developer.spotify.com/documentation/web-api/concepts/rate-limits
  private static final Duration RATE_WINDOW = Duration.ofSeconds(30);

  /// The shortest pause after the first response 429. It doubles after each further one, because
  /// Spotify sometimes sends zero seconds during a block.
  private static final Duration MIN_LENGTH = Duration.ofSeconds(1);

  /// AWS retries a failed asynchronous invocation after one minute:
  /// https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
  private static final Duration UNTIL_RETRY = Duration.ofMinutes(1);

  /// Used if Spotify sends no time. Short enough for the next day's run to send requests again.
  private static final Duration DEFAULT_QUOTA_LENGTH = Duration.ofHours(12);

  /// A daily quota, or a block that outlasts several pauses, does not end within seconds, even if
  /// the header says so.
  private static final Duration MIN_BLOCK_LENGTH = Duration.ofHours(1);

  /// Returns the pause that follows a response 429.
  ///
  /// @param inARow number of such responses without another response between them, at least 1
  static RateLimitPause of(ErrorResponse error, int inARow) {
    Optional<Duration> sent = error.retryAfter().filter(Duration::isPositive);
    if (error.isQuota()) {
      Duration length = max(sent.orElse(DEFAULT_QUOTA_LENGTH), MIN_BLOCK_LENGTH);
      return new RateLimitPause(length, true, true, sent.isEmpty());
    }
    if (inARow >= MAX_IN_A_ROW) {
      Duration length = max(sent.orElse(Duration.ZERO), MIN_BLOCK_LENGTH);
      boolean estimated = sent.filter(length::equals).isEmpty();
      return new RateLimitPause(length, true, true, estimated);
    }
    Duration least = MIN_LENGTH.multipliedBy(1L << (inARow - 1));
    Duration length = max(error.retryAfter().orElse(RATE_WINDOW), least);
    boolean outlastsRetry = length.compareTo(UNTIL_RETRY) > 0;
    return new RateLimitPause(length, false, outlastsRetry, sent.isEmpty());
  }

  private static Duration max(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? other : one;
  }
}
