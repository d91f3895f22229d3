package dev.playlistlake.simulator;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A song, in Spotify's word.
///
/// @param isrc null when no recording code is known
record Track(
    String id,
    String name,
    Album album,
    List<Artist> artists,
    int discNumber,
    int trackNumber,
    int durationMs,
    boolean explicit,
    boolean playable,
    @Nullable String isrc) {}
