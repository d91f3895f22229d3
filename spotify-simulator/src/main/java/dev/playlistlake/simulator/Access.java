package dev.playlistlake.simulator;

/// What the user may do with a playlist.
enum Access {
  OWNED,
  /// Belongs to somebody else, but the user may add songs.
  COLLABORATIVE,
  /// Belongs to somebody else and is public; the user follows it.
  FOLLOWED,
  /// Belongs to somebody else, who hides it.
  HIDDEN,
  /// Spotify's own, which no app created since 2024-11-27 can see.
  SPOTIFY;

  /// Whether even a Development Mode app gets the entries.
  boolean isReadable() {
    return this == OWNED || this == COLLABORATIVE;
  }

  boolean isVisible() {
    return this != HIDDEN && this != SPOTIFY;
  }
}
