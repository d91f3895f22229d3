package dev.playlistlake.transform;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/// Reads the entries of one page object or one array and adds them to the rows immediately. Whether
/// the page is part of the playlist is known only at the end of the document, so its error is kept
/// until then. An instance reads one page.
///
/// A page with elements must have at least one readable entry. Otherwise it is not a page of a
/// playlist. If all its elements became rejects, the playlist would be empty for one day, and all
/// its songs would enter again on the next day. Null is also a readable entry, unless the page has
/// objects with their own id, which are tracks, albums or playlists.
final class PageReader {
  private static final String ENTRIES =
      "a playlist's entries, each with an object or null as \"item\" or \"track\"";

  private final PlaylistRows rows;
  private boolean hasItems;
  private OptionalLong total = OptionalLong.empty();
  private Optional<TransformException> error = Optional.empty();

  private long elements;
  private boolean anyReadableObject;
  private boolean anyNull;
  private boolean anyOwnId;
  private String firstUnreadable = "";

  /// Creates a reader. The caller passes members or entries to it.
  ///
  /// @param rows receives the entries
  PageReader(PlaylistRows rows) {
    this.rows = rows;
  }

  /// Reads the page object at the cursor.
  ///
  /// @param rows receives the entries
  static PageReader read(JsonCursor json, PlaylistRows rows) throws IOException {
    PageReader page = new PageReader(rows);
    String path = json.path() + ".items";
    json.members(page::member);
    if (!page.hasItems) {
      page.error = Optional.of(withoutItems(json, path, "no member \"items\""));
    }
    return page;
  }

  /// Reads the member at the cursor, or skips it.
  void member(String member, JsonCursor json) throws IOException {
    switch (member) {
      case "items" -> {
        json.requireFirst(hasItems);
        hasItems = true;
        items(json);
      }
      case "total" -> total = json.integer();
      default -> {}
    }
  }

  private void items(JsonCursor json) throws IOException {
    if (json.onArray()) {
      json.elements(element -> add(PlaylistEntry.read(element)));
      end(json);
    } else {
      error = Optional.of(withoutItems(json, json.path(), json.kind()));
    }
  }

  // An unreadable page must not be read as an empty page.
  private static TransformException withoutItems(JsonCursor json, String path, String found) {
    return json.rejection(path, found, "the page's array of entries");
  }

  /// Adds one entry of the array.
  void add(PlaylistEntry entry) {
    rows.add(entry);
    elements++;
    anyOwnId |= entry.hasOwnId();
    if (entry.isNull()) {
      anyNull = true;
    } else if (!anyReadableObject) {
      String unreadable = entry.unreadable();
      anyReadableObject = unreadable.isEmpty();
      firstUnreadable = firstUnreadable.isEmpty() ? unreadable : firstUnreadable;
    }
  }

  /// Checks the entries after the last one was added.
  ///
  /// @param json at the end of the array
  void end(JsonCursor json) {
    boolean readable = anyReadableObject || (anyNull && !anyOwnId);
    if (elements > 0 && !readable) {
      String found =
          "no readable entry among %d %s (the first element that is not null is %s)"
              .formatted(elements, elements == 1 ? "element" : "elements", firstUnreadable);
      String hint = anyOwnId ? " (is it a page of tracks, albums or playlists?)" : "";
      error = Optional.of(json.rejection(json.path(), found, ENTRIES + hint));
    }
  }

  /// Whether the page has a member `items`, of any type.
  boolean hasItems() {
    return hasItems;
  }

  PlaylistRows rows() {
    return rows;
  }

  /// The number of entries of the whole playlist according to the page.
  OptionalLong total() {
    return total;
  }

  /// The error that rejects the document if this page is part of its playlist.
  Optional<TransformException> error() {
    return error;
  }

  /// Rejects the document if the page has an error.
  ///
  /// @throws TransformException if the page has an error
  void requireReadable() {
    if (error.isPresent()) {
      throw error.get();
    }
  }
}
