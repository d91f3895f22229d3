package dev.playlistlake.extract.spotify;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/// The `Retry-After` header: seconds, or a date.
public final class RetryAfter {
  /// Blocks of up to a day were seen. A longer one is taken for a mistake, so that no response
  /// stops a schedule for years.
  public static final Duration MAX = Duration.ofDays(2);

  private RetryAfter() {}

  /// Empty when the header is missing or has neither form; at most [#MAX]. A date in the past makes
  /// it negative.
  static Optional<Duration> parse(Optional<String> header, Instant now) {
    return header
        .map(String::strip)
        .flatMap(value -> parse(value, now))
        .map(duration -> duration.compareTo(MAX) > 0 ? MAX : duration);
  }

  private static Optional<Duration> parse(String value, Instant now) {
    if (value.matches("\\d{1,9}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
    }
    try {
      ZonedDateTime date = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME);
      return Optional.of(Duration.between(now, date.toInstant()));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
