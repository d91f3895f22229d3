package dev.playlistlake.extract;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// How long a refresh token is good: six calendar months from the user's consent, however often it
/// is used. Spotify tells nobody, so the date of the consent is kept with it.
///
/// @param end of it, empty when the consent's date isn't known
record TokenLife(Optional<Instant> end) {
  private static final int MONTHS = 6;
  private static final int DAYS_OF_WARNING = 30;

  static TokenLife of(Credentials credentials) {
    return new TokenLife(
        credentials
            .refreshToken()
            .flatMap(_ -> credentials.authorizedAt())
            .map(consent -> consent.atOffset(ZoneOffset.UTC).plusMonths(MONTHS).toInstant()));
  }

  /// Whole days, negative when it is over.
  Optional<Integer> daysLeft(Instant now) {
    return end.map(instant -> (int) Math.floorDiv(now.until(instant, ChronoUnit.SECONDS), 86_400L));
  }

  /// What to tell people in the last month; empty before.
  Optional<String> warning(Instant now, CredentialStore store) {
    return daysLeft(now)
        .filter(days -> days <= DAYS_OF_WARNING)
        .map(
            days ->
                "the refresh token %s on %s (%d days left). %s"
                    .formatted(
                        days < 0 ? "ended" : "ends",
                        end.orElse(now).truncatedTo(ChronoUnit.SECONDS),
                        days,
                        logIn(store)));
  }

  /// The one sentence that says how to get a new refresh token.
  static String logIn(CredentialStore store) {
    return "Log in again: run " + store.loginCommand();
  }
}
