package dev.playlistlake.extract;

import dev.playlistlake.model.PlaylistId;
import java.util.List;
import java.util.Map;

/// What a run needs to know, checked once at start.
///
/// @param playlists in the order given, none twice
record Settings(
    String rawBucket, List<PlaylistId> playlists, Credentials credentials, Endpoints endpoints) {

  Settings {
    playlists = List.copyOf(playlists);
  }

  /// @throws ExtractException that names every setting that is missing or wrong, without showing
  ///   any secret's value
  static Settings of(Map<String, String> environment) {
    Environment from = new Environment(environment);
    Settings settings =
        new Settings(
            from.bucket("RAW_BUCKET"),
            from.playlists("PLAYLIST_IDS"),
            new Credentials(
                from.secret("SPOTIFY_CLIENT_ID"),
                from.secret("SPOTIFY_CLIENT_SECRET"),
                from.optionalSecret("SPOTIFY_REFRESH_TOKEN")),
            new Endpoints(
                from.origin("SPOTIFY_API_URL", Endpoints.SPOTIFY_API),
                from.origin("SPOTIFY_ACCOUNTS_URL", Endpoints.SPOTIFY_ACCOUNTS)));
    from.refuseIfWrong();
    return settings;
  }
}
