package dev.playlistlake.extract;

/// What the API's refusals of a list mean, and what to do about them.
///
/// @param tokenOfUser whether a user logged in; else the app speaks for itself
record Refusals(boolean tokenOfUser, CredentialStore store) {

  /// @param seen what was refused, for the message: `playlist …: 403 at GET …. `
  ExtractException failure(String seen, Refusal refusal, String forbidden, String missing) {
    return switch (refusal.status()) {
      case 401 -> unauthorized(seen, refusal);
      case 403 -> ExtractException.lasting(seen + forbidden);
      case 404 -> ExtractException.lasting(seen + missing);
      default ->
          ExtractException.lasting(
              seen + "A retry doesn't help: look the status up in Spotify's Web API documentation");
    };
  }

  String logIn() {
    return TokenLife.logIn(store);
  }

  private ExtractException unauthorized(String seen, Refusal refusal) {
    if (refusal.isExpiredToken()) {
      return ExtractException.passing(seen + "The access token was renewed just before", null);
    }
    if (tokenOfUser) {
      return ExtractException.lasting(seen + "The access token was not accepted. " + logIn());
    }
    return ExtractException.lasting(
        seen
            + "An app speaks for itself alone here (client credentials), and that reads neither"
            + " playlists in Development Mode nor anything of a user's own. "
            + logIn());
  }
}
