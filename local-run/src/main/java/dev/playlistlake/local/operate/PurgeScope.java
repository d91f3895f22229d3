package dev.playlistlake.local.operate;

import dev.playlistlake.local.lake.Playlists;

/// The objects that a [Purge] deletes: the snapshots and tables of all playlists, or those of some.
///
/// @param everything whether to delete the extract's state and the files of the history table, too;
///   that table is then unusable; allowed only with all playlists
public record PurgeScope(Playlists playlists, boolean everything) {

  /// Checks that objects of all playlists are not deleted for some of them.
  ///
  /// @throws IllegalArgumentException when `everything` is combined with some playlists
  public PurgeScope {
    if (everything && !(playlists instanceof Playlists.All)) {
      throw new IllegalArgumentException("state/ and song_history/ belong to all playlists");
    }
  }

  /// Returns whether a purge deletes objects of this part.
  boolean includes(PurgePart part) {
    return everything || !(part instanceof PurgePart.Whole);
  }

  /// Returns whether a purge deletes this object of the part.
  boolean includes(PurgePart part, StoredVersion found) {
    return includes(part)
        && (part instanceof PurgePart.Whole
            || part.snapshot(found.key()).filter(key -> playlists.has(key.playlist())).isPresent());
  }
}
