package dev.playlistlake.transform;

import dev.playlistlake.transform.UnknownObject.Element;
import dev.playlistlake.transform.UnknownObject.Entry;
import dev.playlistlake.transform.UnknownObject.Page;
import dev.playlistlake.transform.UnknownObject.Playlist;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// A document that is an array of pages, entries or playlists. Pages and entries form one playlist.
/// All elements must be of the same kind as the first. [DocumentReader] uses it for one document.
final class TopLevelArray {
  private final PlaylistRows rows = new PlaylistRows();
  private final PageReader entries = new PageReader(rows);
  private final List<PlaylistContent> playlists = new ArrayList<>();
  private OptionalLong declared = OptionalLong.empty();
  private String kind = "";

  /// Reads the array at the cursor.
  ///
  /// @throws TransformException if an element is of another kind than the first, or has an error
  static TopLevelArray read(JsonCursor json) throws IOException {
    TopLevelArray array = new TopLevelArray();
    json.elements(array::element);
    array.entries.end(json);
    array.entries.requireReadable();
    return array;
  }

  private void element(JsonCursor json) throws IOException {
    Element element =
        json.onObject()
            ? UnknownObject.read(json, rows).asElement(json)
            : new Entry(PlaylistEntry.read(json));
    boolean first = kind.isEmpty();
    switch (element) {
      case Page(PageReader page) -> {
        requireKind("a page", json);
        page.requireReadable();
        declared = first ? page.total() : declared;
      }
      case Playlist(PlaylistDetails details, PageReader page) -> {
        requireKind("a playlist", json);
        playlists.add(PlaylistContent.of(details, page, json));
      }
      case Entry(PlaylistEntry entry) -> {
        requireKind("an entry", json);
        entries.add(entry);
      }
    }
  }

  private void requireKind(String found, JsonCursor json) {
    kind = kind.isEmpty() ? found : kind;
    if (!found.equals(kind)) {
      throw json.rejection(json.path(), found, kind + " like the first element");
    }
  }

  boolean isOfPlaylists() {
    return !playlists.isEmpty();
  }

  /// The playlists of the array. Exactly one, unless it is an array of playlists.
  List<PlaylistContent> playlists() {
    return isOfPlaylists() ? playlists : List.of(PlaylistContent.of(rows, declared));
  }
}
