package dev.playlistlake.extract.spotify;

import java.time.Duration;

/// How many requests a run may send, and how long it may wait for more.
///
/// @param requestsPerSecond of all playlists together; 0 for no limit
/// @param concurrency how many playlists are read at the same time, one request each
/// @param maxWait of one run in all, for retries and for pauses that Spotify asks for
public record RateLimit(double requestsPerSecond, int concurrency, Duration maxWait) {
  public static final RateLimit DEFAULT = new RateLimit(10, 4, Duration.ofSeconds(60));
}
