package dev.playlistlake.model;

import java.util.Optional;
import java.util.OptionalLong;

/// A row of `songs`: a distinct song of a snapshot. Text that Spotify didn't send is empty.
///
/// @param position 1-based, counted over all entries of the playlist
/// @param occurrences how often the song is in the playlist
/// @param addedAt UTC, as sent
public record Song(
    String id,
    String name,
    long position,
    long occurrences,
    String addedAt,
    String addedBy,
    String albumId,
    Credits credits,
    OptionalLong durationMs,
    Optional<Boolean> explicit,
    OptionalLong popularity,
    OptionalLong discNumber,
    OptionalLong trackNumber,
    String isrc,
    Optional<Boolean> isPlayable,
    String url) {

  public String artistId() {
    return credits.firstId();
  }

  public String artistNames() {
    return credits.names();
  }

  /// The same row after the song was met once more.
  public Song occurringAgain() {
    return new Song(
        id,
        name,
        position,
        occurrences + 1,
        addedAt,
        addedBy,
        albumId,
        credits,
        durationMs,
        explicit,
        popularity,
        discNumber,
        trackNumber,
        isrc,
        isPlayable,
        url);
  }
}
