package dev.playlistlake.extract;

/// Credentials from the environment, which a program can read and not change.
record EnvironmentCredentials(Credentials credentials) implements CredentialStore {

  @Override
  public Credentials load() {
    return credentials;
  }

  @Override
  public Credentials replaceRefreshToken(String used, String rotated) {
    throw ExtractException.lasting(
        "SPOTIFY_REFRESH_TOKEN stands in the environment, which a program can't change: keep the"
            + " credentials in a secret (SPOTIFY_SECRET_ID) or a file");
  }

  /// A login alone changes nothing here: what the environment holds goes before the file that it
  /// writes.
  @Override
  public String loginCommand() {
    return credentials.refreshToken().isEmpty()
        ? CredentialStore.super.loginCommand()
        : CredentialStore.super.loginCommand()
            + ", then unset SPOTIFY_REFRESH_TOKEN, or set it and SPOTIFY_AUTHORIZED_AT from the"
            + " file that login writes";
  }
}
