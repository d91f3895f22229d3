package dev.playlistlake.extract;

import java.time.Instant;
import java.util.Optional;

/// What the app proves itself with at Spotify.
///
/// @param refreshToken of the user who logged in; without it the app speaks for itself alone
/// @param authorizedAt when the user agreed, which nothing at Spotify tells later; empty when it
///   was not kept, and then nobody can say how long the refresh token lives
public record Credentials(
    String clientId,
    String clientSecret,
    Optional<String> refreshToken,
    Optional<Instant> authorizedAt) {

  Credentials withRefreshToken(String other) {
    return new Credentials(clientId, clientSecret, Optional.of(other), authorizedAt);
  }

  /// Names no value: a record's own text would show the secret in every log.
  @Override
  public String toString() {
    return refreshToken.isPresent() ? "Credentials of a user" : "Credentials of an app";
  }
}
