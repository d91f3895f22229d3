package dev.playlistlake.athena.independent;

import static dev.playlistlake.athena.independent.Calculations.percent;
import static dev.playlistlake.athena.independent.Calculations.round;
import static java.util.Comparator.comparing;

import dev.playlistlake.athena.independent.Songs.Credit;
import dev.playlistlake.athena.independent.Songs.Song;
import dev.playlistlake.athena.independent.Stays.Stay;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
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

/// Queries about the course of a playlist: positions, survival, weeks and months.
record Growth(Snapshots snapshots, Songs songs, Stays stays) {

  private Stream<String> playlists(Parameters parameters) {
    return snapshots.complete().stream()
        .map(Snapshot::playlist)
        .distinct()
        .filter(playlist -> parameters.select(playlist, snapshots.name(playlist)));
  }

  private Row head(String playlist) {
    return Row.of("playlist_id", playlist, "playlist_name", snapshots.name(playlist));
  }

  List<Row> positionHistory(Parameters parameters) {
    List<Song> all =
        snapshots.complete().stream()
            .filter(s -> parameters.select(s.playlist(), snapshots.name(s.playlist())))
            .filter(snapshot -> parameters.include(snapshot.date()))
            .flatMap(snapshot -> songs.of(snapshot).stream())
            .toList();
    String text = parameters.text("song");
    String artist = parameters.text("artist");
    Set<String> originals =
        all.stream()
            .filter(
                song ->
                    List.of("", song.original(), song.id()).contains(text)
                        || Recordings.contains(song.name(), text))
            .map(Song::original)
            .collect(Collectors.toSet());
    Set<String> artists =
        all.stream()
            .flatMap(song -> song.credits().stream())
            .filter(c -> c.artist().equals(artist) || Recordings.contains(c.name(), artist))
            .map(Credit::artist)
            .collect(Collectors.toSet());
    Stream<Row> rows =
        all.stream()
            .filter(song -> originals.contains(song.original()))
            .filter(
                song ->
                    artist.isEmpty()
                        || song.credits().stream().anyMatch(c -> artists.contains(c.artist())))
            .map(
                song ->
                    head(song.snapshot().playlist())
                        .and("original_id", song.original())
                        .and("snapshot_date", song.snapshot().date(), "position", song.position())
                        .and("song_id", song.id(), "song_name", song.name())
                        .and("artist_names", song.artistNames()));
    return Row.sorted(rows, "playlist_id", "original_id", "snapshot_date");
  }

  List<Row> survival(Parameters parameters) {
    List<Row> rows = new ArrayList<>();
    playlists(parameters)
        .forEach(
            playlist -> {
              List<Stay> entries =
                  stays.of(playlist).values().stream()
                      .flatMap(List::stream)
                      .filter(stay -> snapshots.number(stay.first().snapshot()) > 1)
                      .toList();
              for (int days : List.of(7, 30, 90)) {
                List<Boolean> known =
                    entries.stream()
                        .map(stay -> isThereAfter(stay, days))
                        .filter(Objects::nonNull)
                        .toList();
                long there = known.stream().filter(isThere -> isThere).count();
                rows.add(
                    head(playlist)
                        .and("days", days, "entries", entries.size(), "known", known.size())
                        .and("still_there", there, "percent", percent(there, known.size())));
              }
            });
    return rows;
  }

  /// Whether a song was still there some days after it entered; null if that is not known.
  private Boolean isThereAfter(Stay stay, int days) {
    String playlist = stay.first().snapshot().playlist();
    LocalDate day = stay.first().snapshot().day().plusDays(days);
    LocalDate latest = LocalDate.parse(snapshots.dates(playlist).last());
    String next = snapshots.dates(playlist).higher(stay.last().snapshot().date());
    if (latest.isBefore(day)) {
      return null;
    }
    if (!stay.last().snapshot().day().isBefore(day)) {
      return true;
    }
    return (next != null && !LocalDate.parse(next).isAfter(day)) ? false : null;
  }

  /// The complete snapshots of a playlist by week or month.
  private TreeMap<String, List<Snapshot>> periods(
      String playlist, Function<LocalDate, String> period) {
    TreeMap<String, List<Snapshot>> periods = new TreeMap<>();
    for (String date : snapshots.dates(playlist)) {
      Snapshot snapshot = new Snapshot(playlist, date);
      periods.computeIfAbsent(period.apply(snapshot.day()), _ -> new ArrayList<>()).add(snapshot);
    }
    return periods;
  }

  /// What a playlist has at the end of a week.
  private record Week(long songs, Double hours, long artists, Long followers) {}

  private Week week(List<Snapshot> days) {
    List<Song> list = songs.of(days.getLast());
    List<Long> lengths =
        list.stream()
            .filter(song -> song.row().number("duration_ms") != null)
            .map(song -> song.row().number("duration_ms") * song.row().number("occurrences"))
            .toList();
    Double hours =
        lengths.isEmpty() && !list.isEmpty()
            ? null
            : Double.valueOf(round(lengths.stream().mapToLong(n -> n).sum() / 3_600_000.0, 2));
    return new Week(
        list.size(),
        hours,
        list.stream().flatMap(s -> s.credits().stream()).map(Credit::artist).distinct().count(),
        days.reversed().stream()
            .map(day -> snapshots.summary(day).number("followers"))
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null));
  }

  private static String isoWeek(LocalDate day) {
    return "%d-W%02d"
        .formatted(day.get(IsoFields.WEEK_BASED_YEAR), day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
  }

  List<Row> growthByWeek(Parameters parameters) {
    List<Row> rows = new ArrayList<>();
    playlists(parameters)
        .forEach(
            playlist -> {
              TreeMap<String, List<Snapshot>> weeks = periods(playlist, Growth::isoWeek);
              weeks.forEach(
                  (name, days) -> {
                    Week week = week(days);
                    Map.Entry<String, List<Snapshot>> last = weeks.lowerEntry(name);
                    Week before = last == null ? null : week(last.getValue());
                    rows.add(
                        head(playlist)
                            .and("week", name, "snapshot_date", days.getLast().date())
                            .and("previous_week", last == null ? null : last.getKey())
                            .and("songs", week.songs())
                            .and("songs_gained", gained(week, before, Week::songs))
                            .and("hours", week.hours())
                            .and(
                                "hours_gained",
                                before == null || before.hours() == null || week.hours() == null
                                    ? null
                                    : round(week.hours() - before.hours(), 2))
                            .and("artists", week.artists())
                            .and("artists_gained", gained(week, before, Week::artists))
                            .and("followers", week.followers())
                            .and("followers_gained", gained(week, before, Week::followers)));
                  });
            });
    return rows;
  }

  private static Long gained(Week week, Week before, Function<Week, Long> value) {
    return before == null || value.apply(before) == null || value.apply(week) == null
        ? null
        : Long.valueOf(value.apply(week) - value.apply(before));
  }

  /// How many songs of a snapshot credit each artist.
  private Map<String, Long> artists(Snapshot snapshot) {
    return songs.of(snapshot).stream()
        .flatMap(song -> song.credits().stream())
        .collect(Collectors.groupingBy(Credit::artist, Collectors.counting()));
  }

  List<Row> artistsByMonth(Parameters parameters) {
    List<Row> rows = new ArrayList<>();
    List<Snapshot> ends = new ArrayList<>();
    Map<String, TreeMap<String, List<Snapshot>>> all = new TreeMap<>();
    playlists(parameters)
        .forEach(p -> all.put(p, periods(p, day -> day.toString().substring(0, 7))));
    all.values().forEach(months -> months.values().forEach(days -> ends.add(days.getLast())));
    all.forEach(
        (playlist, months) ->
            months.forEach(
                (month, days) -> {
                  Map.Entry<String, List<Snapshot>> last = months.lowerEntry(month);
                  Map<String, Long> now = artists(days.getLast());
                  Map<String, Long> before =
                      last == null ? Map.of() : artists(last.getValue().getLast());
                  Set<String> ids = new TreeSet<>(now.keySet());
                  ids.addAll(before.keySet());
                  for (String id : ids) {
                    long count = now.getOrDefault(id, 0L);
                    rows.add(
                        head(playlist)
                            .and(
                                "month",
                                month,
                                "previous_month",
                                last == null ? null : last.getKey())
                            .and("artist_id", id, "artist_name", newestName(ends, id))
                            .and("songs", count)
                            .and(
                                "gained",
                                last == null ? null : count - before.getOrDefault(id, 0L)));
                  }
                }));
    return Row.sorted(rows.stream(), "playlist_id", "month", "-gained", "-songs", "artist_id");
  }

  /// The newest known name of an artist at the ends of the months.
  private String newestName(List<Snapshot> ends, String artist) {
    return ends.stream()
        .flatMap(
            snapshot ->
                songs.of(snapshot).stream()
                    .flatMap(song -> song.credits().stream())
                    .filter(credit -> credit.artist().equals(artist) && credit.name() != null)
                    .map(credit -> Map.entry(snapshot.date(), credit.name())))
        .max(comparing(Map.Entry<String, String>::getKey).thenComparing(Map.Entry::getValue))
        .map(Map.Entry::getValue)
        .orElse(null);
  }

  Map<String, Function<Parameters, List<Row>>> all() {
    Map<String, Function<Parameters, List<Row>>> all = new LinkedHashMap<>();
    all.put("position_history", this::positionHistory);
    all.put("survival", this::survival);
    all.put("growth_by_week", this::growthByWeek);
    all.put("artists_by_month", this::artistsByMonth);
    return all;
  }
}
