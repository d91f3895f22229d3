package dev.playlistlake.local;

import java.util.List;
import java.util.Optional;

/// Which playlists a command is about, as the extract reads them from its setting.
final class PlaylistWords {
  private PlaylistWords() {}

  /// What was said, else `PLAYLIST_IDS` of the environment; empty when neither says anything.
  static Optional<String> of(List<String> said, Machine machine) {
    String words = said.isEmpty() ? machine.value("PLAYLIST_IDS") : String.join(",", said);
    return Optional.of(words).filter(text -> !text.isBlank());
  }
}
