package dev.playlistlake.model;

/// A row of `song_artists`: one artist who is credited on a song.
///
/// @param position 1-based among all credits of the song, including credits without an id
public record SongArtist(String songId, long position, String artistId) {}
