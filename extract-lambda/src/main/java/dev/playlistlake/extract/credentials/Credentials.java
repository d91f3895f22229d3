package dev.playlistlake.extract.credentials;

import java.time.Instant;
import java.util.Optional;

/// The credentials with which the app authenticates at Spotify. Immutable.
///
/// @param refreshToken of the logged-in user; without it the app uses a client-credentials token
/// @param authorizedAt time of the login; if it is empty, the end of the refresh token is unknown,
///   because Spotify does not report it
public record Credentials(
    String clientId,
    String clientSecret,
    Optional<String> refreshToken,
    Optional<Instant> authorizedAt) {

  public Credentials withRefreshToken(String other) {
    return new Credentials(clientId, clientSecret, Optional.of(other), authorizedAt);
  }

  public boolean isOfUser() {
    return refreshToken.isPresent();
  }

  /// Shows no value, because the default text of a record would put the secret into logs.
  @Override
  public String toString() {
    return isOfUser() ? "Credentials of a user" : "Credentials of an app";
  }
}
