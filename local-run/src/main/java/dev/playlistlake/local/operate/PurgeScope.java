package dev.playlistlake.local.operate;

import dev.playlistlake.local.lake.Playlists;

/// What is to be deleted of a lake: everything that holds Spotify's content, or that of some
/// playlists.
///
/// @param everything whether also what the extract keeps for its next run, and the history table's
///   files, without which that table is none; only together with all playlists
public record PurgeScope(Playlists playlists, boolean everything) {

  /// Checks that nobody deletes for one playlist what all need.
  ///
  /// @throws IllegalArgumentException for everything together with some playlists
  public PurgeScope {
    if (everything && !(playlists instanceof Playlists.All)) {
      throw new IllegalArgumentException("state/ and song_history/ belong to all playlists");
    }
  }

  boolean takes(PurgePart part) {
    return everything || !(part instanceof PurgePart.Whole);
  }

  boolean takes(PurgePart part, StoredVersion found) {
    return takes(part)
        && (part instanceof PurgePart.Whole
            || part.snapshot(found.key()).filter(key -> playlists.has(key.playlist())).isPresent());
  }
}
