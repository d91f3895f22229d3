package dev.playlistlake.local.lake;

import dev.playlistlake.model.RawKey;
import java.time.LocalDate;
import java.util.Optional;

/// Which snapshots an operator means.
///
/// @param from the first date, included
/// @param to the last date, included
public record SnapshotFilter(
    Optional<LocalDate> from, Optional<LocalDate> to, Playlists playlists) {
  private static final String DATES = RawKey.PREFIX + RawKey.PARTITION + "=";

  /// Every key that counts comes behind this one.
  String startAfter() {
    return from.map(date -> DATES + date).orElse(RawKey.PREFIX);
  }

  /// Whether neither this key nor any behind it counts.
  boolean isBehind(String key) {
    // '0' is the character behind '/'.
    return to.filter(date -> key.compareTo(DATES + date + "0") >= 0).isPresent();
  }

  boolean takes(RawKey key) {
    return playlists.has(key.playlist());
  }
}
