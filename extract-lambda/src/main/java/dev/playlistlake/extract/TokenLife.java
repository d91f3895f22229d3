package dev.playlistlake.extract;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// How long a refresh token is good: six calendar months from the user's consent, however often it
/// is used. Spotify tells nobody, so the date of the consent is kept with it.
///
/// @param ofUser whether there is a refresh token
/// @param end of it, empty when the consent's date isn't known
record TokenLife(boolean ofUser, Optional<Instant> end) {
  private static final int MONTHS = 6;
  private static final int DAYS_OF_WARNING = 30;

  static TokenLife of(Credentials credentials) {
    return new TokenLife(
        credentials.refreshToken().isPresent(),
        credentials
            .refreshToken()
            .flatMap(_ -> credentials.authorizedAt())
            .map(consent -> consent.atOffset(ZoneOffset.UTC).plusMonths(MONTHS).toInstant()));
  }

  /// Whole days, negative when it is over.
  Optional<Integer> daysLeft(Instant now) {
    return end.map(instant -> (int) Math.floorDiv(now.until(instant, ChronoUnit.SECONDS), 86_400L));
  }

  /// What to tell people in the last month, or always when nobody knows which month that is.
  Optional<String> warning(Instant now, CredentialStore store) {
    if (ofUser && end.isEmpty()) {
      return Optional.of(
          "when the refresh token ends is not known, because the date of the login (authorized_at)"
              + " isn't kept: it ends six months after it, and nobody can be warned. "
              + logIn(store));
    }
    return daysLeft(now)
        .filter(days -> days <= DAYS_OF_WARNING)
        .map(days -> ending(days, now) + logIn(store));
  }

  private String ending(int days, Instant now) {
    return "the refresh token %s on %s (%d days left). "
        .formatted(
            days < 0 ? "ended" : "ends", end.orElse(now).truncatedTo(ChronoUnit.SECONDS), days);
  }

  /// The one sentence that says how to get a new refresh token.
  static String logIn(CredentialStore store) {
    return "Log in again: run " + store.loginCommand();
  }
}
