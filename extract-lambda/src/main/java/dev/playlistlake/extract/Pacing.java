package dev.playlistlake.extract;

import java.time.Duration;

/// How hard a run may press.
///
/// @param requestsPerSecond all playlists together; 0 for no limit
/// @param concurrency how many playlists are read at the same time, each by one request at a time
/// @param waits all together that one run keeps for retries and because Spotify asks for them
record Pacing(double requestsPerSecond, int concurrency, Duration waits) {
  static final Pacing DEFAULT = new Pacing(10, 4, Duration.ofSeconds(60));
}
