package dev.playlistlake.model;

import java.math.BigInteger;
import java.util.Optional;
import java.util.OptionalLong;

/// The row of `playlists`: the members of the playlist object and the counts of the snapshot's
/// rows.
///
/// @param extractedAt UTC, `YYYY-MM-DDTHH:MM:SSZ`
/// @param itemsDeclared the number of entries of the playlist, as Spotify sent it
/// @param totalDurationMs sum over the distinct songs; invalid durations can make it exceed 64 bits
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
    String rawKey) {

  /// Whether fewer entries were read than Spotify declared. Such a snapshot must not be compared.
  public boolean incomplete() {
    return itemsDeclared.isPresent() && itemsRead < itemsDeclared.getAsLong();
  }
}
