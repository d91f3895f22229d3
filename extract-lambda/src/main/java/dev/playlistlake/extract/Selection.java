package dev.playlistlake.extract;

import dev.playlistlake.extract.spotify.SpotifyList;
import dev.playlistlake.model.PlaylistId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// The playlists that a run reads. Immutable.
///
/// @param named distinct IDs; [PlaylistId#LIKED] for the saved songs
/// @param owned whether the run also reads every playlist that the user owns or collaborates on
/// @param leftOut IDs that the run does not read, even if `owned` selects them
record Selection(List<PlaylistId> named, boolean owned, Set<PlaylistId> leftOut) {
  private static final String LEAVE_OUT = "-";

  /// A selection without playlists.
  static final Selection NONE = new Selection(List.of(), false, Set.of());

  Selection {
    leftOut = Set.copyOf(leftOut);
    List<PlaylistId> selected = new ArrayList<>(named);
    selected.removeAll(leftOut);
    named = List.copyOf(selected);
  }

  /// Parses playlist IDs, URLs and URIs, `owned` and `liked`, and with a `-` in front the playlists
  /// to leave out.
  ///
  /// @param words at least one
  /// @param errors receives a message for each other word, and if no playlist is left
  static Selection parse(List<String> words, Consumer<String> errors) {
    Set<PlaylistId> named = new LinkedHashSet<>();
    Set<PlaylistId> leftOut = new LinkedHashSet<>();
    boolean owned = false;
    boolean valid = true;
    for (String word : words) {
      if (word.equals(SpotifyList.OWNED)) {
        owned = true;
        continue;
      }
      boolean leave = word.startsWith(LEAVE_OUT);
      try {
        (leave ? leftOut : named).add(playlist(leave ? word.substring(1) : word));
      } catch (IllegalArgumentException invalid) {
        valid = false;
        errors.accept(invalid.getMessage() + ", or owned, or liked");
      }
    }
    Selection selection = new Selection(List.copyOf(named), owned, leftOut);
    if (valid && !owned && selection.named().isEmpty()) {
      errors.accept(
          "every named playlist is left out with -, expected a playlist to read, or owned");
    }
    return selection;
  }

  private static PlaylistId playlist(String word) {
    return word.equals(PlaylistId.LIKED.value()) ? PlaylistId.LIKED : PlaylistId.ofSpotify(word);
  }
}
