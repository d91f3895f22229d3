package dev.playlistlake.local.tables;

/// The name of a song and its artists, as stored. Both may be empty and contain anything.
///
/// @param artists joined by `; `
public record SongName(String song, String artists) {}
