package dev.playlistlake.simulator;

/// What stays the same about a playlist.
///
/// @param slots the most entries that it has
/// @param vacant one in so many slots is free at a time, so that the size varies; 0 for none
/// @param odd one in so many entries is no plain song; 0 for none
/// @param firstSong where in the [Catalogue] its songs begin
record PlaylistPlan(
    String name,
    String description,
    Access access,
    Pace pace,
    int slots,
    int vacant,
    int odd,
    int firstSong) {}
