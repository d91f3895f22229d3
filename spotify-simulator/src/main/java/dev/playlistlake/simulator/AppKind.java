package dev.playlistlake.simulator;

/// The kinds of app that are alive at Spotify in November 2026; each sees another API.
public enum AppKind {
  /// Development Mode, created since 2026-02-11: `items`, `item`, pages of 50.
  NEW_DEVELOPMENT,
  /// Development Mode, older: either naming, sometimes both at once.
  OLD_DEVELOPMENT,
  /// Extended Quota, for companies: `tracks`, `track`, popularity and markets.
  EXTENDED_QUOTA;

  /// Whether only the user's own playlists give their entries, and only to the user's own token.
  public boolean isDevelopment() {
    return this != EXTENDED_QUOTA;
  }

  /// The names this kind of app finds in a playlist. An older app meets all of them, but the same
  /// ones each time it asks for the same playlist.
  Shape shapeOf(Playlist playlist) {
    return switch (this) {
      case NEW_DEVELOPMENT -> Shape.ITEMS;
      case EXTENDED_QUOTA -> Shape.TRACKS;
      case OLD_DEVELOPMENT -> playlist.dice().of("shape").from(Shape.ALL);
    };
  }
}
