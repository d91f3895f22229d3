package dev.playlistlake.athena.independent;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which snapshots a lake has, what their troubles are, and which is a playlist's previous and
/// latest complete one.
final class Snapshots {
  private final Lake lake;
  private final Map<Snapshot, List<String>> troubles = new TreeMap<>();
  private final Map<String, NavigableSet<String>> complete = new TreeMap<>();

  /// A playlist's latest complete snapshot.
  ///
  /// @param daysOld its age today
  /// @param daysBehind how much older it is than the newest complete snapshot of the lake
  record Latest(
      Snapshot snapshot, String name, String previousDate, long daysOld, long daysBehind) {}

  Snapshots(Lake lake) {
    this.lake = lake;
    for (TableRow row : lake.rows("playlists")) {
      troubles.put(row.snapshot(), troubles(row));
    }
    Stream.of("songs", "rejects")
        .flatMap(table -> lake.rows(table).stream())
        .forEach(row -> troubles.putIfAbsent(row.snapshot(), List.of("unfinished")));
    troubles.forEach(
        (snapshot, list) -> {
          if (list.isEmpty()) {
            complete
                .computeIfAbsent(snapshot.playlist(), _ -> new TreeSet<>())
                .add(snapshot.date());
          }
        });
  }

  private List<String> troubles(TableRow row) {
    Long declared = row.number("items_declared");
    Long read = row.number("items_read");
    List<String> list = new ArrayList<>();
    if (read == null) {
      return list;
    }
    if (declared != null && read < declared) {
      list.add("short");
    }
    if (declared != null && read > declared) {
      list.add("long");
    }
    if (read > 1 && read.equals(row.number("unreadable"))) {
      list.add("unreadable");
    }
    String version = row.text("spotify_snapshot_id");
    if (read == 0
        && version != null
        && lake.rows("playlists").stream()
            .filter(other -> other.snapshot().playlist().equals(row.snapshot().playlist()))
            .filter(other -> version.equals(other.text("spotify_snapshot_id")))
            .anyMatch(other -> Objects.requireNonNullElse(other.number("items_read"), 0L) > 0)) {
      list.add("contradiction");
    }
    return list;
  }

  Lake lake() {
    return lake;
  }

  /// All snapshots with the names of their troubles.
  Map<Snapshot, List<String>> troubles() {
    return troubles;
  }

  List<Snapshot> complete() {
    return troubles.keySet().stream().filter(this::isComplete).toList();
  }

  boolean isComplete(Snapshot snapshot) {
    return troubles.getOrDefault(snapshot, List.of("none")).isEmpty();
  }

  /// The dates of a playlist's complete snapshots.
  NavigableSet<String> dates(String playlist) {
    return complete.getOrDefault(playlist, new TreeSet<>());
  }

  /// The date of the complete snapshot before this one, or null.
  String previousDate(Snapshot snapshot) {
    return dates(snapshot.playlist()).lower(snapshot.date());
  }

  /// The number of a complete snapshot, counted from the playlist's first.
  long number(Snapshot snapshot) {
    return dates(snapshot.playlist()).headSet(snapshot.date(), true).size();
  }

  boolean isLatest(Snapshot snapshot) {
    return dates(snapshot.playlist()).last().equals(snapshot.date());
  }

  /// The row of `playlists`, or null for an unfinished snapshot.
  TableRow summary(Snapshot snapshot) {
    return lake.rows("playlists", snapshot).stream().findFirst().orElse(null);
  }

  /// The newest row of `playlists` of each playlist.
  Map<String, TableRow> newestSummaries() {
    return lake.rows("playlists").stream()
        .collect(
            Collectors.toMap(
                row -> row.snapshot().playlist(),
                row -> row,
                (one, other) ->
                    one.snapshot().date().compareTo(other.snapshot().date()) > 0 ? one : other,
                TreeMap::new));
  }

  /// The newest name of a playlist that is known, or null.
  String name(String playlist) {
    return lake.rows("playlists").stream()
        .filter(row -> row.snapshot().playlist().equals(playlist))
        .filter(row -> row.text("playlist_name") != null)
        .max(Comparator.comparing(TableRow::snapshot))
        .map(row -> row.text("playlist_name"))
        .orElse(null);
  }

  /// The name for lists of names.
  String nameOrId(String playlist) {
    return Objects.requireNonNullElse(name(playlist), playlist);
  }

  List<Latest> latest() {
    LocalDate newest =
        complete().stream()
            .map(Snapshot::day)
            .filter(day -> !day.isAfter(lake.today()))
            .max(LocalDate::compareTo)
            .orElse(null);
    return complete().stream()
        .filter(this::isLatest)
        .map(
            snapshot ->
                new Latest(
                    snapshot,
                    name(snapshot.playlist()),
                    previousDate(snapshot),
                    days(snapshot.day(), lake.today()),
                    newest == null ? 0 : days(snapshot.day(), newest)))
        .toList();
  }

  /// The latest complete snapshots that a query about now includes.
  List<Latest> now(Parameters parameters) {
    return latest().stream()
        .filter(
            latest ->
                !parameters.values().containsKey("playlist")
                    || parameters.select(latest.snapshot().playlist(), latest.name()))
        .filter(latest -> latest.daysBehind() <= parameters.number("seen_within_days"))
        .toList();
  }

  static long days(LocalDate from, LocalDate to) {
    return ChronoUnit.DAYS.between(from, to);
  }
}
