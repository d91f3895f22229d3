package dev.playlistlake.extract.credentials;

import dev.playlistlake.extract.spotify.ErrorAdvice;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// The expiry of a refresh token: six calendar months after the login, no matter how often the
/// token is used. Spotify does not report it, so the time of the login is stored with the token.
/// Immutable.
///
/// @param ofUser whether there is a refresh token
/// @param end empty if the time of the login is unknown
public record LoginExpiry(boolean ofUser, Optional<Instant> end) {
  private static final int MONTHS = 6;
  private static final int DAYS_OF_WARNING = 30;

  public static LoginExpiry of(Credentials credentials) {
    return new LoginExpiry(
        credentials.isOfUser(),
        credentials.refreshToken().flatMap(_ -> credentials.authorizedAt()).map(LoginExpiry::end));
  }

  /// Returns when the refresh token of a login expires.
  ///
  /// @param login time of the login
  public static Instant end(Instant login) {
    return login.atOffset(ZoneOffset.UTC).plusMonths(MONTHS).toInstant();
  }

  /// Returns the whole days until the expiry, negative after it; empty if it is unknown.
  public Optional<Integer> daysLeft(Instant now) {
    return end.map(instant -> (int) Math.floorDiv(now.until(instant, ChronoUnit.SECONDS), 86_400L));
  }

  /// Returns a warning in the last 30 days, and always if the expiry is unknown.
  public Optional<String> warning(Instant now, ErrorAdvice advice) {
    if (ofUser && end.isEmpty()) {
      return Optional.of(advice.loginOfUnknownDate());
    }
    return daysLeft(now)
        .filter(days -> days <= DAYS_OF_WARNING)
        .map(days -> advice.loginEnds(end.orElse(now), days));
  }
}
