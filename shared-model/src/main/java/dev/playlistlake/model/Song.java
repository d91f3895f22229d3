package dev.playlistlake.model;

import java.util.Optional;
import java.util.OptionalLong;

/// A row of `songs`: a distinct song of a snapshot. Text that Spotify didn't send is empty.
///
/// @param position of the first occurrence, 1-based, counted over all entries of the playlist
/// @param occurrences how often the playlist contains the song
/// @param addedAt UTC, as Spotify sent it
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
    String url,
    String linkedFromId) {

  /// The id of the first credit; empty without credits.
  public String artistId() {
    return credits.firstId();
  }

  /// The names of all credits, joined by `; `.
  public String artistNames() {
    return credits.names();
  }

  /// Returns this row with one more occurrence counted.
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
        url,
        linkedFromId);
  }
}
