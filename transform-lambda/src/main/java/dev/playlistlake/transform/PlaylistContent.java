package dev.playlistlake.transform;

import dev.playlistlake.model.PlaylistId;
import java.util.Optional;
import java.util.OptionalLong;

/// One playlist of a raw document. With a date and a key it becomes a [Snapshot].
///
/// @param id its own id, if the document has one
/// @param itemsDeclared `total` of the first page
record PlaylistContent(
    Optional<PlaylistId> id,
    PlaylistDetails details,
    PlaylistRows rows,
    OptionalLong itemsDeclared) {

  /// A playlist with its page.
  ///
  /// @throws TransformException when the page has an error, or the id can't be part of a key
  static PlaylistContent of(PlaylistDetails details, PageReader page, JsonCursor json) {
    page.requireReadable();
    return new PlaylistContent(details.id(json), details, page.rows(), page.total());
  }

  /// Pages or entries without a playlist object.
  static PlaylistContent of(PlaylistRows rows, OptionalLong itemsDeclared) {
    return new PlaylistContent(Optional.empty(), new PlaylistDetails(), rows, itemsDeclared);
  }
}
