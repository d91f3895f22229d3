package dev.playlistlake.simulator;

import org.jspecify.annotations.Nullable;

/// An artist as credited.
///
/// @param id null in a credit that links to no artist
record Artist(@Nullable String id, String name) {}
