package dev.playlistlake.transform;

import dev.playlistlake.model.Album;
import dev.playlistlake.model.Credits;
import dev.playlistlake.model.Song;
import java.util.Optional;
import java.util.OptionalLong;

/// What an entry holds: a track, an episode or a local file, as far as the tables ask.
record Content(
    String type,
    String id,
    String name,
    String uri,
    boolean isLocal,
    Credits credits,
    Album album,
    OptionalLong durationMs,
    Optional<Boolean> explicit,
    OptionalLong popularity,
    OptionalLong discNumber,
    OptionalLong trackNumber,
    String isrc,
    Optional<Boolean> isPlayable,
    String url) {

  /// The song's row at its first occurrence.
  Song song(long position, String addedAt, String addedBy) {
    return new Song(
        id,
        name,
        position,
        1,
        addedAt,
        addedBy,
        album.id(),
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
