package dev.playlistlake.transform;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/// Reads the entries of one page object or of one array, which become rows at once. Whether the
/// page counts is known only at the end of the document, so its error is kept until then.
///
/// A page with elements needs a readable entry. One without is not part of a playlist: read as
/// rejects it would empty the playlist for a day, and the next day every song would enter. Null is
/// readable too, unless it is among objects with an id of their own: those are tracks, albums or
/// playlists.
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

  /// Makes a reader to which the caller passes members or entries.
  ///
  /// @param rows where the entries go
  PageReader(PlaylistRows rows) {
    this.rows = rows;
  }

  /// Reads the page object at the cursor.
  ///
  /// @param rows where its entries go
  static PageReader read(JsonCursor json, PlaylistRows rows) throws IOException {
    PageReader page = new PageReader(rows);
    String path = json.path() + ".items";
    json.members(page::member);
    if (!page.hasItems) {
      page.error = Optional.of(withoutItems(json, path, "no member \"items\""));
    }
    return page;
  }

  /// Reads the member at the cursor, or leaves it.
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

  // An unreadable page is not an empty one.
  private static TransformException withoutItems(JsonCursor json, String path, String found) {
    return json.refusal(path, found, "the page's array of entries");
  }

  /// Adds an entry of the array.
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

  /// Ends the array of entries: the cursor is at its end.
  void end(JsonCursor json) {
    boolean readable = anyReadableObject || (anyNull && !anyOwnId);
    if (elements > 0 && !readable) {
      String found =
          "no readable entry among %d %s (the first that is not null: %s)"
              .formatted(elements, elements == 1 ? "element" : "elements", firstUnreadable);
      String hint = anyOwnId ? " (is it a page of tracks, albums or playlists?)" : "";
      error = Optional.of(json.refusal(json.path(), found, ENTRIES + hint));
    }
  }

  /// Whether there is a member `items`, of any type.
  boolean hasItems() {
    return hasItems;
  }

  PlaylistRows rows() {
    return rows;
  }

  /// The number of entries of the whole playlist, as the page has it.
  OptionalLong total() {
    return total;
  }

  /// Why the document is refused if this page counts.
  Optional<TransformException> error() {
    return error;
  }

  /// Refuses the document if the page has an error.
  void requireReadable() {
    if (error.isPresent()) {
      throw error.get();
    }
  }
}
