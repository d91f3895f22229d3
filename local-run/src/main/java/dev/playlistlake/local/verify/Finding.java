package dev.playlistlake.local.verify;

import dev.playlistlake.model.RawKey;
import java.util.Optional;

/// Something that a check found.
///
/// @param date the snapshot date as text; empty if unknown
/// @param playlist the playlist ID; empty if unknown
/// @param place the bucket and key of a file
/// @param message what was found
/// @param difference where a table differs from its raw object
record Finding(
    Check check,
    String date,
    String playlist,
    String place,
    String message,
    Optional<TableDifference> difference) {

  /// Returns a finding about a file of a snapshot.
  static Finding of(Check check, RawKey snapshot, String place, String message) {
    return new Finding(
        check,
        snapshot.date().toString(),
        snapshot.playlist().value(),
        place,
        message,
        Optional.empty());
  }

  /// Returns a finding about a file that belongs to no snapshot.
  static Finding of(Check check, String place, String message) {
    return new Finding(check, "", "", place, message, Optional.empty());
  }
}
