package dev.playlistlake.transform;

import dev.playlistlake.model.PlaylistId;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads the entries of one page object or one array and adds them to the rows immediately. Whether
/// the page is part of the playlist is known only at the end of the document, so its error is kept
/// until then. An instance reads one page.
///
/// A page with elements must have at least one readable entry. Otherwise it is not a page of a
/// playlist. If all its elements became rejects, the playlist would be empty for one day, and all
/// its songs would enter again on the next day.
final class PageReader {
  private static final String ENTRIES =
      "a playlist's entries, each with an object or null as \"item\" or \"track\"";
  private static final Pattern PLAYLIST_URL =
      Pattern.compile(".*/playlists/([A-Za-z0-9]{22})(?:[/?].*)?", Pattern.DOTALL);
  private static final Pattern SAVED_TRACKS_URL =
      Pattern.compile(".*/me/tracks(?:[/?].*)?", Pattern.DOTALL);
  private static final Pattern OFFSET =
      Pattern.compile("[^?]*\\?(?:.*&)?offset=(\\d{1,18})(?:&.*)?", Pattern.DOTALL);

  private final PlaylistRows rows;
  private boolean hasItems;
  private OptionalLong total = OptionalLong.empty();
  private OptionalLong offset = OptionalLong.empty();
  private String href = "";
  private final ShapeMembers shape = new ShapeMembers();
  private @Nullable TransformException error;

  private long elements;
  private boolean anyReadable;
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
      page.keep(withoutItems(json, path, "no member \"items\""));
    }
    return page;
  }

  /// Reads the array of entries at the cursor, which is a page without `total` and `href`.
  ///
  /// @param rows receives the entries
  static PageReader readArray(JsonCursor json, PlaylistRows rows) throws IOException {
    PageReader page = new PageReader(rows);
    page.hasItems = true;
    page.items(json);
    return page;
  }

  /// Reads the member at the cursor, or skips it.
  void member(String member, JsonCursor json) throws IOException {
    Optional<TransformException> second = shape.repeated(member, json);
    if (second.isPresent()) {
      keep(second.get());
      return;
    }
    switch (member) {
      case "items" -> {
        hasItems = true;
        items(json);
      }
      case "total" -> total = json.integer();
      case "offset" -> offset = json.integer();
      case "href" -> href = json.text();
      default -> {}
    }
  }

  private void items(JsonCursor json) throws IOException {
    if (json.onArray()) {
      json.elements(element -> add(PlaylistEntry.read(element)));
      end(json);
    } else {
      keep(withoutItems(json, json.path(), json.kind()));
    }
  }

  // Only the first error is reported.
  private void keep(TransformException found) {
    error = error == null ? found : error;
  }

  // An unreadable page must not be read as an empty page.
  private static TransformException withoutItems(JsonCursor json, String path, String found) {
    return json.rejection(path, found, "the page's array of entries");
  }

  /// Adds one entry of the array.
  void add(PlaylistEntry entry) {
    rows.add(entry);
    elements++;
    if (!anyReadable) {
      String unreadable = entry.unreadable();
      anyReadable = unreadable.isEmpty();
      firstUnreadable = firstUnreadable.isEmpty() ? unreadable : firstUnreadable;
    }
  }

  /// Checks the entries after the last one was added.
  ///
  /// @param json at the end of the array
  void end(JsonCursor json) {
    if (elements > 0 && !anyReadable) {
      String found =
          elements == 1
              ? "only an unreadable element: " + firstUnreadable
              : "only unreadable elements (%d, the first is %s)"
                  .formatted(elements, firstUnreadable);
      keep(json.rejection(json.path(), found, ENTRIES));
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

  /// The number of entries in the page.
  long elements() {
    return elements;
  }

  /// The id of the playlist in the page's address: of 22 characters, or `liked` for saved songs.
  Optional<PlaylistId> idOfHref() {
    Matcher playlist = PLAYLIST_URL.matcher(href);
    if (playlist.matches()) {
      return Optional.of(new PlaylistId(playlist.group(1)));
    }
    return SAVED_TRACKS_URL.matcher(href).matches()
        ? Optional.of(PlaylistId.LIKED)
        : Optional.empty();
  }

  /// How many entries of the playlist come before the page: its `offset`, or that of its address.
  long offset() {
    Matcher matcher = OFFSET.matcher(href);
    return offset.orElseGet(() -> matcher.matches() ? Long.parseLong(matcher.group(1)) : 0);
  }

  /// The error that rejects the document if this page is part of its playlist.
  Optional<TransformException> error() {
    return Optional.ofNullable(error);
  }

  /// Rejects the document if the page has an error.
  ///
  /// @throws TransformException if the page has an error
  void requireReadable() {
    if (error != null) {
      throw error;
    }
  }
}
