package dev.playlistlake.transform;

import dev.playlistlake.model.PlaylistId;
import dev.playlistlake.model.RawKey;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The content of a raw document: one playlist, or several if it is an array or container of
/// playlists. [DocumentReader] creates it. The caller adds the date and the key to make snapshots
/// of it.
public final class RawDocument {
  private final String name;
  private final boolean hasPlaylists;
  private final Optional<String> extractedAt;
  // By place in the array of playlists; place 0 for the only playlist of another document.
  private final Map<Integer, PlaylistContent> playlists;
  private final List<TransformException> errors;
  private final @Nullable PageReader page;

  private RawDocument(
      String name,
      boolean hasPlaylists,
      Optional<String> extractedAt,
      Map<Integer, PlaylistContent> playlists,
      List<TransformException> errors,
      @Nullable PageReader page) {
    this.name = name;
    this.hasPlaylists = hasPlaylists;
    this.extractedAt = extractedAt;
    this.playlists = new TreeMap<>(playlists);
    this.errors = new ArrayList<>(errors);
    this.page = page;
  }

  /// Creates a document of one playlist.
  static RawDocument of(String name, PlaylistContent playlist, Optional<String> extractedAt) {
    return new RawDocument(name, false, extractedAt, Map.of(0, playlist), List.of(), null);
  }

  /// Creates a document of several playlists.
  static RawDocument ofPlaylists(String name, PlaylistArray playlists) {
    return new RawDocument(
        name, true, Optional.empty(), playlists.playlists(), playlists.errors(), null);
  }

  /// Creates a document that is one page. Its error is thrown when snapshots are made of it,
  /// because the error of a page concerns the other pages of the playlist, too.
  static RawDocument ofPage(String name, PlaylistDetails details, PageReader page) {
    PlaylistContent playlist =
        PlaylistContent.of(details, page.idOfHref(), page.rows(), page.total());
    return new RawDocument(name, false, Optional.empty(), Map.of(0, playlist), List.of(), page);
  }

  /// Finds the id of a playlist whose document has none.
  @FunctionalInterface
  public interface DefaultId {
    /// Returns the id.
    ///
    /// @param idOfHref the id in the address of the page that the document contains
    PlaylistId get(Optional<PlaylistId> idOfHref);
  }

  /// One page of a playlist, saved as a document.
  ///
  /// @param idOfHref the id of the playlist in the page's address
  /// @param offset how many entries of the playlist come before the page
  /// @param entries the number of entries in the page
  public record SavedPage(Optional<PlaylistId> idOfHref, long offset, long entries) {}

  /// The page, if the document is one page without a playlist.
  public Optional<SavedPage> page() {
    return Optional.ofNullable(page)
        .map(read -> new SavedPage(read.idOfHref(), read.offset(), read.elements()));
  }

  /// The UTC date on which the extract function read the playlist, if the document contains it.
  public Optional<LocalDate> extractedOn() {
    return extractedAt.map(at -> Instant.parse(at).atZone(ZoneOffset.UTC).toLocalDate());
  }

  /// Errors of the elements of an array or container that are not playlists, or have an error, or,
  /// after [#snapshots(LocalDate, DefaultId, String)], the same id as another one. The other
  /// playlists can be used.
  public List<TransformException> errors() {
    return List.copyOf(errors);
  }

  /// The places of the playlists in the array, counted from 1, in the order of their snapshots. The
  /// only playlist of another document has place 0.
  public List<Integer> places() {
    return List.copyOf(playlists.keySet());
  }

  /// Makes the snapshots of all playlists, in document order.
  ///
  /// @param defaultId finds the id of a playlist without an id
  /// @param rawKey the key or path of the document, for the table `playlists`
  /// @throws TransformException if the document is a page without a readable entry
  public List<Snapshot> snapshots(LocalDate date, DefaultId defaultId, String rawKey) {
    requireReadable();
    Set<PlaylistId> seen = new HashSet<>();
    String readAt = extractedAt.orElse(date + "T00:00:00Z");
    List<Snapshot> snapshots = new ArrayList<>();
    for (int place : List.copyOf(playlists.keySet())) {
      PlaylistContent content = Objects.requireNonNull(playlists.get(place));
      PlaylistId id = content.id().orElseGet(() -> idAt(place, content, defaultId));
      if (seen.add(id)) {
        snapshots.add(new Snapshot(date, id, content, readAt, rawKey));
      } else {
        playlists.remove(place);
        errors.add(
            TransformException.rejected(
                name,
                "$",
                "playlist " + id + " a second time (at place " + place + ")",
                "each playlist only once"));
      }
    }
    return snapshots;
  }

  private PlaylistId idAt(int place, PlaylistContent content, DefaultId defaultId) {
    return hasPlaylists
        ? new PlaylistId(defaultId.get(Optional.empty()) + "_" + place)
        : defaultId.get(content.idOfHref());
  }

  /// Rejects the document if it is a page with an error.
  void requireReadable() {
    if (page != null) {
      page.requireReadable();
    }
  }

  /// Whether the document is an array or container of playlists. A raw object must not be one.
  public boolean hasPlaylists() {
    return hasPlaylists;
  }

  /// Makes the snapshot of a raw object.
  ///
  /// @param key the key of the object
  /// @throws TransformException if the document is an array or container of playlists, or contains
  ///   another playlist than the key names
  public Snapshot snapshotOf(RawKey key) {
    if (hasPlaylists) {
      throw TransformException.rejected(
          name, "$", "a list of playlists", "one playlist (store each playlist as its own object)");
    }
    Snapshot snapshot = snapshots(key.date(), _ -> key.playlist(), key.toString()).getFirst();
    if (!snapshot.playlist().equals(key.playlist())) {
      throw TransformException.rejected(
          name,
          playlists.values().iterator().next().idPath(),
          "\"" + snapshot.playlist() + "\"",
          "\"" + key.playlist() + "\" as in the key");
    }
    return snapshot;
  }
}
