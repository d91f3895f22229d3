package dev.playlistlake.simulator;

import com.sun.net.httpserver.HttpExchange;
import java.net.URI;
import java.util.Objects;

/// A request that the server received. [SimulatedSpotify#requests] returns it, and the conditions
/// of [FaultScript] test it. It has no headers and no body, so it contains no token. Immutable.
///
/// @param query raw, without `?`; may be empty
public record SimulatedRequest(String method, String path, String query) {

  static SimulatedRequest of(HttpExchange exchange) {
    URI uri = exchange.getRequestURI();
    return new SimulatedRequest(
        exchange.getRequestMethod(),
        Objects.requireNonNullElse(uri.getPath(), ""),
        Objects.requireNonNullElse(uri.getRawQuery(), ""));
  }

  /// Returns the request line, such as `GET /v1/me/playlists?limit=50`.
  @Override
  public String toString() {
    return method + " " + path + (query.isEmpty() ? "" : "?" + query);
  }
}
