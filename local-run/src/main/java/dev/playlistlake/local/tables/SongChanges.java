package dev.playlistlake.local.tables;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// The songs that entered or left a playlist between two complete snapshots.
///
/// @param playlistName may contain anything
/// @param songs the number of songs in the newer snapshot
/// @param since the date of the older snapshot; empty for the first complete snapshot
/// @param entered in the order of the playlist
/// @param left in the order of the playlist
public record SongChanges(
    String playlistName,
    int songs,
    Optional<LocalDate> since,
    List<SongName> entered,
    List<SongName> left) {

  /// Copies the lists.
  public SongChanges {
    entered = List.copyOf(entered);
    left = List.copyOf(left);
  }

  /// Returns whether a song entered or left.
  boolean isChange() {
    return !entered.isEmpty() || !left.isEmpty();
  }
}
