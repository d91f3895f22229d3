package dev.playlistlake.simulator;

import org.jspecify.annotations.Nullable;

/// An entry of a playlist as it stands on a day.
///
/// @param kind never `DUPLICATE`: that is for the order of all slots to tell
/// @param number of the song in the [Catalogue], or of the episode or local file
/// @param order ascending in the playlist
/// @param addedAt as sent
/// @param addedBy a user's id, sometimes empty
record Slot(
    Entry.Kind kind, int number, long order, @Nullable String addedAt, @Nullable String addedBy) {}
