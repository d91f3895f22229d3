package dev.playlistlake.simulator;

/// The expected result of reading one entry of a playlist. Tests compare it with the entries that
/// they read over HTTP. Immutable.
///
/// @param position 1-based
/// @param id Spotify's ID of the song or episode; empty if it has no ID
public record ExpectedEntry(int position, Kind kind, String id) {

  /// The kinds of entry.
  public enum Kind {
    /// The first entry of a song.
    SONG,
    /// A song that an earlier entry already contains.
    DUPLICATE,
    /// A file on the user's computer.
    LOCAL_FILE,
    /// An episode of a podcast.
    EPISODE,
    /// A removed song: the content is null.
    UNAVAILABLE,
    /// A removed song: only the ID of the content is null.
    MISSING_ID
  }
}
