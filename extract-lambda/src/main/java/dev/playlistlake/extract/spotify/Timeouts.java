package dev.playlistlake.extract.spotify;

import java.time.Duration;

/// How long one attempt of a request may take.
///
/// @param connect until the connection is open
/// @param response until the last byte of the response
public record Timeouts(Duration connect, Duration response) {
  public static final Timeouts DEFAULT = ofResponse(Duration.ofSeconds(30));

  public static Timeouts ofResponse(Duration response) {
    return new Timeouts(Duration.ofSeconds(10), response);
  }
}
