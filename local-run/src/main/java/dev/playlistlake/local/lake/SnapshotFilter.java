package dev.playlistlake.local.lake;

import dev.playlistlake.model.RawKey;
import java.time.LocalDate;
import java.util.Optional;

/// Selects snapshots by date and playlist. Used by `replay` and `verify`.
///
/// @param from the first date, inclusive
/// @param to the last date, inclusive
public record SnapshotFilter(
    Optional<LocalDate> from, Optional<LocalDate> to, Playlists playlists) {
  private static final String DATES = RawKey.PREFIX + RawKey.PARTITION + "=";

  /// Returns a key after which all selected keys follow.
  String startAfter() {
    return from.map(date -> DATES + date).orElse(RawKey.PREFIX);
  }

  /// Returns whether neither this key nor any following key is selected.
  boolean isBehind(String key) {
    // '0' is the next character after '/'.
    return to.filter(date -> key.compareTo(DATES + date + "0") >= 0).isPresent();
  }

  /// Returns whether a date is in the range.
  public boolean hasDate(LocalDate date) {
    return from.filter(date::isBefore).isEmpty() && to.filter(date::isAfter).isEmpty();
  }

  boolean includes(RawKey key) {
    return playlists.has(key.playlist());
  }
}
