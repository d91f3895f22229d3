package dev.playlistlake.extract.credentials;

import dev.playlistlake.extract.spotify.ExtractException;

/// Where the credentials are kept: a secret, a file, or the environment, which is read-only. One
/// thread at a time uses a store.
public interface CredentialStore {
  /// The credentials as they are stored now. Every run asks, so that a new login counts at once.
  ///
  /// @throws ExtractException that names what is missing or invalid, and shows no value
  Credentials load();

  /// Stores the refresh token that Spotify sent in place of the one that was used, and changes
  /// nothing else. When another token is stored meanwhile (somebody logged in, another process was
  /// faster), that one stays.
  ///
  /// @return the credentials that are stored afterwards
  /// @throws ExtractException when the new token is not stored; the run continues with it anyway
  Credentials replaceRefreshToken(String used, String rotated);

  /// What a person does to log in again, as a clause for messages: `run …`.
  String howToLogIn();

  /// Credentials from the environment.
  static CredentialStore ofEnvironment(Credentials credentials, String howToLogIn) {
    return new Environment(credentials, howToLogIn);
  }

  /// Credentials that a program can read and not change.
  record Environment(Credentials credentials, String howToLogIn) implements CredentialStore {
    @Override
    public Credentials load() {
      return credentials;
    }

    @Override
    public Credentials replaceRefreshToken(String used, String rotated) {
      throw ExtractException.permanent(
          "SPOTIFY_REFRESH_TOKEN is set in the environment, which a program can't change: keep the"
              + " credentials in a secret (SPOTIFY_SECRET_ID) or a file");
    }
  }
}
