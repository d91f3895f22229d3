package dev.playlistlake.athena.independent;

import static dev.playlistlake.athena.independent.Calculations.percent;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Queries about the quality of the data.
final class Quality {
  private static final Set<String> UNREADABLE = Set.of("unavailable", "malformed", "missing_id");

  private final Snapshots snapshots;
  private final Lake lake;
  private final Map<Snapshot, List<TableRow>> songs;
  private final Map<Snapshot, List<TableRow>> albums;
  private final Map<Snapshot, List<TableRow>> artists;
  private final Map<Snapshot, List<TableRow>> rejects;

  Quality(Snapshots snapshots) {
    this.snapshots = snapshots;
    this.lake = snapshots.lake();
    songs = lake.bySnapshot("songs");
    albums = lake.bySnapshot("albums");
    artists = lake.bySnapshot("artists");
    rejects = lake.bySnapshot("rejects");
  }

  /// The selected snapshots of a range, complete or not.
  private List<Snapshot> selected(Parameters parameters) {
    return snapshots.troubles().keySet().stream()
        .filter(s -> parameters.select(s.playlist(), snapshots.name(s.playlist())))
        .filter(snapshot -> parameters.include(snapshot.date()))
        .toList();
  }

  private Row head(Snapshot snapshot) {
    return Row.of("playlist_id", snapshot.playlist())
        .and("playlist_name", snapshots.name(snapshot.playlist()))
        .and("snapshot_date", snapshot.date());
  }

  private static Long number(TableRow row, String column) {
    return row == null ? null : row.number(column);
  }

  List<Row> followers(Parameters parameters) {
    List<Row> rows = new ArrayList<>();
    for (String playlist : snapshots.newestSummaries().keySet()) {
      List<TableRow> known =
          lake.rows("playlists").stream()
              .filter(row -> row.snapshot().playlist().equals(playlist))
              .filter(row -> parameters.select(playlist, snapshots.name(playlist)))
              .filter(row -> row.number("followers") != null)
              .sorted(Comparator.comparing(TableRow::snapshot))
              .toList();
      for (int i = 0; i < known.size(); i++) {
        TableRow row = known.get(i);
        TableRow before = i == 0 ? null : known.get(i - 1);
        rows.add(
            head(row.snapshot())
                .and("followers", row.number("followers"))
                .and("previous_date", before == null ? null : before.snapshot().date())
                .and(
                    "gained",
                    before == null ? null : row.number("followers") - before.number("followers")));
      }
    }
    return rows;
  }

  List<Row> rejectsByReason(Parameters parameters) {
    List<Row> rows = new ArrayList<>();
    for (Snapshot snapshot : selected(parameters)) {
      Long read = number(snapshots.summary(snapshot), "items_read");
      Map<String, List<TableRow>> byReason =
          rejects.getOrDefault(snapshot, List.of()).stream()
              .collect(groupingBy(row -> row.text("reason"), TreeMap::new, Collectors.toList()));
      byReason.forEach(
          (reason, list) ->
              rows.add(
                  head(snapshot)
                      .and("reason", reason, "entries", list.size())
                      .and("percent", percent(list.size(), Objects.requireNonNullElse(read, 0L)))
                      .and(
                          "first_position",
                          list.stream()
                              .mapToLong(row -> row.number("position"))
                              .min()
                              .orElseThrow())));
    }
    return rows;
  }

  private static long sum(List<TableRow> rows, String column) {
    return rows.stream()
        .map(row -> row.number(column))
        .filter(Objects::nonNull)
        .mapToLong(n -> n)
        .sum();
  }

  List<Row> reconciliation(Parameters parameters) {
    return selected(parameters).stream()
        .map(
            snapshot -> {
              TableRow row = snapshots.summary(snapshot);
              List<String> troubles = snapshots.troubles().get(snapshot);
              return head(snapshot)
                  .and("items_declared", number(row, "items_declared"))
                  .and("items_read", number(row, "items_read"), "songs", number(row, "songs"))
                  .and("duplicates", number(row, "duplicates"), "rejects", number(row, "rejects"))
                  .and("song_rows", rows(songs, snapshot).size())
                  .and("album_rows", rows(albums, snapshot).size())
                  .and("artist_rows", rows(artists, snapshot).size())
                  .and("reject_rows", rows(rejects, snapshot).size())
                  .and("reconciles", row != null && reconciles(row))
                  .and("troubles", troubles.isEmpty() ? null : String.join(", ", troubles));
            })
        .toList();
  }

  private static List<TableRow> rows(Map<Snapshot, List<TableRow>> table, Snapshot snapshot) {
    return table.getOrDefault(snapshot, List.of());
  }

  private boolean reconciles(TableRow row) {
    List<TableRow> list = rows(songs, row.snapshot());
    List<TableRow> rejected = rows(rejects, row.snapshot());
    long explicit = list.stream().filter(s -> Boolean.TRUE.equals(s.flag("explicit"))).count();
    long unreadable = rejected.stream().filter(r -> UNREADABLE.contains(r.text("reason"))).count();
    long counted = row.number("songs") + row.number("duplicates") + row.number("rejects");
    return row.number("items_read") == counted
        && row.number("songs") == list.size()
        && row.number("songs") + row.number("duplicates") == sum(list, "occurrences")
        && row.number("albums") == rows(albums, row.snapshot()).size()
        && row.number("artists") == rows(artists, row.snapshot()).size()
        && row.number("rejects") == rejected.size()
        && row.number("total_duration_ms") == sum(list, "duration_ms")
        && row.number("explicit_songs") == explicit
        && (row.number("unreadable") == null || row.number("unreadable") == unreadable);
  }

  /// From a playlist's first row of `playlists` to yesterday, at most the last 10,000 days.
  List<Row> missingDays(Parameters parameters) {
    Map<String, TreeSet<String>> written = new TreeMap<>();
    lake.rows("playlists")
        .forEach(
            row ->
                written
                    .computeIfAbsent(row.snapshot().playlist(), _ -> new TreeSet<>())
                    .add(row.snapshot().date()));
    List<Row> rows = new ArrayList<>();
    written.forEach(
        (playlist, dates) -> {
          LocalDate oldest = lake.today().minusDays(10_000);
          LocalDate first = LocalDate.parse(dates.first());
          for (LocalDate day = first.isBefore(oldest) ? oldest : first;
              day.isBefore(lake.today());
              day = day.plusDays(1)) {
            Snapshot snapshot = new Snapshot(playlist, day + "");
            if (!dates.contains(snapshot.date())
                && parameters.select(playlist, snapshots.name(playlist))
                && parameters.include(snapshot.date())) {
              rows.add(
                  Row.of("playlist_id", playlist, "playlist_name", snapshots.name(playlist))
                      .and("missing_day", day)
                      .and(
                          "state",
                          snapshots.troubles().containsKey(snapshot) ? "unfinished" : "missing"));
            }
          }
        });
    return rows;
  }

  List<Row> troubledSnapshots(Parameters parameters) {
    Stream<Row> rows =
        selected(parameters).stream()
            .flatMap(
                snapshot -> {
                  TableRow row = snapshots.summary(snapshot);
                  List<String> remarks = new ArrayList<>(snapshots.troubles().get(snapshot));
                  if (row != null
                      && row.time("extracted_at") != null
                      && !row.time("extracted_at").toLocalDate().equals(snapshot.day())) {
                    remarks.add("late");
                  }
                  return remarks.stream()
                      .map(
                          remark ->
                              head(snapshot)
                                  .and("trouble", remark)
                                  .and("items_declared", number(row, "items_declared"))
                                  .and("items_read", number(row, "items_read"))
                                  .and(
                                      "extracted_at",
                                      row == null ? null : row.time("extracted_at")));
                });
    return Row.sorted(rows, "playlist_id", "snapshot_date", "trouble");
  }

  List<Row> troubleCounts(Parameters parameters) {
    Map<String, List<Snapshot>> byPlaylist =
        selected(parameters).stream()
            .collect(groupingBy(Snapshot::playlist, TreeMap::new, Collectors.toList()));
    return byPlaylist.entrySet().stream()
        .map(
            entry -> {
              Map<String, Long> counts =
                  entry.getValue().stream()
                      .flatMap(snapshot -> snapshots.troubles().get(snapshot).stream())
                      .collect(groupingBy(Function.identity(), counting()));
              Row row =
                  Row.of("playlist_id", entry.getKey())
                      .and("playlist_name", snapshots.name(entry.getKey()))
                      .and("snapshots", entry.getValue().size())
                      .and(
                          "complete",
                          entry.getValue().stream().filter(snapshots::isComplete).count());
              for (String trouble :
                  List.of("short", "long", "unreadable", "contradiction", "unfinished")) {
                row = row.and(trouble, counts.getOrDefault(trouble, 0L));
              }
              return row.and(
                  "last_trouble",
                  entry.getValue().stream()
                      .filter(snapshot -> !snapshots.isComplete(snapshot))
                      .map(Snapshot::date)
                      .max(String::compareTo)
                      .orElse(null));
            })
        .toList();
  }

  /// Today, if each table has a row of today.
  List<Row> freshnessCheck() {
    String today = lake.today() + "";
    boolean complete =
        lake.tables().values().stream()
            .allMatch(rows -> rows.stream().anyMatch(row -> row.snapshot().date().equals(today)));
    return complete ? List.of(Row.of("newest", today)) : List.of();
  }

  Map<String, Function<Parameters, List<Row>>> all() {
    Map<String, Function<Parameters, List<Row>>> all = new LinkedHashMap<>();
    all.put("followers", this::followers);
    all.put("rejects_by_reason", this::rejectsByReason);
    all.put("reconciliation", this::reconciliation);
    all.put("missing_days", this::missingDays);
    all.put("troubled_snapshots", this::troubledSnapshots);
    all.put("trouble_counts", this::troubleCounts);
    all.put("freshness_check", _ -> freshnessCheck());
    return all;
  }
}
