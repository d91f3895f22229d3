package dev.playlistlake.transform;

import dev.playlistlake.model.PlaylistId;
import java.util.Optional;
import java.util.OptionalLong;

/// One playlist of a raw document, read: what becomes a snapshot once date and place are known.
///
/// @param id its own id, when the document carries one
/// @param itemsDeclared `total` of the first page
record PlaylistContent(
    Optional<PlaylistId> id, Header header, EntryTables entries, OptionalLong itemsDeclared) {

  /// Takes what was read of a playlist.
  ///
  /// @throws TransformException for an id that can't stand in a key
  static PlaylistContent of(
      String name, Header header, EntryTables entries, OptionalLong itemsDeclared) {
    return new PlaylistContent(id(name, header), header, entries, itemsDeclared);
  }

  private static Optional<PlaylistId> id(String name, Header header) {
    if (header.idFound.isEmpty()) {
      return Optional.empty();
    }
    if (!PlaylistId.isDocumentId(header.id)) {
      boolean text = header.idFound.equals("a string");
      throw TransformException.refused(
          name,
          "the playlist's id",
          text ? "\"" + TransformException.shown(header.id) + "\"" : header.idFound,
          PlaylistId.IN_DOCUMENT);
    }
    return Optional.of(new PlaylistId(header.id));
  }
}
