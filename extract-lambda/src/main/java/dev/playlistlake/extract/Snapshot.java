package dev.playlistlake.extract;

/// A playlist as it stood at one moment, ready to be stored.
///
/// @param entries in all its pages
/// @param unsettled whether somebody edited the playlist during the last reading too
// The bytes are handed on once and never compared.
@SuppressWarnings("ArrayRecordComponent")
record Snapshot(byte[] envelope, int entries, boolean unsettled) {}
