package dev.playlistlake.local.report;

import dev.playlistlake.athena.SqlResult;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Joins the songs of all days with the snapshots of their playlists. A year of songs has millions
/// of days, so each song gets three short texts instead:
///
/// - `stays`: when it was on the playlist, as ranges of complete snapshots of the playlist, counted
///   from 0 (`0-13 20-364`). A snapshot in trouble is not counted.
/// - `positions`: its position in every `stride`th complete snapshot of its stays, counted back
///   from the last one of the playlist. `12x5 14` is position 12 five times, then 14.
/// - `popularities`: the same for the popularity, with `-` for an unknown one; null without any.
///
/// [Report] uses it in one thread.
final class SongDays {
  /// The most positions in a page, without repeated ones. A page of a longer history has fewer
  /// samples.
  private static final int MOST_CHANGES = 60_000;

  private static final long POSITIONS = 10_000_000;
  private static final int POPULARITIES = 1000;
  private static final int SOURCES = 3;

  /// One day of one song.
  ///
  /// @param number of the complete snapshot
  /// @param popularity -1 if unknown
  private record Sample(int number, int position, int popularity) {}

  private final Map<String, TreeMap<Long, @Nullable String>> troubles = new HashMap<>();
  private final Map<String, Map<Long, Integer>> numbers = new HashMap<>();
  private final List<List<Sample>> samples = new ArrayList<>();
  private final SqlResult readSnapshots;
  private final SqlResult readSongs;
  private int stride = 1;

  private SongDays(SqlResult snapshots, SqlResult songs) {
    this.readSnapshots = snapshots;
    this.readSongs = songs;
  }

  /// Joins the results of `report_snapshots` and `report_songs`.
  static SongDays of(SqlResult snapshots, SqlResult songs) {
    SongDays days = new SongDays(snapshots, songs);
    days.readTroubles();
    days.number();
    days.readSamples();
    days.chooseStride();
    return days;
  }

  /// The distance of the complete snapshots that have a position in the page.
  int stride() {
    return stride;
  }

  private void readTroubles() {
    int playlist = index(readSnapshots, "playlist_id");
    int date = index(readSnapshots, "snapshot_date");
    int trouble = index(readSnapshots, "troubles");
    for (List<@Nullable Object> row : readSnapshots.rows()) {
      Object found = row.get(trouble);
      troubles
          .computeIfAbsent(String.valueOf(row.get(playlist)), _ -> new TreeMap<>())
          .put(epochDay(row.get(date)), found == null ? null : found.toString());
    }
    // Songs of a snapshot that no row describes.
    int songPlaylist = index(readSongs, "playlist_id");
    int songDays = index(readSongs, "days");
    for (List<@Nullable Object> row : readSongs.rows()) {
      TreeMap<Long, @Nullable String> known =
          troubles.computeIfAbsent(String.valueOf(row.get(songPlaylist)), _ -> new TreeMap<>());
      for (long packed : packed(row.get(songDays))) {
        if (!known.containsKey(day(packed))) {
          known.put(day(packed), packed % SOURCES == 1 ? null : "unfinished");
        }
      }
    }
  }

  private void number() {
    troubles.forEach(
        (playlist, days) -> {
          Map<Long, Integer> numbered = new HashMap<>();
          days.forEach(
              (day, trouble) -> {
                if (trouble == null) {
                  numbered.put(day, numbered.size());
                }
              });
          numbers.put(playlist, numbered);
        });
  }

  private void readSamples() {
    int playlist = index(readSongs, "playlist_id");
    int days = index(readSongs, "days");
    for (List<@Nullable Object> row : readSongs.rows()) {
      Map<Long, Integer> numbered =
          Objects.requireNonNull(numbers.get(String.valueOf(row.get(playlist))));
      List<Sample> found = new ArrayList<>();
      // Sorted by day and position, so the first of a day is its first position.
      long last = Long.MIN_VALUE;
      for (long packed : packed(row.get(days))) {
        Integer number = numbered.get(day(packed));
        if (number != null && day(packed) != last) {
          last = day(packed);
          found.add(
              new Sample(
                  number,
                  (int) (packed / SOURCES / POPULARITIES % POSITIONS),
                  (int) (packed / SOURCES % POPULARITIES) - 1));
        }
      }
      samples.add(found);
    }
  }

  private void chooseStride() {
    while (changes() > MOST_CHANGES) {
      stride++;
    }
  }

  /// Counts the changes of positions that the page has with the current stride.
  private long changes() {
    long changes = 0;
    for (int i = 0; i < samples.size(); i++) {
      int last = last(i);
      int position = 0;
      for (Sample sample : samples.get(i)) {
        if ((last - sample.number()) % stride == 0 && sample.position() != position) {
          position = sample.position();
          changes++;
        }
      }
    }
    return changes;
  }

  /// The number of the last complete snapshot of a song's playlist.
  private int last(int song) {
    int playlist = index(readSongs, "playlist_id");
    String id = String.valueOf(readSongs.rows().get(song).get(playlist));
    return Objects.requireNonNull(numbers.get(id)).size() - 1;
  }

  /// Returns the snapshots, also those of which only songs were found.
  SqlResult snapshots() {
    int playlist = index(readSnapshots, "playlist_id");
    int date = index(readSnapshots, "snapshot_date");
    int trouble = index(readSnapshots, "troubles");
    Map<String, TreeMap<Long, List<@Nullable Object>>> rows = new TreeMap<>();
    for (List<@Nullable Object> row : readSnapshots.rows()) {
      rows.computeIfAbsent(String.valueOf(row.get(playlist)), _ -> new TreeMap<>())
          .put(epochDay(row.get(date)), row);
    }
    troubles.forEach(
        (id, days) ->
            days.forEach(
                (day, found) ->
                    rows.computeIfAbsent(id, _ -> new TreeMap<>())
                        .computeIfAbsent(
                            day,
                            _ -> {
                              List<@Nullable Object> row =
                                  new ArrayList<>(
                                      Collections.nCopies(
                                          readSnapshots.columns().size(), (Object) null));
                              row.set(playlist, id);
                              row.set(date, LocalDate.ofEpochDay(day).toString());
                              row.set(trouble, found);
                              return row;
                            })));
    List<List<@Nullable Object>> all = new ArrayList<>();
    rows.values().forEach(days -> all.addAll(days.values()));
    return SqlResult.of(readSnapshots.columns(), all);
  }

  /// Returns the songs with `stays`, `positions` and `popularities` in place of `days`.
  SqlResult songs() {
    int days = index(readSongs, "days");
    List<SqlResult.Column> columns = new ArrayList<>(readSongs.columns());
    columns.remove(days);
    for (String name : List.of("stays", "positions", "popularities")) {
      columns.add(new SqlResult.Column(name, "varchar"));
    }
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (int i = 0; i < samples.size(); i++) {
      List<@Nullable Object> row = new ArrayList<>(readSongs.rows().get(i));
      List<Sample> song = samples.get(i);
      int last = last(i);
      List<Sample> kept =
          song.stream().filter(sample -> (last - sample.number()) % stride == 0).toList();
      row.remove(days);
      row.add(stays(song));
      row.add(runs(kept.stream().map(sample -> String.valueOf(sample.position())).toList()));
      row.add(
          kept.stream().allMatch(sample -> sample.popularity() < 0)
              ? null
              : runs(
                  kept.stream()
                      .map(s -> s.popularity() < 0 ? "-" : String.valueOf(s.popularity()))
                      .toList()));
      // A song that was never in a complete snapshot is in no list.
      if (!song.isEmpty()) {
        rows.add(row);
      }
    }
    return SqlResult.of(columns, rows);
  }

  private static String stays(List<Sample> song) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < song.size(); i++) {
      int first = song.get(i).number();
      while (i + 1 < song.size() && song.get(i + 1).number() == song.get(i).number() + 1) {
        i++;
      }
      text.append(text.isEmpty() ? "" : " ").append(first).append('-').append(song.get(i).number());
    }
    return text.toString();
  }

  private static String runs(List<String> values) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < values.size(); i++) {
      int first = i;
      while (i + 1 < values.size() && values.get(i + 1).equals(values.get(first))) {
        i++;
      }
      text.append(text.isEmpty() ? "" : " ").append(values.get(first));
      if (i > first) {
        text.append('x').append(i - first + 1);
      }
    }
    return text.toString();
  }

  /// Returns the place of a column.
  static int index(SqlResult result, String column) {
    return result.columns().stream().map(SqlResult.Column::name).toList().indexOf(column);
  }

  private static long[] packed(@Nullable Object days) {
    return days == null || days.toString().isEmpty()
        ? new long[0]
        : Arrays.stream(days.toString().split(" ", -1))
            .mapToLong(Long::parseLong)
            .sorted()
            .toArray();
  }

  private static long day(long packed) {
    return packed / SOURCES / POPULARITIES / POSITIONS;
  }

  private static long epochDay(@Nullable Object date) {
    return LocalDate.parse(String.valueOf(date)).toEpochDay();
  }
}
