package dev.playlistlake.model;

import java.math.BigInteger;
import java.util.Optional;
import java.util.OptionalLong;

/// The row of `playlists`: what a snapshot says of itself and how its entries add up.
///
/// @param extractedAt UTC, `YYYY-MM-DDTHH:MM:SSZ`
/// @param itemsDeclared what Spotify said the playlist holds
/// @param totalDurationMs over the distinct songs; beyond 64 bits when the input is absurd
/// @param rawKey the raw object's key, or a file's path relative to the command's argument
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

  /// Whether fewer entries were read than Spotify declared: a snapshot that must not be compared.
  public boolean incomplete() {
    return itemsDeclared.isPresent() && itemsRead < itemsDeclared.getAsLong();
  }
}
