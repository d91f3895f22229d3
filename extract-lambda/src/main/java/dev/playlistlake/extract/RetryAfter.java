package dev.playlistlake.extract;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/// The `Retry-After` header: seconds, or a date.
final class RetryAfter {
  /// Blocks of up to a day were seen. More than this is taken for a mistake, so that no answer
  /// stops a schedule for years.
  static final Duration LONGEST = Duration.ofDays(2);

  private RetryAfter() {}

  /// Empty when the header is missing or has neither form; at most [#LONGEST].
  static Optional<Duration> of(Optional<String> header, Instant now) {
    return header
        .map(String::strip)
        .flatMap(value -> parse(value, now))
        .map(told -> told.compareTo(LONGEST) > 0 ? LONGEST : told);
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
