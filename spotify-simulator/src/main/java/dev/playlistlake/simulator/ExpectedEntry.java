package dev.playlistlake.simulator;

/// What a reader of a playlist should find in one of its entries. Tests compare with it what was
/// read over HTTP. Immutable.
///
/// @param position 1-based
/// @param kind what it counts as
/// @param id Spotify's id of the song or episode; empty where there is none
public record ExpectedEntry(int position, Kind kind, String id) {

  /// The kinds of entry.
  public enum Kind {
    /// The first entry of a song.
    SONG,
    /// A song that an earlier entry holds already.
    DUPLICATE,
    /// A file on the user's computer.
    LOCAL_FILE,
    /// An episode of a podcast.
    EPISODE,
    /// A song that was taken down: null in place of the content.
    UNAVAILABLE,
    /// A song that was taken down: its content is there, but the id is null.
    MISSING_ID
  }
}
