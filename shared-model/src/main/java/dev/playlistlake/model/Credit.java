package dev.playlistlake.model;

/// One artist as named on a song or album. Each part may be empty.
public record Credit(String id, String name, String url) {}
