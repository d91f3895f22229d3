package dev.playlistlake.extract;

/// What the refusals of the accounts host mean, and what to do about them.
final class TokenRefusals {
  private TokenRefusals() {}

  static ExtractException failure(Refusal refusal, String where) {
    return ExtractException.lasting(
        switch (refusal.reason()) {
          case "invalid_grant" ->
              "Spotify no longer accepts the refresh token (%s): it was revoked, or the user's"
                      .formatted(refusal.at(where))
                  + " consent is six months old. Log in again and store the new"
                  + " SPOTIFY_REFRESH_TOKEN; a retry doesn't help";
          case "invalid_client" ->
              "Spotify doesn't know this client id with this secret (%s): compare SPOTIFY_CLIENT_ID"
                      .formatted(refusal.at(where))
                  + " and SPOTIFY_CLIENT_SECRET with the app's settings in Spotify's dashboard; a"
                  + " retry doesn't help";
          default ->
              "Spotify gives no access token (%s): look the error up in Spotify's authorization"
                      .formatted(refusal.at(where))
                  + " guide; a retry doesn't help";
        });
  }
}
