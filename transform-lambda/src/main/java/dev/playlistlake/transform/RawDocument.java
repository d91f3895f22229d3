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

/// The content of a raw document: one playlist, or several if it is an array of playlists.
/// [DocumentReader] creates it. The caller adds the date and the key to make snapshots of it.
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

  /// The UTC date on which the extract function read the playlist, if the document contains it.
  public Optional<LocalDate> extractedOn() {
    return extractedAt.map(at -> Instant.parse(at).atZone(ZoneOffset.UTC).toLocalDate());
  }

  /// Makes the snapshots of all playlists, in document order.
  ///
  /// @param defaultId supplies the id of a playlist without an id
  /// @param rawKey the key or path of the document, for the table `playlists`
  /// @throws TransformException if two playlists have the same id
  public List<Snapshot> snapshots(LocalDate date, Supplier<PlaylistId> defaultId, String rawKey) {
    Set<PlaylistId> seen = new HashSet<>();
    String readAt = extractedAt.orElse(date + "T00:00:00Z");
    return playlists.stream()
        .map(
            content ->
                new Snapshot(date, content.id().orElseGet(defaultId), content, readAt, rawKey))
        .peek(snapshot -> requireNew(seen.add(snapshot.playlist()), snapshot))
        .toList();
  }

  private void requireNew(boolean isNew, Snapshot snapshot) {
    if (!isNew) {
      throw TransformException.rejected(
          name, "$", "playlist " + snapshot.playlist() + " twice", "each playlist once");
    }
  }

  /// Whether the document is an array of playlists. A raw object must not be such an array.
  public boolean isArrayOfPlaylists() {
    return arrayOfPlaylists;
  }

  /// Makes the snapshot of a raw object.
  ///
  /// @param key the key of the object
  /// @throws TransformException if the document is an array of playlists or contains another
  ///   playlist than the key names
  public Snapshot snapshotOf(RawKey key) {
    if (arrayOfPlaylists) {
      throw TransformException.rejected(
          name,
          "$",
          "an array of playlists",
          "one playlist (store each playlist as its own object)");
    }
    Snapshot snapshot = snapshots(key.date(), key::playlist, key.toString()).getFirst();
    if (!snapshot.playlist().equals(key.playlist())) {
      throw TransformException.rejected(
          name,
          "the playlist's id",
          "\"" + snapshot.playlist() + "\"",
          "\"" + key.playlist() + "\" as in the key");
    }
    return snapshot;
  }
}
