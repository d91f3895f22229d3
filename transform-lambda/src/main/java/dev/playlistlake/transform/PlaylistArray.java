package dev.playlistlake.transform;

import dev.playlistlake.model.Checksums;
import dev.playlistlake.model.PlaylistId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The playlists of an array. Each element is read on its own: an element with an error doesn't
/// affect the others. [TopLevelArray] and [UnknownObject] use it for one array.
final class PlaylistArray {
  private static final int HASH_BYTES = 8;

  /// The expected element, for an error.
  static final String EXPECTED =
      "a playlist with its entries (Spotify sends them only to its owner and collaborators)";

  // By place in the array, counted from 1.
  private final Map<Integer, PlaylistContent> playlists = new LinkedHashMap<>();
  private final List<TransformException> errors = new ArrayList<>();
  private final Map<String, Integer> names = new HashMap<>();
  private final Set<PlaylistId> ids = new HashSet<>();
  private int place;

  /// Adds an element that is not an object.
  ///
  /// @param path its JSON path
  /// @param kind its type, such as `null`
  void addOther(String path, String kind, JsonCursor json) {
    place++;
    errors.add(json.rejection(path, kind, EXPECTED));
  }

  /// Adds an object.
  ///
  /// @param object decides what it is
  void add(Element object) {
    place++;
    try {
      object.addTo(this);
    } catch (TransformException error) {
      errors.add(error);
    }
  }

  /// An object of the array.
  @FunctionalInterface
  interface Element {
    /// Adds the playlist that the object is.
    ///
    /// @throws TransformException if the object is not a playlist, or has an error
    void addTo(PlaylistArray array);
  }

  /// Adds the playlist at the current place.
  ///
  /// @throws TransformException if the playlist has an error
  void add(PlaylistDetails details, PageReader page, JsonCursor json) {
    PlaylistContent playlist = PlaylistContent.of(details, page, json);
    Optional<PlaylistId> id = playlist.id().or(() -> idOfName(details.name));
    if (id.isPresent() && !ids.add(id.get())) {
      throw json.rejection(
          json.path(), "playlist " + id.get() + " a second time", "each playlist only once");
    }
    playlists.put(place, id.map(playlist::withId).orElse(playlist));
  }

  // The name in the id is a hash, because a name may have any character.
  private Optional<PlaylistId> idOfName(String name) {
    if (name.isEmpty()) {
      return Optional.empty();
    }
    int count = names.merge(name, 1, Integer::sum);
    String hash = HexFormat.of().formatHex(Checksums.sha256(name), 0, HASH_BYTES);
    return Optional.of(new PlaylistId("name-" + hash + (count == 1 ? "" : "-" + count)));
  }

  /// The playlists without an error, by their places in the array, counted from 1.
  Map<Integer, PlaylistContent> playlists() {
    return playlists;
  }

  /// One error for each element that is not a playlist, or has an error.
  List<TransformException> errors() {
    return errors;
  }
}
