package dev.playlistlake.local.query;

import dev.playlistlake.athena.SimilarNames;
import dev.playlistlake.athena.SqlEngine;
import dev.playlistlake.athena.SqlText;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  /// Returns the error for a playlist of which neither the lake nor the history tables have a
  /// snapshot. The error lists the playlists that they have, the most similar first.
  ///
  /// @param wanted the id or the name of a playlist
  /// @return empty when the playlist is known
  static Optional<String> errorForUnknown(String wanted, SqlEngine engine) {
    Map<String, Playlist> known = new HashMap<>();
    add(known, "SELECT playlist_id, playlist_name FROM playlists_current", engine);
    if (contains(known, wanted)) {
      return Optional.empty();
    }
    // Only the history tables have playlists whose files the lake no longer has.
    add(known, "SELECT DISTINCT playlist_id, playlist_name FROM snapshots_of_all_days", engine);
    if (contains(known, wanted) || isUnfinished(wanted, engine)) {
      return Optional.empty();
    }
    List<Playlist> playlists =
        known.values().stream()
            .sorted(
                Comparator.comparingInt((Playlist playlist) -> playlist.distance(wanted))
                    .thenComparing(Playlist::id))
            .toList();
    String problem = "the lake has no playlist " + TableFormat.shown(wanted);
    if (playlists.isEmpty()) {
      return Optional.of(problem + ". It contains no playlists.");
    }
    StringBuilder error = new StringBuilder(problem + ". It has:");
    playlists.stream().limit(MOST).forEach(playlist -> error.append('\n').append(playlist.line()));
    if (playlists.size() > MOST) {
      error
          .append("\n  and ")
          .append(playlists.size() - MOST)
          .append(" more: SELECT playlist_id, playlist_name FROM playlists_current");
    }
    return Optional.of(error.toString());
  }

  /// Adds the playlists that the statement returns. A name that is already known is kept.
  private static void add(Map<String, Playlist> known, String sql, SqlEngine engine) {
    for (List<?> row : engine.run(sql).rows()) {
      Playlist playlist = new Playlist(text(row.get(0)), text(row.get(1)));
      known.merge(
          playlist.id(), playlist, (first, second) -> first.name().isEmpty() ? second : first);
    }
  }

  private static boolean contains(Map<String, Playlist> known, String wanted) {
    return known.containsKey(wanted)
        || known.values().stream().anyMatch(playlist -> playlist.name().equals(wanted));
  }

  /// Returns whether an incomplete transform wrote rows of the playlist, but none in `playlists`.
  private static boolean isUnfinished(String id, SqlEngine engine) {
    String ofPlaylist = " WHERE playlist_id = " + SqlText.literal(id);
    String sql =
        "SELECT 1 FROM songs" + ofPlaylist + " UNION ALL SELECT 1 FROM rejects" + ofPlaylist;
    return !engine.run(sql + " LIMIT 1").rows().isEmpty();
  }

  private static String text(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }
}
