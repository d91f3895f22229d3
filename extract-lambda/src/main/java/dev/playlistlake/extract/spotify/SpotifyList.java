package dev.playlistlake.extract.spotify;

import dev.playlistlake.extract.spotify.SpotifyResponse.ErrorResponse;
import dev.playlistlake.model.PlaylistId;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A list that Spotify sends page by page.
///
/// @param name in messages
/// @param url of its first page; of a playlist, of the object that contains that page
/// @param isPlaylist else a list of the user who logged in
/// @param scopes that the login needs for it
public record SpotifyList(String name, URI url, boolean isPlaylist, String scopes) {
  /// The name of the list of the user's playlists, in settings too.
  public static final String OWNED = "owned";

  private static final String PLAYLIST_SCOPES = "playlist-read-private playlist-read-collaborative";
  private static final Pattern OFFSET = Pattern.compile("(?:^|&)offset=(\\d{1,9})(?:&|$)");

  /// The entries of one playlist; `liked` are the saved songs of the user who logged in.
  public static SpotifyList of(PlaylistId playlist, Endpoints endpoints) {
    if (playlist.equals(PlaylistId.LIKED)) {
      URI url = endpoints.api().resolve("/v1/me/tracks?limit=50");
      return new SpotifyList(playlist.value(), url, false, "user-library-read");
    }
    URI url = endpoints.api().resolve("/v1/playlists/" + playlist);
    return new SpotifyList("playlist " + playlist, url, true, PLAYLIST_SCOPES);
  }

  /// The playlists in the library of the user who logged in.
  static SpotifyList owned(Endpoints endpoints) {
    URI url = endpoints.api().resolve("/v1/me/playlists?limit=50");
    return new SpotifyList(OWNED, url, false, PLAYLIST_SCOPES);
  }

  /// The request for [#url], for messages.
  public String where() {
    return where(url);
  }

  static String where(URI url) {
    return "GET " + Redaction.redact(url);
  }

  /// Another URL for a page of a playlist that was rejected because of the way it was asked for:
  /// Spotify sends new apps to pages that they may not read, of 100 entries where 50 is the most,
  /// or at an address that is closed to them. Nobody has published the words of those errors.
  ///
  /// @param entriesBefore the page begins behind them, if its URL doesn't say where
  Optional<String> fallback(ErrorResponse error, URI rejected, int entriesBefore) {
    boolean oldAddress = error.status() == 403 && rejected.getPath().endsWith("/tracks");
    if (!isPlaylist || (error.status() != 400 && !oldAddress)) {
      return Optional.empty();
    }
    Matcher offset = OFFSET.matcher(String.valueOf(rejected.getRawQuery()));
    return Optional.of(
        "%s/items?limit=50&offset=%s&additional_types=track,episode"
            .formatted(url, offset.find() ? offset.group(1) : Integer.toString(entriesBefore)));
  }
}
