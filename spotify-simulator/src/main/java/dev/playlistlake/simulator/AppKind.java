package dev.playlistlake.simulator;

import java.util.List;

/// The kinds of app that Spotify serves in November 2026; each gets another API.
public enum AppKind {
  /// Development Mode, created since 2026-02-11: `items`, `item`, pages of 50.
  NEW_DEVELOPMENT,
  /// Development Mode, older: either naming, sometimes both at once.
  OLD_DEVELOPMENT,
  /// Extended Quota, for companies: `tracks`, `track`, popularity and markets.
  EXTENDED_QUOTA;

  /// The names of the members of a playlist.
  ///
  /// @param pages the members that hold its first page; also the last part of a page's path
  /// @param contents the members of an entry that hold its song or episode
  record FieldNames(List<String> pages, List<String> contents) {
    static final FieldNames ITEMS = new FieldNames(List.of("items"), List.of("item"));
    static final FieldNames TRACKS = new FieldNames(List.of("tracks"), List.of("track"));

    /// Everything that an older app in Development Mode meets.
    private static final List<FieldNames> ALL =
        List.of(
            ITEMS,
            TRACKS,
            new FieldNames(List.of("tracks"), List.of("track", "item")),
            new FieldNames(List.of("items", "tracks"), List.of("item", "track")));
  }

  /// Whether only the user's own playlists have entries, and only for the user's own token.
  public boolean isDevelopment() {
    return this != EXTENDED_QUOTA;
  }

  /// The names that this kind of app finds in a playlist. An older app meets all of them, but
  /// always the same ones in the same playlist.
  FieldNames fieldNamesIn(Playlist playlist) {
    return switch (this) {
      case NEW_DEVELOPMENT -> FieldNames.ITEMS;
      case EXTENDED_QUOTA -> FieldNames.TRACKS;
      case OLD_DEVELOPMENT -> playlist.random().derive("shape").pick(FieldNames.ALL);
    };
  }
}
