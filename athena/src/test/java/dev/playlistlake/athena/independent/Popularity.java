package dev.playlistlake.athena.independent;

import static dev.playlistlake.athena.independent.Calculations.average;
import static dev.playlistlake.athena.independent.Calculations.known;
import static dev.playlistlake.athena.independent.Calculations.max;
import static dev.playlistlake.athena.independent.Calculations.names;
import static dev.playlistlake.athena.independent.Calculations.round;
import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingDouble;
import static java.util.stream.Collectors.groupingBy;

import dev.playlistlake.athena.independent.Songs.Song;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/// Queries about popularity.
record Popularity(Snapshots snapshots, Songs songs) {

  /// The popularity of a song on the days on which it is known. Of several playlists on the same
  /// day the highest counts.
  private record Trend(String original, TreeMap<LocalDate, List<Song>> known) {
    long popularity(LocalDate day) {
      return known.get(day).stream()
          .mapToLong(song -> song.row().number("popularity"))
          .max()
          .orElseThrow();
    }

    double x(LocalDate day) {
      return Snapshots.days(known.firstKey(), day);
    }

    double meanX() {
      return known.keySet().stream().mapToDouble(this::x).average().orElseThrow();
    }

    double meanY() {
      return known.keySet().stream().mapToDouble(this::popularity).average().orElseThrow();
    }

    /// The sum of the products of the deviations from two means.
    double sum(boolean firstIsX, boolean secondIsX) {
      return known.keySet().stream()
          .mapToDouble(
              day ->
                  (firstIsX ? x(day) - meanX() : popularity(day) - meanY())
                      * (secondIsX ? x(day) - meanX() : popularity(day) - meanY()))
          .sum();
    }

    double slope() {
      return sum(true, false) / sum(true, true);
    }

    Double slopePerDay() {
      return known.size() < 2 ? null : round(slope(), 4);
    }

    /// The share of the variance that the line explains. A level song has none.
    Double r2() {
      return known.size() < 3 || sum(false, false) == 0
          ? null
          : round(sum(true, false) * sum(true, false) / sum(true, true) / sum(false, false), 4);
    }

    Double outlook() {
      double predicted = meanY() + slope() * (x(known.lastKey()) + 7 - meanX());
      return known.size() < 3 ? null : round(Math.clamp(predicted, 0, 100), 1);
    }

    String direction() {
      return switch ((int) Math.signum(Objects.requireNonNullElse(slopePerDay(), 0.0))) {
        case 1 -> "rose";
        case -1 -> "fell";
        default -> "level";
      };
    }
  }

  private List<Trend> trends(Parameters parameters) {
    Map<String, TreeMap<LocalDate, List<Song>>> known = new TreeMap<>();
    snapshots.complete().stream()
        .filter(s -> parameters.select(s.playlist(), snapshots.name(s.playlist())))
        .filter(snapshot -> parameters.include(snapshot.date()))
        .flatMap(snapshot -> songs.of(snapshot).stream())
        .filter(song -> song.row().number("popularity") != null)
        .forEach(
            song ->
                known
                    .computeIfAbsent(song.original(), _ -> new TreeMap<>())
                    .computeIfAbsent(song.snapshot().day(), _ -> new ArrayList<>())
                    .add(song));
    return known.entrySet().stream().map(e -> new Trend(e.getKey(), e.getValue())).toList();
  }

  private Row trendRow(Trend trend) {
    TreeMap<LocalDate, List<Song>> known = trend.known();
    Song last =
        known.lastEntry().getValue().stream()
            .max(comparing(Song::id).thenComparing(song -> song.snapshot().playlist()))
            .orElseThrow();
    long first = trend.popularity(known.firstKey());
    long newest = trend.popularity(known.lastKey());
    long peak = known.keySet().stream().mapToLong(trend::popularity).max().orElseThrow();
    return Row.of("song_id", last.id(), "song_name", last.name())
        .and("artist_names", last.artistNames())
        .and(
            "playlist_names",
            names(
                known.values().stream()
                    .flatMap(List::stream)
                    .map(song -> snapshots.nameOrId(song.snapshot().playlist()))
                    .toList()))
        .and("days", known.size(), "first_day", known.firstKey(), "last_day", known.lastKey())
        .and("first_popularity", first, "last_popularity", newest, "change", newest - first)
        .and("direction", trend.direction(), "peak", peak)
        .and(
            "peak_day",
            known.keySet().stream()
                .filter(day -> trend.popularity(day) == peak)
                .findFirst()
                .orElseThrow())
        .and("slope_per_day", trend.slopePerDay(), "r2", trend.r2())
        .and("outlook_7_days", trend.outlook(), "original_id", trend.original());
  }

  List<Row> trend(Parameters parameters) {
    return trends(parameters).stream()
        .map(this::trendRow)
        .sorted(
            comparingDouble((Row row) -> slope(row))
                .reversed()
                .thenComparingLong(row -> -(Long) row.get("change"))
                .thenComparing(row -> (String) row.get("song_id"))
                .thenComparing(row -> (String) row.get("original_id")))
        .toList();
  }

  private static Double slope(Row row) {
    return row.get("slope_per_day") instanceof Double slope ? slope : Double.valueOf(0);
  }

  /// A song that is on playlists now.
  ///
  /// @param places the song on each of these playlists
  private record SongNow(List<Song> places) {
    Long greatest(Function<Song, Long> value) {
      return max(places.stream().map(value).toList());
    }

    /// True if it is explicit on any playlist, null if no playlist knows it.
    Boolean explicit() {
      return max(places.stream().map(song -> song.row().flag("explicit")).toList());
    }
  }

  /// The songs on the selected playlists now, each once, in groups.
  private <K> Map<K, List<SongNow>> now(Parameters parameters, Function<SongNow, K> group) {
    Map<K, List<SongNow>> groups = new LinkedHashMap<>();
    snapshots.now(parameters).stream()
        .flatMap(latest -> songs.of(latest.snapshot()).stream())
        .collect(groupingBy(Song::original))
        .values()
        .forEach(
            places -> {
              SongNow song = new SongNow(places);
              groups.computeIfAbsent(group.apply(song), _ -> new ArrayList<>()).add(song);
            });
    return groups;
  }

  /// The rows of groups of songs.
  private Stream<Row> groups(String name, Map<?, List<SongNow>> groups, boolean hasHighest) {
    return groups.entrySet().stream()
        .map(
            group -> {
              List<SongNow> members = group.getValue();
              List<Long> popularity = new ArrayList<>();
              members.forEach(
                  song -> popularity.add(song.greatest(s -> s.row().number("popularity"))));
              Double average = average(popularity);
              Row row =
                  Row.of(name, group.getKey(), "songs", members.size())
                      .and("songs_with_popularity", known(popularity))
                      .and("average_popularity", average == null ? null : round(average, 1));
              if (hasHighest) {
                row = row.and("highest_popularity", max(popularity));
              }
              List<Snapshot> places =
                  members.stream().flatMap(s -> s.places().stream()).map(Song::snapshot).toList();
              return row.and(
                      "playlist_names",
                      names(places.stream().map(s -> snapshots.nameOrId(s.playlist())).toList()))
                  .and(
                      "days_old",
                      places.stream()
                          .mapToLong(s -> Snapshots.days(s.day(), snapshots.lake().today()))
                          .max()
                          .orElseThrow());
            });
  }

  List<Row> byReleaseYear(Parameters parameters) {
    return Row.sorted(
        groups("release_year", now(parameters, s -> s.greatest(Song::releaseYear)), true),
        "-release_year");
  }

  List<Row> byExplicit(Parameters parameters) {
    return Row.sorted(groups("explicit", now(parameters, SongNow::explicit), false), "-explicit");
  }

  List<Row> byLength(Parameters parameters) {
    return Row.sorted(groups("minutes", now(parameters, Popularity::minutes), false), "minutes");
  }

  private static Long minutes(SongNow song) {
    Long length = song.greatest(place -> place.row().number("duration_ms"));
    return length == null ? null : Long.valueOf(length / 60_000);
  }

  Map<String, Function<Parameters, List<Row>>> all() {
    Map<String, Function<Parameters, List<Row>>> all = new LinkedHashMap<>();
    all.put("popularity_trend", this::trend);
    all.put("popularity_by_release_year", this::byReleaseYear);
    all.put("popularity_by_explicit", this::byExplicit);
    all.put("popularity_by_length", this::byLength);
    return all;
  }
}
