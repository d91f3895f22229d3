package dev.playlistlake.athena.independent;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import dev.playlistlake.athena.independent.Songs.Song;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Queries about songs that are new and about songs that became unplayable.
record NewAndLost(Snapshots snapshots, Songs songs) {

  List<Row> newSongs(Parameters parameters) {
    List<Snapshot> past =
        snapshots.complete().stream()
            .filter(snapshot -> !snapshot.day().isAfter(snapshots.lake().today()))
            .toList();
    LocalDate newest = past.stream().map(Snapshot::day).max(LocalDate::compareTo).orElseThrow();
    Predicate<LocalDate> isRecent = day -> Snapshots.days(day, newest) < parameters.number("days");
    Stream<Row> rows =
        past.stream()
            .filter(s -> parameters.select(s.playlist(), snapshots.name(s.playlist())))
            .filter(snapshot -> isRecent.test(snapshot.day()))
            .flatMap(
                snapshot -> {
                  String previous = snapshots.previousDate(snapshot);
                  Map<String, Song> before = songs.byOriginal(snapshot.playlist(), previous);
                  Snapshot latest =
                      past.stream()
                          .filter(other -> other.playlist().equals(snapshot.playlist()))
                          .max(Snapshot::compareTo)
                          .orElseThrow();
                  Set<String> now = songs.byOriginal(latest.playlist(), latest.date()).keySet();
                  return songs.of(snapshot).stream()
                      .filter(
                          song -> {
                            LocalDateTime added = song.row().time("added_at");
                            return previous == null
                                ? added != null && isRecent.test(added.toLocalDate())
                                : !before.containsKey(song.original());
                          })
                      .map(song -> newRow(song, latest, now.contains(song.original())));
                });
    return Row.sorted(rows, "playlist_id", "-snapshot_date", "position", "song_id", "original_id");
  }

  private Row newRow(Song song, Snapshot latest, boolean isNow) {
    return Row.of("playlist_id", latest.playlist())
        .and("playlist_name", snapshots.name(latest.playlist()))
        .and("days_old", Snapshots.days(latest.day(), snapshots.lake().today()))
        .and("snapshot_date", song.snapshot().date())
        .and("previous_date", snapshots.previousDate(song.snapshot()))
        .and("position", song.position(), "song_id", song.id(), "song_name", song.name())
        .and("artist_names", song.artistNames(), "added_at", song.row().time("added_at"))
        .and("added_by", song.row().text("added_by"), "is_now", isNow)
        .and("original_id", song.original());
  }

  /// A song that left, or an unavailable entry, with its place: the number of songs before it that
  /// stayed.
  private record Gap(LocalDateTime addedAt, long place, Song song) {}

  List<Row> becameUnplayable(Parameters parameters) {
    List<Row> rows = new ArrayList<>();
    for (Snapshot snapshot : snapshots.complete()) {
      String previous = snapshots.previousDate(snapshot);
      if (previous != null
          && parameters.select(snapshot.playlist(), snapshots.name(snapshot.playlist()))
          && parameters.include(snapshot.date())) {
        Snapshot before = new Snapshot(snapshot.playlist(), previous);
        rows.addAll(notPlayable(before, snapshot));
        rows.addAll(unavailable(before, snapshot));
      }
    }
    return Row.sorted(rows.stream(), "playlist_id", "snapshot_date", "position", "original_id");
  }

  private Row lostRow(Snapshot now, Song song, String change, boolean isCertain) {
    return Row.of("playlist_id", now.playlist(), "playlist_name", snapshots.name(now.playlist()))
        .and("snapshot_date", now.date(), "previous_date", song.snapshot().date())
        .and("change", change, "is_certain", isCertain, "position", song.position())
        .and("song_id", song.id(), "song_name", song.name(), "artist_names", song.artistNames())
        .and("original_id", song.original());
  }

  private List<Row> notPlayable(Snapshot before, Snapshot now) {
    Map<String, Song> after = songs.byOriginal(now.playlist(), now.date());
    return songs.of(before).stream()
        .filter(song -> after.containsKey(song.original()))
        .filter(song -> Boolean.TRUE.equals(song.row().flag("is_playable")))
        .filter(song -> Boolean.FALSE.equals(after.get(song.original()).row().flag("is_playable")))
        .map(song -> lostRow(now, song, "not playable", true))
        .toList();
  }

  /// The songs that left can be the entries that became unavailable. Those with the same `added_at`
  /// are compared; an unavailable entry without one is compared with all of them. If songs left in
  /// the same place, only they can be meant.
  private List<Row> unavailable(Snapshot before, Snapshot now) {
    List<Gap> left = gaps(before, now).stream().filter(gap -> gap.song() != null).toList();
    List<Gap> lostBefore = gaps(before, now).stream().filter(g -> g.song() == null).toList();
    List<Gap> lostNow = gaps(now, before).stream().filter(g -> g.song() == null).toList();
    Map<String, Boolean> certain = new LinkedHashMap<>();
    Set<LocalDateTime> times = new TreeSet<>();
    left.stream().map(Gap::addedAt).filter(time -> time != null).forEach(times::add);
    for (LocalDateTime time : times) {
      Predicate<Gap> hasTime = gap -> time.equals(gap.addedAt());
      add(certain, filter(left, hasTime), filter(lostBefore, hasTime), filter(lostNow, hasTime));
    }
    Predicate<Gap> hasNoTime = gap -> gap.addedAt() == null;
    add(certain, left, filter(lostBefore, hasNoTime), filter(lostNow, hasNoTime));
    return left.stream()
        .filter(gap -> certain.containsKey(gap.song().original()))
        .map(gap -> lostRow(now, gap.song(), "unavailable", certain.get(gap.song().original())))
        .toList();
  }

  private static List<Gap> filter(List<Gap> gaps, Predicate<Gap> condition) {
    return gaps.stream().filter(condition).toList();
  }

  private static void add(
      Map<String, Boolean> certain, List<Gap> left, List<Gap> lostBefore, List<Gap> lostNow) {
    long more = (long) lostNow.size() - lostBefore.size();
    if (more <= 0) {
      return;
    }
    Map<Long, Long> before = lostBefore.stream().collect(groupingBy(Gap::place, counting()));
    Map<Long, Long> after = lostNow.stream().collect(groupingBy(Gap::place, counting()));
    List<Gap> here =
        filter(
            left,
            gap -> after.getOrDefault(gap.place(), 0L) > before.getOrDefault(gap.place(), 0L));
    List<Gap> candidates = here.isEmpty() ? left : here;
    candidates.forEach(
        gap ->
            certain.merge(
                gap.song().original(), candidates.size() <= more, (one, other) -> one || other));
  }

  /// The songs of a snapshot that the other one doesn't have, and its unavailable entries.
  private List<Gap> gaps(Snapshot snapshot, Snapshot other) {
    Set<String> others = songs.byOriginal(other.playlist(), other.date()).keySet();
    List<Song> list = songs.of(snapshot);
    Function<Long, Long> place =
        position ->
            list.stream()
                .filter(song -> others.contains(song.original()) && song.position() < position)
                .count();
    Stream<Gap> gone =
        list.stream()
            .filter(song -> !others.contains(song.original()))
            .map(song -> new Gap(song.row().time("added_at"), place.apply(song.position()), song));
    Stream<Gap> unavailable =
        snapshots.lake().rows("rejects", snapshot).stream()
            .filter(row -> "unavailable".equals(row.text("reason")))
            .map(row -> new Gap(row.time("added_at"), place.apply(row.number("position")), null));
    return Stream.concat(gone, unavailable).toList();
  }

  Map<String, Function<Parameters, List<Row>>> all() {
    Map<String, Function<Parameters, List<Row>>> all = new LinkedHashMap<>();
    all.put("new_songs", this::newSongs);
    all.put("became_unplayable", this::becameUnplayable);
    return all;
  }
}
