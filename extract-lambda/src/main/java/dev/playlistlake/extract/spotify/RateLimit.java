package dev.playlistlake.extract.spotify;

import java.time.Duration;

/// The limits that a run keeps for its requests. Immutable.
///
/// @param requestsPerSecond for all playlists together; 0 for no limit
/// @param concurrency number of playlists that are read at the same time, with one request each
/// @param maxWait total time that a run may wait for retries and for pauses that Spotify requests
public record RateLimit(double requestsPerSecond, int concurrency, Duration maxWait) {
  public static final RateLimit DEFAULT = new RateLimit(10, 4, Duration.ofSeconds(60));
}
