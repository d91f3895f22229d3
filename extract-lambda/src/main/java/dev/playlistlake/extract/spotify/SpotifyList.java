package dev.playlistlake.extract.spotify;

import dev.playlistlake.extract.spotify.SpotifyResponse.ErrorResponse;
import dev.playlistlake.model.PlaylistId;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A list that Spotify sends page by page: the entries of a playlist, the saved songs, or the
/// user's playlists. Immutable.
///
/// @param name for messages
/// @param url of the first page; for a playlist, of the object that contains the first page
/// @param isPlaylist whether it is a playlist; otherwise it is a list of the logged-in user
/// @param scopes that the login needs, separated by spaces
public record SpotifyList(String name, URI url, boolean isPlaylist, String scopes) {
  /// The name of the list of the user's playlists, in messages and settings.
  public static final String OWNED = "owned";

  private static final String PLAYLIST_SCOPES = "playlist-read-private playlist-read-collaborative";
  private static final String PLAYLISTS = "/playlists/";
  private static final Pattern OFFSET = Pattern.compile("(?:^|&)offset=(\\d{1,9})(?:&|$)");

  /// Returns the list of the entries of one playlist; for `liked`, the saved songs of the logged-in
  /// user.
  public static SpotifyList of(PlaylistId playlist, Endpoints endpoints) {
    if (playlist.equals(PlaylistId.LIKED)) {
      URI url = endpoints.api().resolve("/v1/me/tracks?limit=50");
      return new SpotifyList(playlist.value(), url, false, "user-library-read");
    }
    URI url = endpoints.api().resolve("/v1/playlists/" + playlist);
    return new SpotifyList("playlist " + playlist, url, true, PLAYLIST_SCOPES);
  }

  /// Returns the list of playlists in the library of the logged-in user.
  static SpotifyList owned(Endpoints endpoints) {
    URI url = endpoints.api().resolve("/v1/me/playlists?limit=50");
    return new SpotifyList(OWNED, url, false, PLAYLIST_SCOPES);
  }

  /// Returns the URL of the page of a list of the user that begins after some entries.
  URI pageAt(int entriesBefore) {
    return URI.create(url + "&offset=" + entriesBefore);
  }

  /// Whether a URL of the API belongs to another playlist or another list.
  boolean isOfAnotherList(URI page) {
    String path = String.valueOf(page.normalize().getPath());
    if (!path.startsWith("/v1/") && !path.contains(PLAYLISTS)) {
      return false;
    }
    if (!isPlaylist) {
      return !path.equals(url.getPath());
    }
    // The path of older URLs begins with `/v1/users/<user>/playlists/`.
    String own = url.getPath().substring(url.getPath().indexOf(PLAYLISTS));
    return !path.endsWith(own) && !path.contains(own + "/");
  }

  /// Returns method and redacted URL of the first request, for messages.
  public String where() {
    return where(url);
  }

  static String where(URI url) {
    return "GET " + Redaction.redact(url);
  }

  /// Returns another URL for a page of a playlist after an error response; empty if the URL was not
  /// the cause. Spotify may send new apps a `next` that they cannot read: with a limit of 100 where
  /// 50 is the maximum, or with an old path that is closed to them. The messages of those errors
  /// are not documented, so the status and the path decide.
  ///
  /// @param entriesBefore number of entries before the page, used if its URL has no offset
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
