package dev.playlistlake.simulator;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// An album, single or compilation.
///
/// @param releaseDate `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, `0000` or null for unknown
/// @param totalTracks null when Spotify doesn't say
record Album(
    String id,
    String name,
    String type,
    @Nullable String releaseDate,
    @Nullable Integer totalTracks,
    List<Artist> artists) {

  @Nullable String precision() {
    String date = releaseDate;
    if (date == null) {
      return null;
    }
    return switch (date.length()) {
      case 4 -> "year";
      case 7 -> "month";
      default -> "day";
    };
  }
}
