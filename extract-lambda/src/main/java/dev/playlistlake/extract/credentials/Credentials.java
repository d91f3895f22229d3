package dev.playlistlake.extract.credentials;

import java.time.Instant;
import java.util.Optional;

/// What the app authenticates with at Spotify.
///
/// @param refreshToken of the user who logged in; without it the app uses a client-credentials
///   token
/// @param authorizedAt when the user agreed; empty when that was not stored, and then nobody knows
///   when the refresh token ends, because Spotify doesn't say
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

  /// Shows no value: the text of a record would put the secret into every log.
  @Override
  public String toString() {
    return isOfUser() ? "Credentials of a user" : "Credentials of an app";
  }
}
