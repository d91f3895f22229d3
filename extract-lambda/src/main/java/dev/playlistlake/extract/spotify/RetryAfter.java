package dev.playlistlake.extract.spotify;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;

/// Parses the header `Retry-After`, which contains seconds, sometimes with a fraction, or a date.
/// Stateless.
public final class RetryAfter {
  /// The longest block that is accepted. Spotify sends blocks of up to one day. A longer one is
  /// treated as an error, so that no response stops a schedule for years.
  public static final Duration MAX = Duration.ofDays(2);

  private static final Pattern SECONDS = Pattern.compile("\\d+(\\.\\d*)?|\\.\\d+");
  private static final int MAX_LENGTH = 64;

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
    if (value.length() <= MAX_LENGTH && SECONDS.matcher(value).matches()) {
      BigDecimal seconds = new BigDecimal(value).min(BigDecimal.valueOf(MAX.toSeconds()));
      BigDecimal millis = seconds.movePointRight(3).setScale(0, RoundingMode.CEILING);
      return Optional.of(Duration.ofMillis(millis.longValueExact()));
    }
    try {
      ZonedDateTime date = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME);
      return Optional.of(Duration.between(now, date.toInstant()));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
