package dev.playlistlake.model;

/// A row of `artists`: a distinct artist among the credits of a snapshot's songs and their albums.
///
/// @param songsOnPlaylist the number of songs that credit the artist; 0 for an artist who is
///   credited only on albums
public record Artist(String id, String name, long songsOnPlaylist, String url) {

  /// Returns this row with `songs` more songs counted.
  public Artist withMoreSongs(long songs) {
    return new Artist(id, name, songsOnPlaylist + songs, url);
  }
}
