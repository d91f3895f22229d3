package dev.playlistlake.local.login;

import dev.playlistlake.extract.credentials.LoginAdvice;

/// Says in the extract's messages how to log in again on the command line. Threads may share it.
public final class LoginCommandAdvice implements LoginAdvice {
  /// The command that logs in.
  public static final String COMMAND = "./playlist-lake login";

  /// Returns the command that stores a login in a secret.
  static String commandForSecret(String id) {
    return COMMAND + " --secret-id " + id;
  }

  @Override
  public String forSecret(String id) {
    return "run " + commandForSecret(id);
  }

  /// Returns the advice. A refresh token in the environment has priority over the file that `login`
  /// writes, so it must be removed or replaced.
  @Override
  public String forEnvironment(boolean refreshTokenSet) {
    return "run "
        + COMMAND
        + (refreshTokenSet
            ? ", then unset SPOTIFY_REFRESH_TOKEN, or set it and SPOTIFY_AUTHORIZED_AT to the"
                + " values in the file that login wrote"
            : "");
  }
}
