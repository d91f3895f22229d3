package dev.playlistlake.transform;

import java.util.Optional;

/// Finds out whether one page or array holds a playlist's entries at all. One without any readable
/// entry is something else: read as rejects it would empty the playlist for a day, and the next day
/// every song would enter.
///
/// A readable entry has an object or null as `item` or `track`, and no `played_at`. Null is an
/// entry too, unless it is among objects with an id of their own: those are tracks, albums or
/// playlists.
final class EntryCheck {
  private static final String EXPECTED =
      "a playlist's entries, each with an object or null as \"item\" or \"track\"";

  private long elements;
  private boolean anyReadableObject;
  private boolean anyNull;
  private boolean anyContentItself;
  private String firstUnreadable = "";

  void add(Entry entry) {
    elements++;
    anyContentItself |= entry.isContentItself();
    if (!entry.unreadable().isEmpty()) {
      firstUnreadable = firstUnreadable.isEmpty() ? entry.unreadable() : firstUnreadable;
    } else if (entry == Entry.NULL) {
      anyNull = true;
    } else {
      anyReadableObject = true;
    }
  }

  /// What is wrong with the array; empty when it has a readable entry or no element.
  ///
  /// @param path the array's JSON path
  Optional<DocumentError> error(String path) {
    boolean readable = anyReadableObject || (anyNull && !anyContentItself);
    if (elements == 0 || readable) {
      return Optional.empty();
    }
    String found =
        "no readable entry among %d %s (the first that is not null: %s)"
            .formatted(elements, elements == 1 ? "element" : "elements", firstUnreadable);
    String hint = anyContentItself ? " (is it a page of tracks, albums or playlists?)" : "";
    return Optional.of(new DocumentError(path, found, EXPECTED + hint));
  }
}
