package dev.playlistlake.extract;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.Set;

/// The pages followed so far: each leads to the API's own host, and none is met twice.
final class Trail {
  private final String list;
  private final Endpoints endpoints;
  private final Set<URI> followed = new HashSet<>();

  /// @param list what messages call it
  Trail(String list, Endpoints endpoints) {
    this.list = list;
    this.endpoints = endpoints;
  }

  /// @throws ExtractException when the token must not go there, or has been there
  URI follow(String next) {
    URI url = parse(next);
    if (!endpoints.isApi(url)) {
      throw ExtractException.lasting(
          "%s: next points to %s, another host than the API's %s: not followed"
              .formatted(list, Endpoints.shown(url), endpoints.api()));
    }
    // A fragment is not sent: with another one each time the same page would come for ever.
    if (url.getRawFragment() != null || !followed.add(url)) {
      throw ExtractException.passing(
          "%s: next points to %s for the second time: its pages go round in a circle"
              .formatted(list, Endpoints.shown(url)),
          null);
    }
    return url;
  }

  private URI parse(String next) {
    try {
      return new URI(next);
    } catch (URISyntaxException notUrl) {
      throw ExtractException.lasting(
          "%s: next is no URL: %s at character %d"
              .formatted(list, notUrl.getReason(), notUrl.getIndex()));
    }
  }
}
