package dev.playlistlake.transform;

import dev.playlistlake.model.PlaylistId;
import java.util.Optional;
import java.util.OptionalLong;

/// One playlist of a raw document. [RawDocument] makes a [Snapshot] of it after the date and the
/// key are known.
///
/// @param id the playlist's id, if the document has one
/// @param itemsDeclared `total` of the first page
record PlaylistContent(
    Optional<PlaylistId> id,
    PlaylistDetails details,
    PlaylistRows rows,
    OptionalLong itemsDeclared) {

  /// Creates the content of a playlist object with its page.
  ///
  /// @throws TransformException if the page has an error or the id is invalid
  static PlaylistContent of(PlaylistDetails details, PageReader page, JsonCursor json) {
    page.requireReadable();
    return new PlaylistContent(details.id(json), details, page.rows(), page.total());
  }

  /// Creates the content of pages or entries without a playlist object.
  static PlaylistContent of(PlaylistRows rows, OptionalLong itemsDeclared) {
    return new PlaylistContent(Optional.empty(), new PlaylistDetails(), rows, itemsDeclared);
  }
}
