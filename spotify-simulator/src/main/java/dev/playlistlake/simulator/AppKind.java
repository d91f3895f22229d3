package dev.playlistlake.simulator;

import java.util.List;

/// The kinds of app that Spotify serves in November 2026. The API differs for each kind.
public enum AppKind {
  /// Development Mode, created since 2026-02-11: `items`, `item`, pages of 50.
  NEW_DEVELOPMENT,
  /// Development Mode, created before: either naming, sometimes both in one playlist.
  OLD_DEVELOPMENT,
  /// Extended Quota, for companies: `tracks`, `track`, popularity and markets.
  EXTENDED_QUOTA;

  /// The names of the members of a playlist.
  ///
  /// @param pages the members that contain the first page; also the last part of the path of a page
  /// @param contents the members of an entry that contain its song or episode
  record FieldNames(List<String> pages, List<String> contents) {
    static final FieldNames ITEMS = new FieldNames(List.of("items"), List.of("item"));
    static final FieldNames TRACKS = new FieldNames(List.of("tracks"), List.of("track"));

    /// All combinations that an older app in Development Mode receives.
    private static final List<FieldNames> ALL =
        List.of(
            ITEMS,
            TRACKS,
            new FieldNames(List.of("tracks"), List.of("track", "item")),
            new FieldNames(List.of("items", "tracks"), List.of("item", "track")));
  }

  /// Whether the API sends entries only for playlists that the user owns or collaborates on, and
  /// only with the user's token.
  public boolean isDevelopment() {
    return this != EXTENDED_QUOTA;
  }

  /// Returns the names that this kind of app receives in a playlist. An older app receives
  /// different names in different playlists, but always the same names in one playlist.
  FieldNames fieldNamesIn(Playlist playlist) {
    return switch (this) {
      case NEW_DEVELOPMENT -> FieldNames.ITEMS;
      case EXTENDED_QUOTA -> FieldNames.TRACKS;
      case OLD_DEVELOPMENT -> playlist.random().derive("shape").pick(FieldNames.ALL);
    };
  }
}
