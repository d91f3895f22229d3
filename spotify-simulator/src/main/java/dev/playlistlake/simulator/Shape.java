package dev.playlistlake.simulator;

import java.util.List;

/// How the members of a playlist are called.
///
/// @param pages the members that hold its first page; also the last part of a page's path
/// @param contents the members of an entry that hold its song or episode
/// @see AppKind#shapeOf
record Shape(List<String> pages, List<String> contents) {
  static final Shape ITEMS = new Shape(List.of("items"), List.of("item"));
  static final Shape TRACKS = new Shape(List.of("tracks"), List.of("track"));

  /// What an older app in Development Mode has to expect.
  static final List<Shape> ALL =
      List.of(
          ITEMS,
          TRACKS,
          new Shape(List.of("tracks"), List.of("track", "item")),
          new Shape(List.of("items", "tracks"), List.of("item", "track")));
}
