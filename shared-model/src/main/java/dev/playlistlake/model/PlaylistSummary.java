package dev.playlistlake.model;

import java.math.BigInteger;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// The row of `playlists`: the members of the playlist object and the counts of the snapshot's
/// rows.
///
/// @param extractedAt UTC, `YYYY-MM-DDTHH:MM:SSZ`
/// @param itemsDeclared the number of entries of the playlist, as Spotify sent it
/// @param totalDurationMs sum over the distinct songs; invalid durations can make it exceed 64 bits
/// @param unreadable the number of rejects without content or without an id
/// @param rawKey the key of the raw object, or the relative path of a file
public record PlaylistSummary(
    String name,
    String description,
    String ownerId,
    String ownerName,
    Optional<Boolean> isPublic,
    Optional<Boolean> isCollaborative,
    OptionalLong followers,
    String spotifySnapshotId,
    String extractedAt,
    OptionalLong itemsDeclared,
    long itemsRead,
    long songs,
    long duplicates,
    long rejects,
    long albums,
    long artists,
    BigInteger totalDurationMs,
    long explicitSongs,
    String url,
    String rawKey,
    String imageUrl,
    long unreadable) {

  /// Returns the troubles of the snapshot. A snapshot without trouble is complete; only complete
  /// snapshots are compared with each other.
  public Set<Trouble> troubles() {
    Set<Trouble> troubles = EnumSet.noneOf(Trouble.class);
    if (itemsDeclared.isPresent() && itemsRead != itemsDeclared.getAsLong()) {
      troubles.add(itemsRead < itemsDeclared.getAsLong() ? Trouble.SHORT : Trouble.LONG);
    }
    if (itemsRead > 1 && unreadable == itemsRead) {
      troubles.add(Trouble.UNREADABLE);
    }
    return troubles;
  }
}
