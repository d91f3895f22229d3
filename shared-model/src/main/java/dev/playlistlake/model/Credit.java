package dev.playlistlake.model;

/// One artist's name on a song or album; each part may be empty.
public record Credit(String id, String name, String url) {}
