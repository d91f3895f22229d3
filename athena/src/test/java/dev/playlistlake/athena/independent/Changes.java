package dev.playlistlake.athena.independent;

import static dev.playlistlake.athena.independent.Calculations.percent;

import dev.playlistlake.athena.independent.Songs.Song;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.function.Function;
import java.util.stream.Stream;

/// Queries that compare the snapshots of a playlist.
record Changes(Snapshots snapshots, Songs songs) {

  /// A song that one of two snapshots has.
  private record Change(Song song, boolean entered) {
    String name() {
      return entered ? "entered" : "left";
    }
  }

  /// The songs that are in only one of two snapshots of a playlist.
  private List<Change> changes(String playlist, String oldDate, String newDate) {
    Map<String, Song> before = songs.byOriginal(playlist, oldDate);
    Map<String, Song> after = songs.byOriginal(playlist, newDate);
    List<Change> changes = new ArrayList<>();
    after.forEach(
        (original, song) -> {
          if (!before.containsKey(original)) {
            changes.add(new Change(song, true));
          }
        });
    before.forEach(
        (original, song) -> {
          if (!after.containsKey(original)) {
            changes.add(new Change(song, false));
          }
        });
    return changes;
  }

  /// The complete snapshots that have one before them.
  private Stream<Snapshot> followers() {
    return snapshots.complete().stream().filter(s -> snapshots.previousDate(s) != null);
  }

  private List<Change> changes(Snapshot snapshot) {
    return changes(snapshot.playlist(), snapshots.previousDate(snapshot), snapshot.date());
  }

  List<Row> songChanges() {
    return followers()
        .flatMap(
            snapshot ->
                changes(snapshot).stream()
                    .map(
                        change ->
                            Row.of("snapshot_date", snapshot.date())
                                .and("snapshot_day", snapshot.day())
                                .and("previous_date", snapshots.previousDate(snapshot))
                                .and("playlist_id", snapshot.playlist())
                                .and(
                                    "playlist_name",
                                    snapshots.summary(snapshot).text("playlist_name"))
                                .and("change", change.name(), "song_id", change.song().id())
                                .and("song_name", change.song().name())
                                .and("artist_names", change.song().artistNames())
                                .and("position", change.song().position())
                                .and("added_at", change.song().row().time("added_at"))
                                .and("added_by", change.song().row().text("added_by"))
                                .and("original_id", change.song().original())
                                .and("newest_name", snapshots.name(snapshot.playlist()))))
        .toList();
  }

  private boolean isSelected(Snapshot snapshot, Parameters parameters) {
    return parameters.select(snapshot.playlist(), snapshots.name(snapshot.playlist()))
        && parameters.include(snapshot.date());
  }

  private static long daysBetween(String from, Snapshot to) {
    return Snapshots.days(new Snapshot(to.playlist(), from).day(), to.day());
  }

  List<Row> entriesAndExits(Parameters parameters) {
    return Row.sorted(
        followers()
            .filter(snapshot -> isSelected(snapshot, parameters))
            .flatMap(
                snapshot ->
                    changes(snapshot).stream()
                        .map(
                            change ->
                                Row.of("playlist_id", snapshot.playlist())
                                    .and("playlist_name", snapshots.name(snapshot.playlist()))
                                    .and("snapshot_date", snapshot.date())
                                    .and("previous_date", snapshots.previousDate(snapshot))
                                    .and(
                                        "days_between",
                                        daysBetween(snapshots.previousDate(snapshot), snapshot))
                                    .and("change", change.name(), "song_id", change.song().id())
                                    .and("song_name", change.song().name())
                                    .and("artist_names", change.song().artistNames())
                                    .and("position", change.song().position())
                                    .and("added_by", change.song().row().text("added_by"))
                                    .and("original_id", change.song().original()))),
        "playlist_id",
        "snapshot_date",
        "change",
        "position",
        "song_id",
        "original_id");
  }

  /// From the latest snapshot up to the first day, else the first one, to the latest one up to the
  /// second day.
  List<Row> differenceBetween(Parameters parameters) {
    Stream<Row> rows =
        playlists(parameters)
            .flatMap(
                playlist -> {
                  NavigableSet<String> dates = snapshots.dates(playlist);
                  String floor = dates.floor(parameters.text("first_date"));
                  String oldDate = floor == null ? dates.first() : floor;
                  String newDate = dates.floor(parameters.text("second_date"));
                  return newDate == null
                      ? Stream.of()
                      : changes(playlist, oldDate, newDate).stream()
                          .map(
                              change ->
                                  Row.of("playlist_id", playlist)
                                      .and("playlist_name", snapshots.name(playlist))
                                      .and("old_date", oldDate, "new_date", newDate)
                                      .and("change", change.name())
                                      .and("song_id", change.song().id())
                                      .and("song_name", change.song().name())
                                      .and("artist_names", change.song().artistNames())
                                      .and("position", change.song().position())
                                      .and("original_id", change.song().original()));
                });
    return Row.sorted(rows, "playlist_id", "change", "position", "song_id", "original_id");
  }

  /// The selected playlists with a complete snapshot.
  private Stream<String> playlists(Parameters parameters) {
    return snapshots.complete().stream()
        .map(Snapshot::playlist)
        .distinct()
        .filter(playlist -> parameters.select(playlist, snapshots.name(playlist)));
  }

  List<Row> churn(Parameters parameters) {
    return followers()
        .filter(snapshot -> isSelected(snapshot, parameters))
        .map(
            snapshot -> {
              String previous = snapshots.previousDate(snapshot);
              List<Change> changes = changes(snapshot);
              long entered = changes.stream().filter(Change::entered).count();
              long gone = changes.size() - entered;
              int before = songs.byOriginal(snapshot.playlist(), previous).size();
              return Row.of("playlist_id", snapshot.playlist())
                  .and("playlist_name", snapshots.name(snapshot.playlist()))
                  .and("snapshot_date", snapshot.date(), "previous_date", previous)
                  .and("days_between", daysBetween(previous, snapshot))
                  .and("songs", songs.of(snapshot).size(), "entered", entered, "gone", gone)
                  .and("percent", percent(gone, before));
            })
        .toList();
  }

  Map<String, Function<Parameters, List<Row>>> all() {
    Map<String, Function<Parameters, List<Row>>> all = new LinkedHashMap<>();
    all.put("song_changes", _ -> songChanges());
    all.put("entries_and_exits", this::entriesAndExits);
    all.put("difference_between", this::differenceBetween);
    all.put("churn", this::churn);
    return all;
  }
}
