package dev.playlistlake.local.report.covers;

import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Selects the addresses of images that are requested. A snapshot may contain any text as an
/// address, so only the known image hosts of Spotify are allowed, with https and a plain path.
/// Stateless.
final class CoverAddress {
  /// Spotify documents no list of its image hosts. The [reference of the Web
  /// API](https://developer.spotify.com/documentation/web-api/reference/get-playlist) shows
  /// `i.scdn.co` in its examples. `charts-images.scdn.co` is in recorded responses for playlists
  /// with Spotify's charts. The other three are in addresses of covers that other programs store:
  /// `mosaic.scdn.co` for playlists without an image of their own, and the two hosts of
  /// `spotifycdn.com` for other playlists. A cover on a host that is missing here is not loaded.
  static final Set<String> HOSTS =
      Set.of(
          "i.scdn.co",
          "mosaic.scdn.co",
          "image-cdn-ak.spotifycdn.com",
          "image-cdn-fa.spotifycdn.com",
          "charts-images.scdn.co");

  /// Without user, port, query, fragment, escapes and dot segments.
  private static final Pattern FORM =
      Pattern.compile("https://([a-z0-9.-]{1,60})(?:/[A-Za-z0-9_-][A-Za-z0-9._-]{0,200}){1,10}");

  private CoverAddress() {}

  /// Returns the address, or empty if it must not be requested.
  static Optional<URI> of(String text) {
    Matcher matcher = FORM.matcher(text);
    return matcher.matches() && HOSTS.contains(matcher.group(1))
        ? Optional.of(URI.create(text))
        : Optional.empty();
  }
}
