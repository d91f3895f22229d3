package dev.playlistlake.local.query;

import dev.playlistlake.athena.SimilarNames;
import dev.playlistlake.athena.SqlEngine;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Lists the playlists of a lake when a query names an unknown one. [QueryRunner] calls it only if
/// the query returned no rows, because each statement on Athena costs money and time.
final class LakePlaylists {
  private static final int MOST = 10;

  /// @param name empty when Spotify sent none
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

  /// Returns the error for a playlist of which no table has a row. The error lists the playlists of
  /// the lake, the most similar first.
  ///
  /// @param id consists of letters, digits, `_` and `-`
  /// @return empty when the lake has the playlist
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
      return Optional.of("the lake has no playlist " + id + ". It contains no playlists.");
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

  /// Returns whether an incomplete transform wrote rows of the playlist, but none in `playlists`.
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
