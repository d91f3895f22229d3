package dev.playlistlake.transform;

import dev.playlistlake.model.PlaylistId;
import dev.playlistlake.model.RawKey;
import java.io.InputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// A raw document, read: one playlist, or several when it is an array of playlists.
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

  /// Reads a document of any shape of the data contract in one pass, in memory that grows with its
  /// distinct songs and its rejects alone.
  ///
  /// @param name what errors call it: an S3 URL or a path
  /// @param raw JSON in UTF-8, gzipped or plain; closed at its end
  /// @throws TransformException when the document is refused or the stream breaks
  public static RawDocument read(String name, InputStream raw) {
    return DocumentReader.read(name, raw);
  }

  /// The UTC date on which the extract read it, when the document tells.
  public Optional<LocalDate> extractedOn() {
    return extractedAt.map(at -> Instant.parse(at).atZone(ZoneOffset.UTC).toLocalDate());
  }

  /// The snapshots inside, in document order.
  ///
  /// @param otherwise the id of a playlist that carries none
  /// @param rawKey where the document lies, for the `playlists` table
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

  /// Whether it is an array of playlists, which a raw object may not be.
  public boolean isArrayOfPlaylists() {
    return arrayOfPlaylists;
  }

  /// The one snapshot that a raw object of the given key may hold.
  ///
  /// @throws TransformException for an array of playlists and for another playlist's document
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
