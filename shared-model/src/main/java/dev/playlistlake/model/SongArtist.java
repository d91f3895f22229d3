package dev.playlistlake.model;

/// A row of `song_artists`: who is credited on a song.
///
/// @param position 1-based among the song's credits, those without id counted
public record SongArtist(String songId, long position, String artistId) {}
