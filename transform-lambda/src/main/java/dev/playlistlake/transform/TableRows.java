package dev.playlistlake.transform;

import dev.playlistlake.model.Table;

/// A table with one snapshot's rows.
///
/// @param rows may be made while they are read
public record TableRows<R>(Table<R> table, Iterable<R> rows) {}
