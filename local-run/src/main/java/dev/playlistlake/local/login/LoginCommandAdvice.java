package dev.playlistlake.local.login;

import dev.playlistlake.extract.credentials.LoginAdvice;

/// How a person logs in again on the command line.
public final class LoginCommandAdvice implements LoginAdvice {
  public static final String COMMAND = "./playlist-lake login";

  /// The command that fills a secret.
  static String commandForSecret(String id) {
    return COMMAND + " --secret-id " + id;
  }

  @Override
  public String forSecret(String id) {
    return "run " + commandForSecret(id);
  }

  /// The environment has priority over the file that a login writes.
  @Override
  public String forEnvironment(boolean refreshTokenSet) {
    return "run "
        + COMMAND
        + (refreshTokenSet
            ? ", then unset SPOTIFY_REFRESH_TOKEN, or set it and SPOTIFY_AUTHORIZED_AT from the"
                + " file that login writes"
            : "");
  }
}
