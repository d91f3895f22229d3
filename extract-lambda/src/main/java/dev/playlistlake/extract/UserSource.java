package dev.playlistlake.extract;

import java.net.URI;
import java.util.Optional;

/// A list of the user's own.
///
/// @param scopes that the login needs for it
record UserSource(String name, String scopes, Refusals refusals) implements Source {

  static UserSource liked(Refusals refusals) {
    return new UserSource("liked", "user-library-read", refusals);
  }

  static UserSource owned(Refusals refusals) {
    return new UserSource(
        Selection.OWNED, "playlist-read-private playlist-read-collaborative", refusals);
  }

  @Override
  public Optional<String> instead(Refusal refusal, URI refused, int entriesBefore) {
    return Optional.empty();
  }

  @Override
  public ExtractException failure(Refusal refusal, String where) {
    return refusals.failure(
        name + ": " + refusal.at(where) + ". ",
        refusal,
        "Likely causes: (1) the login lacks a scope (%s); (2) the user is not on the app's"
                .formatted(scopes)
            + " allowlist (User Management in Spotify's dashboard); (3) the Premium subscription of"
            + " the app's owner lapsed; (4) the app may not use this endpoint. For a scope: "
            + refusals.logIn(),
        "Spotify has no such list for this user: take " + name + " out of PLAYLIST_IDS");
  }
}
