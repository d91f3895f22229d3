package dev.playlistlake.local.lake;

import dev.playlistlake.model.PlaylistId;
import java.util.Set;

/// Which playlists an operator means. Nothing named is never taken for everything.
public sealed interface Playlists {

  /// Every playlist of the lake.
  record All() implements Playlists {}

  /// Some of them.
  ///
  /// @param ids at least one
  record Named(Set<PlaylistId> ids) implements Playlists {
    /// Checks that there is one.
    ///
    /// @throws IllegalArgumentException when there is none
    public Named {
      ids = Set.copyOf(ids);
      if (ids.isEmpty()) {
        throw new IllegalArgumentException("no playlist is named");
      }
    }
  }

  default boolean has(PlaylistId id) {
    return switch (this) {
      case All _ -> true;
      case Named named -> named.ids().contains(id);
    };
  }
}
