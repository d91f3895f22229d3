package dev.playlistlake.athena.independent;

import static dev.playlistlake.athena.independent.Calculations.average;
import static dev.playlistlake.athena.independent.Calculations.deviation;
import static dev.playlistlake.athena.independent.Calculations.known;
import static dev.playlistlake.athena.independent.Calculations.max;
import static dev.playlistlake.athena.independent.Calculations.median;
import static dev.playlistlake.athena.independent.Calculations.min;
import static dev.playlistlake.athena.independent.Calculations.percent;
import static dev.playlistlake.athena.independent.Calculations.round;
import static java.util.Comparator.comparingDouble;

import dev.playlistlake.athena.independent.Snapshots.Latest;
import dev.playlistlake.athena.independent.Songs.Song;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Queries about the songs and albums of the playlists now.
record PlaylistsNow(Snapshots snapshots, Songs songs) {

  private static Row head(Latest latest) {
    return Row.of("playlist_id", latest.snapshot().playlist(), "playlist_name", latest.name());
  }

  private static Row headWithDate(Latest latest) {
    return head(latest)
        .and("snapshot_date", latest.snapshot().date(), "days_old", latest.daysOld());
  }

  private static <T> List<T> all(List<Song> songs, Function<Song, T> value) {
    return songs.stream().map(value).collect(Collectors.toCollection(ArrayList::new));
  }

  private static List<Long> numbers(List<Song> songs, String column) {
    return all(songs, song -> song.row().number(column));
  }

  private static Long rounded(Double value) {
    return value == null ? null : Math.round(value);
  }

  /// One row for each selected playlist.
  private List<Row> forEach(Parameters parameters, Function<List<Song>, Row> figures) {
    return snapshots.now(parameters).stream()
        .map(
            latest -> {
              Row row = headWithDate(latest);
              List<Song> list = songs.of(latest.snapshot());
              Row more = figures.apply(list);
              for (String column : more.values().keySet()) {
                row = row.and(column, more.get(column));
              }
              return row;
            })
        .toList();
  }

  private static Long decade(Long year) {
    return year == null ? null : Long.valueOf(year / 10 * 10);
  }

  /// The songs of each selected playlist by a value of the year of release.
  private List<Row> byRelease(
      Parameters parameters, Function<Long, Long> group, Function<Long, Row> columns) {
    List<Row> rows = new ArrayList<>();
    for (Latest latest : snapshots.now(parameters)) {
      List<Long> values = all(songs.of(latest.snapshot()), song -> group.apply(song.releaseYear()));
      for (Long value : new HashSet<>(values)) {
        long count = values.stream().filter(other -> Objects.equals(other, value)).count();
        Row row = head(latest).and("days_old", latest.daysOld());
        for (Map.Entry<String, Object> column : columns.apply(value).values().entrySet()) {
          row = row.and(column.getKey(), column.getValue());
        }
        rows.add(
            row.and("songs", count)
                .and("percent", value == null ? null : percent(count, known(values))));
      }
    }
    return rows;
  }

  List<Row> releaseYears(Parameters parameters) {
    return Row.sorted(
        byRelease(
            parameters,
            Function.identity(),
            year -> Row.of("release_year", year, "decade", decade(year)))
            .stream(),
        "playlist_id",
        "release_year");
  }

  List<Row> releaseDecades(Parameters parameters) {
    return Row.sorted(
        byRelease(parameters, PlaylistsNow::decade, decade -> Row.of("decade", decade)).stream(),
        "playlist_id",
        "decade");
  }

  List<Row> releaseAge(Parameters parameters) {
    return forEach(
        parameters,
        list -> {
          List<Long> years = all(list, Song::releaseYear);
          List<Long> ages =
              list.stream()
                  .filter(song -> song.releaseYear() != null)
                  .map(song -> song.snapshot().day().getYear() - song.releaseYear())
                  .toList();
          return Row.of("songs", list.size(), "songs_with_year", known(years))
              .and("oldest", min(years), "newest", max(years), "median_age", median(ages));
        });
  }

  List<Row> freshness(Parameters parameters) {
    return forEach(
        parameters,
        list -> {
          List<Song> dated =
              list.stream()
                  .filter(song -> song.album() != null && song.album().releasedOn() != null)
                  .toList();
          List<Long> ages =
              all(dated, song -> Snapshots.days(song.album().releasedOn(), song.snapshot().day()));
          List<Long> lags =
              dated.stream()
                  .filter(song -> song.row().time("added_at") != null)
                  .map(
                      song ->
                          Snapshots.days(
                              song.album().releasedOn(), song.row().time("added_at").toLocalDate()))
                  .toList();
          return Row.of("songs", list.size(), "songs_with_day", dated.size())
              .and("percent_7_days", percent(young(ages, 7), ages.size()))
              .and("percent_30_days", percent(young(ages, 30), ages.size()))
              .and("percent_90_days", percent(young(ages, 90), ages.size()))
              .and("median_lag_days", median(lags));
        });
  }

  private static long young(List<Long> ages, int days) {
    return ages.stream().filter(age -> age >= 0 && age <= days).count();
  }

  List<Row> lengthStatistics(Parameters parameters) {
    return forEach(
        parameters,
        list -> {
          List<Long> lengths = numbers(list, "duration_ms");
          Double minutes =
              known(lengths) == 0
                  ? null
                  : list.stream()
                          .filter(song -> song.row().number("duration_ms") != null)
                          .mapToLong(
                              s -> s.row().number("duration_ms") * s.row().number("occurrences"))
                          .sum()
                      / 60_000.0;
          return Row.of("songs", list.size(), "songs_with_length", known(lengths))
              .and("shortest_ms", min(lengths), "median_ms", median(lengths))
              .and("average_ms", rounded(average(lengths)), "longest_ms", max(lengths))
              .and("deviation_ms", rounded(deviation(lengths)))
              .and("total_minutes", minutes == null ? null : round(minutes, 1));
        });
  }

  List<Row> lengthOutliers(Parameters parameters) {
    double allowed = Double.parseDouble(parameters.text("deviations"));
    return snapshots.now(parameters).stream()
        .flatMap(
            latest -> {
              List<Song> known =
                  songs.of(latest.snapshot()).stream()
                      .filter(song -> song.row().number("duration_ms") != null)
                      .toList();
              Double average = average(numbers(known, "duration_ms"));
              Double deviation = deviation(numbers(known, "duration_ms"));
              if (deviation == null || deviation == 0) {
                return Stream.of();
              }
              Function<Song, Double> distance = s -> s.row().number("duration_ms") - average;
              return known.stream()
                  .filter(song -> Math.abs(distance.apply(song)) > allowed * deviation)
                  .sorted(
                      comparingDouble((Song song) -> -Math.abs(distance.apply(song)))
                          .thenComparing(Song::id))
                  .map(
                      song ->
                          head(latest)
                              .and("days_old", latest.daysOld(), "position", song.position())
                              .and("song_id", song.id(), "song_name", song.name())
                              .and("artist_names", song.artistNames())
                              .and("duration_ms", song.row().number("duration_ms"))
                              .and("average_ms", rounded(average))
                              .and("deviations", round(distance.apply(song) / deviation, 2)));
            })
        .toList();
  }

  List<Row> collaborationShare(Parameters parameters) {
    return forEach(
        parameters,
        list -> {
          List<Long> credits = numbers(list, "artist_count");
          long collaborations = credits.stream().filter(n -> n != null && n >= 2).count();
          Double average = average(credits);
          return Row.of("songs", list.size(), "collaborations", collaborations)
              .and("percent", percent(collaborations, known(credits)))
              .and("average_credits", average == null ? null : round(average, 2));
        });
  }

  List<Row> albumConcentration(Parameters parameters) {
    List<Row> rows = new ArrayList<>();
    for (Latest latest : snapshots.now(parameters)) {
      Map<String, List<Song>> albums =
          songs.of(latest.snapshot()).stream()
              .filter(song -> song.row().text("album_id") != null)
              .collect(Collectors.groupingBy(song -> song.row().text("album_id")));
      long all = albums.values().stream().mapToLong(List::size).sum();
      double concentration =
          albums.values().stream().mapToDouble(list -> Math.pow(1.0 * list.size() / all, 2)).sum();
      albums.forEach(
          (id, list) ->
              rows.add(
                  head(latest)
                      .and("days_old", latest.daysOld())
                      .and(
                          "place",
                          1 + albums.values().stream().filter(o -> o.size() > list.size()).count())
                      .and("album_id", id)
                      .and(
                          "album_name",
                          list.getFirst().album() == null
                              ? null
                              : list.getFirst().album().text("album_name"))
                      .and("songs", list.size(), "percent", percent(list.size(), all))
                      .and("concentration", round(concentration, 4))));
    }
    return Row.sorted(rows.stream(), "playlist_id", "place", "album_id");
  }

  List<Row> playlistOverlap(Parameters parameters) {
    List<Row> rows = new ArrayList<>();
    List<Latest> playlists = snapshots.now(parameters);
    for (Latest a : playlists) {
      for (Latest b : playlists) {
        if (a.snapshot().playlist().compareTo(b.snapshot().playlist()) < 0) {
          Set<String> songsA = originals(a);
          Set<String> songsB = originals(b);
          long shared = songsA.stream().filter(songsB::contains).count();
          long distinct = songsA.size() + songsB.size() - shared;
          rows.add(
              Row.of("playlist_a", a.snapshot().playlist(), "playlist_b", b.snapshot().playlist())
                  .and("name_a", a.name(), "name_b", b.name())
                  .and("days_old_a", a.daysOld(), "days_old_b", b.daysOld())
                  .and("songs_a", songsA.size(), "songs_b", songsB.size(), "shared", shared)
                  .and("jaccard", distinct == 0 ? null : round(1.0 * shared / distinct, 4)));
        }
      }
    }
    return Row.sorted(rows.stream(), "-jaccard", "playlist_a", "playlist_b");
  }

  private Set<String> originals(Latest latest) {
    return songs.of(latest.snapshot()).stream().map(Song::original).collect(Collectors.toSet());
  }

  /// A row is a complete snapshot, not only the latest one.
  List<Row> explicitShare(Parameters parameters) {
    return snapshots.complete().stream()
        .filter(s -> parameters.select(s.playlist(), snapshots.name(s.playlist())))
        .filter(snapshot -> parameters.include(snapshot.date()))
        .map(
            snapshot -> {
              List<Song> list = songs.of(snapshot);
              List<Boolean> values = all(list, song -> song.row().flag("explicit"));
              long explicit = values.stream().filter(Boolean.TRUE::equals).count();
              return Row.of("playlist_id", snapshot.playlist())
                  .and("playlist_name", snapshots.name(snapshot.playlist()))
                  .and("snapshot_date", snapshot.date(), "songs", list.size())
                  .and("songs_known", known(values), "explicit_songs", explicit)
                  .and("percent", percent(explicit, known(values)));
            })
        .toList();
  }

  Map<String, Function<Parameters, List<Row>>> all() {
    Map<String, Function<Parameters, List<Row>>> all = new LinkedHashMap<>();
    all.put("release_years", this::releaseYears);
    all.put("release_decades", this::releaseDecades);
    all.put("release_age", this::releaseAge);
    all.put("freshness", this::freshness);
    all.put("explicit_share", this::explicitShare);
    all.put("length_statistics", this::lengthStatistics);
    all.put("length_outliers", this::lengthOutliers);
    all.put("collaboration_share", this::collaborationShare);
    all.put("album_concentration", this::albumConcentration);
    all.put("playlist_overlap", this::playlistOverlap);
    return all;
  }
}
