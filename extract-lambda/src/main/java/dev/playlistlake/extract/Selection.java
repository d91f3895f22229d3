package dev.playlistlake.extract;

import dev.playlistlake.model.PlaylistId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// Which playlists a run reads.
///
/// @param named one by one, none twice; [PlaylistId#LIKED] for the saved songs
/// @param owned whether every playlist counts that the user owns or collaborates on
record Selection(List<PlaylistId> named, boolean owned) {
  static final String OWNED = "owned";

  Selection {
    named = List.copyOf(named);
  }

  /// Reads ids, URLs, URIs and the words `owned` and `liked`.
  ///
  /// @param faults gets a sentence for each part that is none of these
  static Selection of(List<String> parts, Consumer<String> faults) {
    Set<PlaylistId> named = new LinkedHashSet<>();
    boolean owned = false;
    for (String part : parts) {
      if (part.equals(OWNED)) {
        owned = true;
      } else if (part.equals(PlaylistId.LIKED.value())) {
        named.add(PlaylistId.LIKED);
      } else {
        try {
          named.add(PlaylistId.ofSpotify(part));
        } catch (IllegalArgumentException wrong) {
          faults.accept(wrong.getMessage() + ", or the words owned and liked");
        }
      }
    }
    return new Selection(List.copyOf(named), owned);
  }
}
