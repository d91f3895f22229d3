package dev.playlistlake.extract;

/// What the refusals of the accounts host mean, and what to do about them.
final class TokenRefusals {
  private TokenRefusals() {}

  static ExtractException failure(Refusal refusal, String where, CredentialStore store) {
    return ExtractException.lasting(
        switch (refusal.reason()) {
          case Refusal.DEAD_GRANT ->
              "Spotify no longer accepts the refresh token (%s): it was revoked, or the user's"
                      .formatted(refusal.at(where))
                  + " consent is six months old. "
                  + TokenLife.logIn(store);
          case "invalid_client" ->
              "Spotify doesn't know this client id with this secret (%s): compare client id and"
                      .formatted(refusal.at(where))
                  + " secret with the app's settings in Spotify's dashboard; a retry doesn't help";
          default ->
              "Spotify gives no access token (%s): look the error up in Spotify's authorization"
                      .formatted(refusal.at(where))
                  + " guide; a retry doesn't help";
        });
  }
}
