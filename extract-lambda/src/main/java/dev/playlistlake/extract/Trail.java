package dev.playlistlake.extract;

import dev.playlistlake.model.PlaylistId;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.Set;

/// The pages followed so far: each leads to the API's own host, and none is met twice.
final class Trail {
  private final PlaylistId playlist;
  private final Endpoints endpoints;
  private final Set<URI> followed = new HashSet<>();

  Trail(PlaylistId playlist, Endpoints endpoints) {
    this.playlist = playlist;
    this.endpoints = endpoints;
  }

  /// @throws ExtractException when the token must not go there, or has been there
  URI follow(String next) {
    URI url = parse(next);
    if (!endpoints.isApi(url)) {
      throw ExtractException.lasting(
          "playlist %s: next points to %s, another host than the API's %s: not followed"
              .formatted(playlist, Endpoints.shown(url), endpoints.api()));
    }
    if (!followed.add(url)) {
      throw ExtractException.passing(
          "playlist %s: next points to %s for the second time: its pages go round in a circle"
              .formatted(playlist, Endpoints.shown(url)),
          null);
    }
    return url;
  }

  private URI parse(String next) {
    try {
      return new URI(next);
    } catch (URISyntaxException notUrl) {
      throw ExtractException.lasting(
          "playlist %s: next is no URL: %s at character %d"
              .formatted(playlist, notUrl.getReason(), notUrl.getIndex()));
    }
  }
}
