package dev.playlistlake.extract.credentials;

/// Explains how to log in again, depending on the place of the credentials, as clauses for messages
/// such as `run …`. The program that starts the extract implements it, because the extract does not
/// know which program logs in. Called once for each [dev.playlistlake.extract.Extraction], by one
/// thread.
public interface LoginAdvice {
  /// Returns the advice for credentials in a secret.
  ///
  /// @param id name or ARN of the secret
  String forSecret(String id);

  /// Returns the advice for credentials in environment variables.
  ///
  /// @param refreshTokenSet whether the environment variables contain a refresh token, which a
  ///   login does not change
  String forEnvironment(boolean refreshTokenSet);
}
