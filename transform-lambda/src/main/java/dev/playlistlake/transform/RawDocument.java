package dev.playlistlake.transform;

import dev.playlistlake.model.PlaylistId;
import dev.playlistlake.model.RawKey;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// A raw document after it was read: one playlist, or several if it is an array of playlists. It
/// becomes snapshots when date and place are known.
public final class RawDocument {
  private final String name;
  private final boolean arrayOfPlaylists;
  private final Optional<String> extractedAt;
  private final List<PlaylistContent> playlists;

  RawDocument(
      String name,
      boolean arrayOfPlaylists,
      Optional<String> extractedAt,
      List<PlaylistContent> playlists) {
    this.name = name;
    this.arrayOfPlaylists = arrayOfPlaylists;
    this.extractedAt = extractedAt;
    this.playlists = List.copyOf(playlists);
  }

  /// The UTC date on which the extract function read the playlist, if the document has it.
  public Optional<LocalDate> extractedOn() {
    return extractedAt.map(at -> Instant.parse(at).atZone(ZoneOffset.UTC).toLocalDate());
  }

  /// The snapshots inside, in document order.
  ///
  /// @param otherwise the id of a playlist that has none
  /// @param rawKey the document's place, for the `playlists` table
  /// @throws TransformException when two of its playlists have the same id
  public List<Snapshot> snapshots(LocalDate date, Supplier<PlaylistId> otherwise, String rawKey) {
    Set<PlaylistId> seen = new HashSet<>();
    String readAt = extractedAt.orElse(date + "T00:00:00Z");
    return playlists.stream()
        .map(
            content ->
                new Snapshot(date, content.id().orElseGet(otherwise), content, readAt, rawKey))
        .peek(snapshot -> requireNew(seen.add(snapshot.playlist()), snapshot))
        .toList();
  }

  private void requireNew(boolean isNew, Snapshot snapshot) {
    if (!isNew) {
      throw TransformException.refused(
          name, "$", "playlist " + snapshot.playlist() + " twice", "each playlist once");
    }
  }

  /// Whether it is an array of playlists, which a raw object can't be.
  public boolean isArrayOfPlaylists() {
    return arrayOfPlaylists;
  }

  /// The snapshot of a raw object with the given key.
  ///
  /// @throws TransformException for an array of playlists, and for the document of another playlist
  public Snapshot snapshotOf(RawKey key) {
    if (arrayOfPlaylists) {
      throw TransformException.refused(
          name, "$", "an array of playlists", "one playlist (split it with playlist-lake import)");
    }
    Snapshot snapshot = snapshots(key.date(), key::playlist, key.toString()).getFirst();
    if (!snapshot.playlist().equals(key.playlist())) {
      throw TransformException.refused(
          name,
          "the playlist's id",
          "\"" + snapshot.playlist() + "\"",
          "\"" + key.playlist() + "\", as its key says");
    }
    return snapshot;
  }
}
