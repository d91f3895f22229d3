package dev.playlistlake.extract.credentials;

import dev.playlistlake.extract.spotify.ErrorAdvice;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// When a refresh token ends: six calendar months after the user agreed, no matter how often it is
/// used. Spotify doesn't report it, so the date of the login is stored with the token.
///
/// @param ofUser whether there is a refresh token
/// @param end empty when the date of the login isn't known
public record LoginExpiry(boolean ofUser, Optional<Instant> end) {
  private static final int MONTHS = 6;
  private static final int DAYS_OF_WARNING = 30;

  public static LoginExpiry of(Credentials credentials) {
    return new LoginExpiry(
        credentials.isOfUser(),
        credentials.refreshToken().flatMap(_ -> credentials.authorizedAt()).map(LoginExpiry::end));
  }

  /// When the refresh token of a login ends.
  public static Instant end(Instant login) {
    return login.atOffset(ZoneOffset.UTC).plusMonths(MONTHS).toInstant();
  }

  /// Whole days, negative when it has ended.
  public Optional<Integer> daysLeft(Instant now) {
    return end.map(instant -> (int) Math.floorDiv(now.until(instant, ChronoUnit.SECONDS), 86_400L));
  }

  /// A warning in the last month, or always when the month isn't known.
  public Optional<String> warning(Instant now, ErrorAdvice advice) {
    if (ofUser && end.isEmpty()) {
      return Optional.of(advice.loginOfUnknownDate());
    }
    return daysLeft(now)
        .filter(days -> days <= DAYS_OF_WARNING)
        .map(days -> advice.loginEnds(end.orElse(now), days));
  }
}
