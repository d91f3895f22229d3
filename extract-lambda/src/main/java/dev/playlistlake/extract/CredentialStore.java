package dev.playlistlake.extract;

/// Where the credentials are kept: a secret, a file, or the environment, which can only be read.
public interface CredentialStore {
  /// The credentials as they are kept now. Every run asks, so that a new login counts at once.
  ///
  /// @throws ExtractException that names what is missing or wrong, and shows no value
  Credentials load();

  /// Keeps the refresh token that Spotify sent in place of the one that was used, and changes
  /// nothing else. When another token is kept meanwhile (somebody logged in, another process was
  /// faster), that one stays.
  ///
  /// @return the credentials that are kept afterwards
  /// @throws ExtractException when the new token is not kept; the run goes on with it all the same
  Credentials replaceRefreshToken(String used, String rotated);

  /// What a person runs to log in again, and does besides, for messages.
  default String loginCommand() {
    return "./playlist-lake login";
  }
}
