package dev.playlistlake.local.report;

import dev.playlistlake.athena.QueryDefinition;
import dev.playlistlake.athena.SqlEngine;
import dev.playlistlake.athena.SqlResult;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Returns results for the report's queries: a lake with two playlists and three days, with hostile
/// names, a snapshot in trouble and a missing one. Used by one thread.
final class FakeReportEngine implements SqlEngine {
  static final String HOSTILE =
      "<img src=x onerror=window.hostile=1></script><script>window.hostile=2</script>";

  private static final String ONE = "2026-11-19";
  private static final String TWO = "2026-11-20";
  private static final String THREE = "2026-11-21";

  private final Map<String, SqlResult> results = new HashMap<>();

  /// An engine with fixed results and a short snapshot.
  ///
  /// @param popularity whether songs have a popularity
  FakeReportEngine(boolean popularity) {
    this(popularity, "short");
  }

  /// An engine with fixed results.
  ///
  /// @param popularity whether songs have a popularity
  /// @param troubles the troubles of one snapshot, as the view snapshot_troubles names them
  FakeReportEngine(boolean popularity, String troubles) {
    Double mean = popularity ? 51.5 : null;
    Long known = popularity ? 2L : 0L;
    result(
        "snapshots",
        "playlist_id playlist_name snapshot_date items_declared# items_read# songs# duplicates#"
            + " rejects# troubles with_popularity# mean_popularity#",
        List.of(
            row("a", HOSTILE, ONE, 4L, 4L, 3L, 0L, 1L, null, known, mean),
            row("b", "Focus", ONE, null, 1L, 1L, 0L, 0L, null, known, mean),
            row("a", HOSTILE, TWO, 9L, 4L, 3L, 0L, 1L, troubles, known, mean),
            row("a", HOSTILE, THREE, 4L, 4L, 4L, 0L, 0L, null, known, mean),
            row("b", "Focus", THREE, null, 2L, 2L, 0L, 0L, null, known, mean)));
    result(
        "changes",
        "playlist_id snapshot_date change song_name artist_names",
        List.of(
            row("a", THREE, "entered", HOSTILE, HOSTILE),
            row("a", THREE, "left", null, "Anna"),
            row("b", THREE, "entered", "Slow Road", "Anna; Ben")));
    result(
        "changes_per_day",
        "playlist_id snapshot_date entered# gone#",
        List.of(row("a", THREE, 1L, 1L), row("b", THREE, 1L, 0L)));
    result(
        "positions",
        "playlist_id rank# song_name artist_names position# first_date last_date",
        List.of(
            row("a", 1L, HOSTILE, HOSTILE, 1L, ONE, TWO),
            row("a", 1L, HOSTILE, HOSTILE, 2L, THREE, THREE),
            row("a", 2L, null, "Anna", 2L, ONE, ONE),
            row("b", 1L, "Slow Road", "Anna; Ben", 1L, ONE, THREE)));
    result(
        "popularity",
        "playlist_id rank# song_name artist_names popularity# first_date last_date",
        List.of(
            row(
                "a",
                1L,
                HOSTILE,
                HOSTILE,
                popularity ? 60L : null,
                ONE,
                popularity ? THREE : null)));
    result(
        "release_years",
        "playlist_id release_year# songs# first_date last_date",
        List.of(row("a", 1981L, 3L, ONE, THREE), row("b", 2024L, 1L, ONE, THREE)));
    result(
        "artists",
        "playlist_id artist_id artist_name songs# first_date last_date",
        List.of(row("a", "x", HOSTILE, 3L, ONE, THREE), row("b", "y", "Anna", 1L, ONE, THREE)));
    result(
        "collaborations",
        "playlist_id one_id one_name other_id other_name songs# first_date last_date",
        List.of(
            row("a", "x", HOSTILE, "y", "Anna", 2L, ONE, THREE),
            row("b", "y", "Anna", "z", "Ben", 1L, ONE, THREE)));
    result(
        "rejects",
        "playlist_id snapshot_date reason entries#",
        List.of(row("a", ONE, "local_file", 1L), row("a", TWO, "episode", 1L)));
  }

  private static List<@Nullable Object> row(@Nullable Object... values) {
    return Arrays.asList(values);
  }

  // NullAway cannot check the types of another module's records.
  @SuppressWarnings("NullAway")
  private void result(String query, String columns, List<List<@Nullable Object>> rows) {
    List<SqlResult.Column> names =
        Arrays.stream(columns.split(" ", -1))
            .map(
                name ->
                    new SqlResult.Column(
                        name.replace("#", ""), name.endsWith("#") ? "bigint" : "varchar"))
            .toList();
    results.put("report_" + query, new SqlResult(names, rows, 0, 0));
  }

  @Override
  public SqlResult run(String sql) {
    try {
      return Report.queries().all(QueryDefinition.Kind.QUESTION).stream()
          .filter(query -> query.sql().equals(sql))
          .map(query -> Objects.requireNonNull(results.get(query.name())))
          .findAny()
          .orElseThrow();
    } catch (IOException unreadable) {
      throw new AssertionError(unreadable);
    }
  }

  @Override
  public void close() {}
}
