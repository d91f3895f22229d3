package dev.playlistlake.extract.spotify;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/// Parses the header `Retry-After`, which contains seconds or a date. Stateless.
public final class RetryAfter {
  /// The longest block that is accepted. Spotify sends blocks of up to one day. A longer one is
  /// treated as an error, so that no response stops a schedule for years.
  public static final Duration MAX = Duration.ofDays(2);

  private RetryAfter() {}

  /// Returns the time to wait, at most [#MAX]; negative for a date in the past; empty if the header
  /// is missing or invalid.
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
