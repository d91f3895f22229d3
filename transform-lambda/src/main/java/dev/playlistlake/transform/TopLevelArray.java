package dev.playlistlake.transform;

import dev.playlistlake.model.PlaylistId;
import dev.playlistlake.transform.UnknownObject.Element;
import dev.playlistlake.transform.UnknownObject.Entry;
import dev.playlistlake.transform.UnknownObject.Page;
import dev.playlistlake.transform.UnknownObject.Playlist;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// A document that is an array of pages, of entries or of playlists. The first element that is an
/// object decides. Pages and entries form one playlist. [DocumentReader] uses it for one document.
final class TopLevelArray {
  private enum Kind {
    UNKNOWN,
    PAGES,
    ENTRIES,
    PLAYLISTS
  }

  // Only for a page in an array of entries, which rejects the document.
  private static final PlaylistRows NO_ROWS = new PlaylistRows();

  private final PlaylistArray playlists = new PlaylistArray();
  // Types of the elements before the first object.
  private final List<String> leading = new ArrayList<>();
  private PlaylistRows rows = new PlaylistRows();
  private PageReader entries = new PageReader(rows);
  private Kind kind = Kind.UNKNOWN;
  private PlaylistDetails firstDetails = new PlaylistDetails();
  private OptionalLong declared = OptionalLong.empty();
  private Optional<PlaylistId> idOfHref = Optional.empty();
  private @Nullable TransformException firstElement;

  /// Reads the array at the cursor.
  ///
  /// @throws TransformException if an array of pages or entries has an element of another kind, or
  ///   an error
  static TopLevelArray read(JsonCursor json) throws IOException {
    TopLevelArray array = new TopLevelArray();
    json.elements(array::element);
    if (array.kind != Kind.PLAYLISTS) {
      array.entries.end(json);
      array.entries.requireReadable();
    }
    return array;
  }

  private void element(JsonCursor json) throws IOException {
    switch (kind) {
      case PLAYLISTS -> UnknownObject.readInto(playlists, json);
      case PAGES -> page(json.onObject() ? object(json, rows) : other(json), json);
      case ENTRIES -> entry(json.onObject() ? object(json, NO_ROWS) : other(json), json);
      case UNKNOWN -> {
        if (json.onObject()) {
          firstObject(json);
        } else {
          leading.add(json.kind());
          if (firstElement == null) {
            firstElement = json.rejection(json.path(), json.kind(), "a page, as the others");
          }
          entries.add(PlaylistEntry.read(json));
        }
      }
    }
  }

  private static Element object(JsonCursor json, PlaylistRows pageRows) throws IOException {
    return UnknownObject.read(json, pageRows).asElement(json);
  }

  private static Element other(JsonCursor json) throws IOException {
    return new Entry(PlaylistEntry.read(json));
  }

  private void firstObject(JsonCursor json) throws IOException {
    PlaylistRows pageRows = new PlaylistRows();
    UnknownObject object = UnknownObject.read(json, pageRows);
    if (object.isPlaylist()) {
      // An error of one playlist doesn't affect the others.
      firstPlaylist(object, json);
      return;
    }
    Element element = object.asElement(json);
    if (element instanceof Page(PlaylistDetails details, PageReader first)) {
      firstDetails = details;
      if (firstElement != null) {
        throw firstElement;
      }
      kind = Kind.PAGES;
      rows = pageRows;
      entries = new PageReader(rows);
      declared = first.total();
      page(element, json);
    } else {
      kind = Kind.ENTRIES;
      entry(element, json);
    }
  }

  private void firstPlaylist(UnknownObject object, JsonCursor json) {
    kind = Kind.PLAYLISTS;
    for (int i = 0; i < leading.size(); i++) {
      playlists.addOther("$[" + i + "]", leading.get(i), json);
    }
    object.addTo(playlists, json);
  }

  private void page(Element element, JsonCursor json) {
    if (!(element instanceof Page(_, PageReader page))) {
      throw json.rejection(json.path(), nameOf(element), "a page, as the others");
    }
    page.requireReadable();
    Optional<PlaylistId> id = page.idOfHref();
    if (id.isPresent() && idOfHref.isPresent() && !id.equals(idOfHref)) {
      throw json.rejection(
          json.path() + ".href",
          "playlist " + id.get(),
          "playlist " + idOfHref.get() + ", as in the other pages");
    }
    idOfHref = idOfHref.or(() -> id);
  }

  private void entry(Element element, JsonCursor json) {
    if (!(element instanceof Entry(PlaylistEntry entry))) {
      throw json.rejection(json.path(), nameOf(element), "an entry, as the others");
    }
    entries.add(entry);
  }

  private static String nameOf(Element element) {
    return switch (element) {
      case Page _ -> "a page";
      case Playlist _ -> "a playlist";
      case Entry _ -> "an entry";
    };
  }

  /// The playlists, if the array contains playlists.
  Optional<PlaylistArray> playlists() {
    return kind == Kind.PLAYLISTS ? Optional.of(playlists) : Optional.empty();
  }

  /// The only playlist, if the array contains pages or entries.
  PlaylistContent playlist() {
    return PlaylistContent.of(firstDetails, idOfHref, rows, declared);
  }
}
