package dev.playlistlake.simulator;

/// A request that arrived: no headers and no body, so no token either.
///
/// @param query raw, without `?`; may be empty
public record Request(String method, String path, String query) {

  /// `GET /v1/me/playlists?limit=50`.
  @Override
  public String toString() {
    return method + " " + path + (query.isEmpty() ? "" : "?" + query);
  }
}
