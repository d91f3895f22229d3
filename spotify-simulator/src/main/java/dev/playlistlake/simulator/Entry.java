package dev.playlistlake.simulator;

/// What a reader of the playlist should find in one of its entries: the truth, for tests.
///
/// @param position 1-based
/// @param kind what it counts as
/// @param id Spotify's id of the song or episode; empty where there is none
public record Entry(int position, Kind kind, String id) {

  /// The kinds of entry.
  public enum Kind {
    /// The first entry of a song.
    SONG,
    /// A song that stands further up already.
    DUPLICATE,
    /// A file on the user's computer.
    LOCAL_FILE,
    /// A podcast's.
    EPISODE,
    /// A song that was taken down: null in place of the content.
    UNAVAILABLE,
    /// A song that was taken down: its content is there, but the id is null.
    MISSING_ID
  }
}
