package dev.playlistlake.model;

/// A row of `artists`: a distinct artist among the credits of a snapshot's songs and their albums.
///
/// @param songsOnPlaylist 0 for an artist who is credited only on albums
public record Artist(String id, String name, long songsOnPlaylist, String url) {

  /// The same row after `songs` more songs that credit the artist.
  public Artist withMoreSongs(long songs) {
    return new Artist(id, name, songsOnPlaylist + songs, url);
  }
}
