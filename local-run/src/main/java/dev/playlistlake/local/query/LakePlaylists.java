package dev.playlistlake.local.query;

import dev.playlistlake.athena.SimilarNames;
import dev.playlistlake.athena.SqlEngine;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Names the playlists of a lake when a query is about one that isn't there. The engine is asked
/// only then: on Athena each statement costs money and time.
final class LakePlaylists {
  private static final int MOST = 10;

  /// @param name nothing when Spotify sent none
  private record Playlist(String id, String name) {
    private int distance(String typed) {
      return Math.min(
          SimilarNames.distance(typed, id),
          name.isEmpty() ? Integer.MAX_VALUE : SimilarNames.distance(typed, name));
    }

    private String line() {
      return "  " + id + (name.isEmpty() ? "" : "  " + TableFormat.shown(name));
    }
  }

  private LakePlaylists() {}

  /// The error for a playlist that no table has a row of, with the ids that are there, the most
  /// similar first; empty when there is such a playlist.
  ///
  /// @param id letters, digits, `_` and `-`
  static Optional<String> errorForUnknown(String id, SqlEngine engine) {
    List<Playlist> playlists =
        engine.run("SELECT playlist_id, playlist_name FROM playlists_current").rows().stream()
            .map(row -> new Playlist(text(row.get(0)), text(row.get(1))))
            .sorted(
                Comparator.comparingInt((Playlist playlist) -> playlist.distance(id))
                    .thenComparing(Playlist::id))
            .toList();
    boolean isKnown = playlists.stream().anyMatch(playlist -> playlist.id().equals(id));
    if (isKnown || isUnfinished(id, engine)) {
      return Optional.empty();
    }
    if (playlists.isEmpty()) {
      return Optional.of("the lake has no playlist " + id + ": it has none at all");
    }
    StringBuilder error = new StringBuilder("the lake has no playlist " + id + ". It has:");
    playlists.stream().limit(MOST).forEach(playlist -> error.append('\n').append(playlist.line()));
    if (playlists.size() > MOST) {
      error
          .append("\n  and ")
          .append(playlists.size() - MOST)
          .append(" more: SELECT playlist_id, playlist_name FROM playlists_current");
    }
    return Optional.of(error.toString());
  }

  /// Whether a transform that broke off left rows of the playlist, and none in `playlists`.
  private static boolean isUnfinished(String id, SqlEngine engine) {
    String ofPlaylist = " WHERE playlist_id = '" + id + "'";
    String sql =
        "SELECT 1 FROM songs" + ofPlaylist + " UNION ALL SELECT 1 FROM rejects" + ofPlaylist;
    return !engine.run(sql + " LIMIT 1").rows().isEmpty();
  }

  private static String text(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }
}
