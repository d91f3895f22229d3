package dev.playlistlake.extract;

import dev.playlistlake.extract.spotify.SpotifyList;
import dev.playlistlake.model.PlaylistId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// The playlists that a run reads. Immutable.
///
/// @param named distinct IDs; [PlaylistId#LIKED] for the saved songs
/// @param owned whether the run also reads every playlist that the user owns or collaborates on
record Selection(List<PlaylistId> named, boolean owned) {
  Selection {
    named = List.copyOf(named);
  }

  /// Parses playlist IDs, URLs and URIs, `owned` and `liked`.
  ///
  /// @param errors receives a message for each other part
  static Selection parse(List<String> parts, Consumer<String> errors) {
    Set<PlaylistId> named = new LinkedHashSet<>();
    boolean owned = false;
    for (String part : parts) {
      if (part.equals(SpotifyList.OWNED)) {
        owned = true;
      } else if (part.equals(PlaylistId.LIKED.value())) {
        named.add(PlaylistId.LIKED);
      } else {
        try {
          named.add(PlaylistId.ofSpotify(part));
        } catch (IllegalArgumentException invalid) {
          errors.accept(invalid.getMessage() + ", or owned, or liked");
        }
      }
    }
    return new Selection(List.copyOf(named), owned);
  }
}
