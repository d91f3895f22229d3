package dev.playlistlake.extract.credentials;

/// How a person logs in again, depending on where the credentials are kept: clauses for messages,
/// such as `run …`. Whoever starts the extract implements it, because the extract itself doesn't
/// know which program a person has.
public interface LoginAdvice {
  /// What to do when the credentials are in a secret.
  ///
  /// @param id name or ARN of the secret that a login fills
  String forSecret(String id);

  /// What to do when the credentials are in the environment.
  ///
  /// @param refreshTokenSet whether the environment has a refresh token, which a login doesn't
  ///   change
  String forEnvironment(boolean refreshTokenSet);
}
