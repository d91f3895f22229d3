package dev.playlistlake.local.report;

import dev.playlistlake.athena.QueryDefinition;
import dev.playlistlake.athena.SqlEngine;
import dev.playlistlake.athena.SqlResult;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Returns results for the report's queries: a lake with two playlists and three days, with
/// hostile, long and right-to-left names, a snapshot in trouble, a missing one, and a song that
/// vanished from Spotify. Used by one thread.
public final class FakeReportEngine implements SqlEngine {
  static final String HOSTILE =
      "<img src=x onerror=window.hostile=1></script><script>window.hostile=2</script>";
  static final String LONG = "Donaudampfschifffahrtsgesellschaft".repeat(5).substring(0, 140);
  static final String RIGHT_TO_LEFT = "שלום עולם (Live)";

  /// A song with an ID of Spotify's form.
  static final String SLOW_ROAD = "slowroad00000000000000";

  static final String IMAGE = "https://i.scdn.co/image/one";

  private static final String ONE = "2026-11-19";
  private static final String TWO = "2026-11-20";
  private static final String THREE = "2026-11-21";
  private static final long VANISHED = Instant.parse("2025-03-04T05:06:07Z").getEpochSecond();

  private final List<String> dates;
  private final @Nullable Long popularity;
  private final String troubles;
  private final List<String> images;
  private final Map<String, SqlResult> results = new HashMap<>();
  final List<String> statements = new ArrayList<>();

  private FakeReportEngine(
      List<String> dates, @Nullable Long popularity, String troubles, List<String> images) {
    this.dates = dates;
    this.popularity = popularity;
    this.troubles = troubles;
    this.images = images;
    addResults();
  }

  /// An engine with three days and a short snapshot.
  static FakeReportEngine ofThreeDays() {
    return withTroubles("short");
  }

  /// An engine with the troubles of one snapshot, as the view snapshot_troubles names them.
  static FakeReportEngine withTroubles(String troubles) {
    return new FakeReportEngine(List.of(ONE, TWO, THREE), null, troubles, List.of(IMAGE));
  }

  /// An engine whose songs have a popularity.
  static FakeReportEngine withPopularity() {
    return new FakeReportEngine(List.of(ONE, TWO, THREE), 60L, "short", List.of(IMAGE));
  }

  /// An engine whose albums have images at these addresses.
  public static FakeReportEngine withImages(List<String> images) {
    return new FakeReportEngine(List.of(ONE, TWO, THREE), null, "short", images);
  }

  /// An engine of the first day.
  static FakeReportEngine ofTheFirstDay() {
    return new FakeReportEngine(List.of(ONE), null, "", List.of(IMAGE));
  }

  /// An engine of a lake without snapshots.
  static FakeReportEngine ofAnEmptyLake() {
    return new FakeReportEngine(List.of(), null, "", List.of(IMAGE));
  }

  private void addResults() {
    add(
        "snapshots",
        "playlist_id snapshot_date playlist_name description owner_name followers# image_url"
            + " items_declared# items_read# songs# duplicates# rejects# troubles",
        snapshot("a", ONE, HOSTILE, 4, 4, 3, null),
        snapshot("a", TWO, HOSTILE, 9, 4, 3, troubles),
        snapshot("a", THREE, HOSTILE, 4, 4, 3, null),
        snapshot("b", ONE, "Focus", 1, 1, 1, null),
        snapshot("b", THREE, "Focus", 2, 2, 2, null));
    add(
        "songs",
        "playlist_id original_id song_id song_name artist_names album_id duration_ms# explicit#"
            + " nameless# unplayable# added_at# added_by occurrences# days",
        song("a", "vanished", "Long Ago", "Anna", "p", VANISHED, place(ONE, 2)),
        song("a", "long", LONG, "Anna", "p", seconds("2024-01-05"), place(ONE, 3), place(THREE, 1)),
        song(
            "a",
            "x'\"<&",
            HOSTILE,
            HOSTILE,
            "q",
            seconds("2024-11-21"),
            place(ONE, 1),
            place(TWO, 1),
            place(THREE, 2)),
        song("a", "rtl", RIGHT_TO_LEFT, "Ben", "q", seconds("2026-11-21"), place(THREE, 3)),
        song(
            "b",
            SLOW_ROAD,
            "Slow Road",
            "Anna; Ben",
            "p",
            seconds("2024-12-30"),
            place(ONE, 1),
            place(THREE, 1)),
        song("b", "x'\"<&", HOSTILE, HOSTILE, "q", seconds("2026-11-21"), place(THREE, 2)));
    List<List<@Nullable Object>> albums = new ArrayList<>();
    albums.add(row("p", "Early Songs", "album", "1981-12-04", 1981L, "Anna", images.getFirst()));
    albums.add(row("q", HOSTILE, "single", "2024", 2024L, HOSTILE, null));
    for (String image : images.subList(1, images.size())) {
      albums.add(row(image, "Album", "album", "2024", 2024L, "Anna", image));
    }
    add(
        "albums",
        "album_id album_name album_type release_date release_year# artist_names image_url",
        albums);
    add(
        "credits",
        "song_id artist_id",
        row("vanished", "y"),
        row("long", "y"),
        row("x'\"<&", "x"),
        row("rtl", "z"),
        row(SLOW_ROAD, "y"),
        row(SLOW_ROAD, "z"));
    add("artists", "artist_id artist_name", row("x", HOSTILE), row("y", "Anna"), row("z", "Ben"));
    add(
        "rejects",
        "playlist_id reason item_name artist_names added_at# first_date last_date first_position#"
            + " last_position#",
        row("a", "local_file", HOSTILE, HOSTILE, null, ONE, ONE, 4L, 4L),
        row("a", "unavailable", null, null, VANISHED, THREE, THREE, 2L, 2L));
  }

  private static long seconds(String day) {
    return Instant.parse(day + "T10:00:00Z").getEpochSecond();
  }

  private static List<@Nullable Object> row(@Nullable Object... values) {
    return Arrays.asList(values);
  }

  private List<@Nullable Object> snapshot(
      String playlist,
      String date,
      String name,
      long declared,
      long read,
      long songs,
      @Nullable String found) {
    return row(
        playlist, date, name, HOSTILE, "Lake Side", 7L, null, declared, read, songs, 0L, 0L, found);
  }

  /// A song on days that are in the lake, or an empty row.
  private List<@Nullable Object> song(
      String playlist,
      String id,
      String name,
      String artists,
      String album,
      long added,
      String... places) {
    String days =
        Arrays.stream(places)
            .filter(place -> dates.contains(place.substring(0, 10)))
            .map(place -> packed(place.substring(0, 10), Long.parseLong(place.substring(11))))
            .collect(Collectors.joining(" "));
    return row(
        playlist,
        id,
        null,
        name,
        artists,
        album,
        185_000L,
        null,
        null,
        null,
        added,
        "lakeside",
        null,
        days.isEmpty() ? null : days);
  }

  private static String place(String date, int position) {
    return date + " " + position;
  }

  // As report_songs does.
  private String packed(String date, long position) {
    long place = LocalDate.parse(date).toEpochDay() * 10_000_000 + position;
    return String.valueOf((place * 1000 + (popularity == null ? 0 : popularity + 1)) * 3);
  }

  // NullAway cannot check the types of another module's records.
  @SafeVarargs
  @SuppressWarnings({"NullAway", "varargs"})
  private void add(String query, String columns, List<@Nullable Object>... rows) {
    add(query, columns, Arrays.asList(rows));
  }

  /// Adds the rows of days that are in the lake.
  @SuppressWarnings("NullAway")
  private void add(String query, String columns, List<List<@Nullable Object>> rows) {
    List<SqlResult.Column> names =
        Arrays.stream(columns.split(" ", -1))
            .map(
                name ->
                    new SqlResult.Column(
                        name.replace("#", ""), name.endsWith("#") ? "bigint" : "varchar"))
            .toList();
    List<List<@Nullable Object>> kept =
        rows.stream()
            .filter(
                row ->
                    switch (query) {
                      case "snapshots" -> dates.contains(row.get(1));
                      case "songs" -> row.getLast() != null;
                      case "rejects" -> dates.contains(row.get(5));
                      default -> !dates.isEmpty();
                    })
            .toList();
    results.put("report_" + query, new SqlResult(names, kept, 0, 0));
  }

  @Override
  public SqlResult run(String sql) {
    statements.add(sql);
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
