package dev.playlistlake.transform;

import dev.playlistlake.model.PlaylistId;
import java.util.Optional;
import java.util.OptionalLong;

/// One playlist of a raw document. [RawDocument] makes a [Snapshot] of it after the date and the
/// key are known.
///
/// @param idPath the JSON path of the playlist's id
/// @param id the playlist's id, if the document has one
/// @param idOfHref the id in the address of the first page, if there is one
/// @param itemsDeclared `total` of the first page
record PlaylistContent(
    String idPath,
    Optional<PlaylistId> id,
    Optional<PlaylistId> idOfHref,
    PlaylistDetails details,
    PlaylistRows rows,
    OptionalLong itemsDeclared) {

  /// Creates the content of a playlist object with its page.
  ///
  /// @throws TransformException if the page has an error or the id is invalid
  static PlaylistContent of(PlaylistDetails details, PageReader page, JsonCursor json) {
    page.requireReadable();
    String path = json.path();
    return new PlaylistContent(
        path + ".id", details.id(path, json), page.idOfHref(), details, page.rows(), page.total());
  }

  /// Creates the content of pages or entries without a playlist object.
  static PlaylistContent of(
      PlaylistDetails details,
      Optional<PlaylistId> idOfHref,
      PlaylistRows rows,
      OptionalLong itemsDeclared) {
    return new PlaylistContent("$", Optional.empty(), idOfHref, details, rows, itemsDeclared);
  }

  /// Returns the same playlist with another id.
  PlaylistContent withId(PlaylistId other) {
    return new PlaylistContent(idPath, Optional.of(other), idOfHref, details, rows, itemsDeclared);
  }
}
