package dev.playlistlake.extract;

import java.util.Optional;

/// What the app proves itself with at Spotify.
///
/// @param refreshToken of the user who logged in; without it the app speaks for itself alone
record Credentials(String clientId, String clientSecret, Optional<String> refreshToken) {

  /// Names no value: a record's own text would show the secret in every log.
  @Override
  public String toString() {
    return refreshToken.isPresent() ? "Credentials of a user" : "Credentials of an app";
  }
}
