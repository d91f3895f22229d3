package dev.playlistlake.local.lake;

import dev.playlistlake.model.PlaylistId;
import java.util.Set;

/// The playlists that a command works on. An empty selection never means all playlists.
public sealed interface Playlists {

  /// Every playlist of the lake.
  record All() implements Playlists {}

  /// The named playlists.
  ///
  /// @param ids at least one ID
  record Named(Set<PlaylistId> ids) implements Playlists {
    /// Checks that the set has an ID.
    ///
    /// @throws IllegalArgumentException when the set is empty
    public Named {
      ids = Set.copyOf(ids);
      if (ids.isEmpty()) {
        throw new IllegalArgumentException("no playlist is named");
      }
    }
  }

  /// Returns whether a playlist is selected.
  default boolean has(PlaylistId id) {
    return switch (this) {
      case All _ -> true;
      case Named named -> named.ids().contains(id);
    };
  }
}
