package dev.playlistlake.extract.spotify;

import java.time.Duration;

/// The maximum time of one attempt of a request. Immutable.
///
/// @param connect until the connection is open
/// @param response from the start of the attempt to the last byte of the response
public record Timeouts(Duration connect, Duration response) {
  public static final Timeouts DEFAULT = ofResponse(Duration.ofSeconds(30));

  /// Returns timeouts with the default for connections.
  public static Timeouts ofResponse(Duration response) {
    return new Timeouts(Duration.ofSeconds(10), response);
  }
}
