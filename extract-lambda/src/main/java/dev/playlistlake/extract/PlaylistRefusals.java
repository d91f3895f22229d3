package dev.playlistlake.extract;

import dev.playlistlake.model.PlaylistId;

/// What the API's refusals of a playlist mean, and what to do about them.
final class PlaylistRefusals {
  private final boolean tokenOfUser;

  PlaylistRefusals(boolean tokenOfUser) {
    this.tokenOfUser = tokenOfUser;
  }

  ExtractException failure(PlaylistId playlist, Refusal refusal, String where) {
    String seen = "playlist " + playlist + ": " + refusal.at(where) + ". ";
    return switch (refusal.status()) {
      case 401 -> unauthorized(seen, refusal);
      case 403 ->
          ExtractException.lasting(
              seen
                  + "Likely causes: (1) the user who logged in neither owns the playlist nor"
                  + " collaborates on it; (2) the app may not use this endpoint, which is an old"
                  + " one; (3) the user is not on the app's allowlist (User Management in Spotify's"
                  + " dashboard); (4) the Premium subscription of the app's owner lapsed; (5) the"
                  + " login lacks a scope (playlist-read-private playlist-read-collaborative)");
      case 404 ->
          ExtractException.lasting(
              seen
                  + "The playlist is private, deleted, or owned by Spotify (which no longer gives"
                  + " its own playlists to apps): make it readable or take it out of PLAYLIST_IDS");
      default ->
          ExtractException.lasting(
              seen + "A retry doesn't help: look the status up in Spotify's Web API documentation");
    };
  }

  private ExtractException unauthorized(String seen, Refusal refusal) {
    if (refusal.isExpiredToken()) {
      return ExtractException.passing(seen + "The access token was renewed just before", null);
    }
    if (tokenOfUser) {
      return ExtractException.lasting(
          seen
              + "The access token was not accepted: log in again and store the new"
              + " SPOTIFY_REFRESH_TOKEN");
    }
    return ExtractException.lasting(
        seen
            + "An app in Development Mode can't read playlists for itself alone (client"
            + " credentials): log in and set SPOTIFY_REFRESH_TOKEN");
  }

  /// Metadata without entries: to read that as an empty playlist would lose the playlist silently.
  static ExtractException notReadable(PlaylistId playlist, String where) {
    return ExtractException.lasting(
        "playlist %s is not readable: the answer of %s has neither in items nor in tracks a page"
                .formatted(playlist, where)
            + " with an array items. Spotify gives entries only to a user who owns the playlist or"
            + " collaborates on it: log in as one, or take it out of PLAYLIST_IDS");
  }
}
