package dev.playlistlake.extract.credentials;

import dev.playlistlake.extract.spotify.ExtractException;

/// The place of the credentials: a secret, a file, or the environment variables, which are
/// read-only. [Authorization] calls it in one thread at a time.
public interface CredentialStore {
  /// Reads the stored credentials. Every run calls it, so a new login takes effect in the next run.
  ///
  /// @throws ExtractException that lists what is missing or invalid and shows no value
  Credentials load();

  /// Replaces the refresh token and changes nothing else. If the store no longer contains the used
  /// token, because of a new login or another process, it keeps the stored token.
  ///
  /// @param used the refresh token that was sent to Spotify
  /// @param rotated the refresh token that Spotify returned
  /// @return the credentials that are stored afterwards
  /// @throws ExtractException if the new token is not stored; the run continues with it anyway
  Credentials replaceRefreshToken(String used, String rotated);

  /// Returns how to log in again, as a clause for messages, such as `run …`. Always the same text.
  String howToLogIn();

  /// Returns a store of credentials from the environment variables.
  static CredentialStore ofEnvironment(Credentials credentials, String howToLogIn) {
    return new Environment(credentials, howToLogIn);
  }

  /// Credentials from the environment variables, which a program can read but not change.
  record Environment(Credentials credentials, String howToLogIn) implements CredentialStore {
    @Override
    public Credentials load() {
      return credentials;
    }

    @Override
    public Credentials replaceRefreshToken(String used, String rotated) {
      throw ExtractException.permanent(
          "environment variable SPOTIFY_REFRESH_TOKEN is read-only: keep the credentials in a"
              + " secret, named by SPOTIFY_SECRET_ID, or in a file");
    }
  }
}
