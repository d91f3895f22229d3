package dev.playlistlake.local.purge;

import dev.playlistlake.local.lake.Playlists;

/// The objects that a [Purge] deletes: the snapshots and tables of all playlists, or those of some.
///
/// @param everything whether to delete the extract's state and the files of the history tables,
///   too; those tables are then unusable; allowed only with all playlists
public record PurgeScope(Playlists playlists, boolean everything) {

  /// Checks that objects of all playlists are not deleted for some of them.
  ///
  /// @throws IllegalArgumentException when `everything` is combined with some playlists
  public PurgeScope {
    if (everything && !(playlists instanceof Playlists.All)) {
      throw new IllegalArgumentException("state/ and the history tables belong to all playlists");
    }
  }

  /// Returns whether a purge deletes objects of this part.
  boolean includes(PurgePart part) {
    return everything || !part.isWhole();
  }

  /// Returns whether a purge deletes this object of the part.
  boolean includes(PurgePart part, StoredVersion found) {
    return includes(part)
        && (part.isWhole()
            || part instanceof PurgePart.CachedCovers
            || part.snapshot(found.key()).filter(key -> playlists.has(key.playlist())).isPresent());
  }
}
