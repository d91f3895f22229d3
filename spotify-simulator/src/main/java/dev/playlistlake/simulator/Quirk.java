package dev.playlistlake.simulator;

/// A peculiarity of the entries of a playlist that Spotify sends with status 200. The demo and
/// tests set it with [SimulatedSpotify#setQuirk]. The list of the user's playlists does not show
/// it.
public enum Quirk {
  NONE,
  /// Every fifth entry is missing, but offsets and `total` count it.
  LEAVES_OUT,
  /// Every page but the first begins with the last entry of the page before it.
  REPEATS,
  /// Spotify plays another track in the place of every third song: the song has the other track's
  /// ID, and `linked_from` contains its own. Only Extended Quota apps receive `linked_from`, so
  /// other apps see no change.
  RELINKS,
  /// The playlist has no entries and the `total` 0, but the same `snapshot_id`.
  EMPTY,
  /// Every entry has null in place of its song or episode. `total` and `snapshot_id` are the same.
  HIDES_CONTENT
}
