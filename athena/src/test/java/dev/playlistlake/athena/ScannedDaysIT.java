package dev.playlistlake.athena;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A saved query reads only the days that it needs, however large the lake is. The lake has the
/// [#DAYS] days of five playlists. `playlist4` has no snapshot in the ten days before [#day], so
/// that it is compared with an older day. The history tables have the days after [#day].
///
/// Set the system property `scanned.days` to measure a larger lake. A scheduled workflow measures a
/// year.
final class ScannedDaysIT {
  private static final int DAYS = Integer.getInteger("scanned.days", 60);

  /// Tables of which a saved query may read all days, because they are small.
  private static final Set<String> SMALL =
      Set.of(
          "playlists",
          "playlists$partitions",
          "song_history",
          "song_detail_history",
          "credit_history",
          "snapshot_history");

  /// The days of the larger tables that a saved query may read.
  private enum Budget {
    /// Only each playlist's latest day.
    NOW,
    /// Each playlist's latest day, and the complete snapshot before it.
    LATEST_DAYS,
    /// The days of its range, and the complete snapshots before it.
    RANGE,
    /// The days of its range, from CSV or from the history tables.
    RANGE_OF_ALL_DAYS,
    /// All days that the history tables don't have, and the latest two days.
    ALL_DAYS,
    /// Only small tables.
    SUMMARIES
  }

  private static final Map<String, Budget> BUDGETS =
      Map.ofEntries(
          Map.entry("top_artists", Budget.RANGE_OF_ALL_DAYS),
          Map.entry("entries_and_exits", Budget.RANGE),
          Map.entry("difference_between", Budget.RANGE),
          Map.entry("days_on_playlist", Budget.ALL_DAYS),
          Map.entry("re_entries", Budget.ALL_DAYS),
          Map.entry("movement", Budget.ALL_DAYS),
          Map.entry("popularity_trend", Budget.RANGE_OF_ALL_DAYS),
          Map.entry("popularity_by_release_year", Budget.NOW),
          Map.entry("popularity_by_explicit", Budget.NOW),
          Map.entry("popularity_by_length", Budget.NOW),
          Map.entry("release_years", Budget.NOW),
          Map.entry("release_decades", Budget.NOW),
          Map.entry("release_age", Budget.NOW),
          Map.entry("freshness", Budget.NOW),
          Map.entry("explicit_share", Budget.RANGE),
          Map.entry("length_statistics", Budget.NOW),
          Map.entry("length_outliers", Budget.NOW),
          Map.entry("collaboration_share", Budget.NOW),
          Map.entry("artist_pairs", Budget.RANGE_OF_ALL_DAYS),
          Map.entry("collaboration_edges", Budget.NOW),
          Map.entry("album_concentration", Budget.NOW),
          Map.entry("churn", Budget.RANGE),
          Map.entry("who_added_what", Budget.ALL_DAYS),
          Map.entry("same_isrc", Budget.ALL_DAYS),
          Map.entry("playlist_overlap", Budget.NOW),
          Map.entry("followers", Budget.SUMMARIES),
          Map.entry("artist_debuts", Budget.ALL_DAYS),
          Map.entry("songs_on_several_playlists", Budget.NOW),
          Map.entry("same_recording_twice", Budget.NOW),
          Map.entry("became_unplayable", Budget.RANGE),
          Map.entry("new_songs", Budget.LATEST_DAYS),
          Map.entry("position_history", Budget.RANGE_OF_ALL_DAYS),
          Map.entry("survival", Budget.ALL_DAYS),
          Map.entry("growth_by_week", Budget.ALL_DAYS),
          Map.entry("artists_by_month", Budget.ALL_DAYS),
          Map.entry("find", Budget.ALL_DAYS),
          Map.entry("changed_metadata", Budget.ALL_DAYS),
          Map.entry("rejects_by_reason", Budget.RANGE),
          Map.entry("reconciliation", Budget.RANGE),
          Map.entry("missing_days", Budget.RANGE),
          Map.entry("troubled_snapshots", Budget.RANGE),
          Map.entry("trouble_counts", Budget.RANGE),
          Map.entry("broken_rules", Budget.RANGE));

  private static LocalDate first;
  private static LocalDate last;
  private static LocalDate day;
  private static LocalDate dayBeforeTheGap;

  @TempDir private static Path folder;
  private static LocalAthena athena;

  @BeforeAll
  static void startOverManyDays() throws IOException {
    // All days are older than those that the daily merge repeats.
    first = LocalDate.now(ZoneOffset.UTC).minusDays(DAYS + 9L);
    last = first.plusDays(DAYS - 1L);
    day = first.plusDays(DAYS / 2);
    dayBeforeTheGap = day.minusDays(11);
    SampleLakeWriter lake =
        new SampleLakeWriter(Files.createDirectories(folder.resolve("processed")));
    Random random = new Random(1);
    for (int p = 0; p < 5; p++) {
      for (int i = 0; i < DAYS; i++) {
        LocalDate date = first.plusDays(i);
        boolean isGap = p == 4 && date.isAfter(dayBeforeTheGap) && date.isBefore(day);
        if (!isGap) {
          lake.snapshot("playlist" + p, date + "", songs(random), Map.of("reject", "local_file"));
        }
      }
    }
    athena =
        LocalAthena.open(TrinoWorkDir.linked(lake.tables(), Optional.of(folder)), new EnginePort());
    for (String table : List.of("song", "song_detail", "credit", "snapshot")) {
      QueryDefinition merge = QueriesFile.ours().get(table + "_history_merge");
      athena.run(merge.with(Map.of("from_date", day.plusDays(1) + "")).sql());
    }
  }

  @AfterAll
  static void stop() {
    athena.close();
  }

  private static List<SampleSong> songs(Random random) {
    return random
        .ints(0, 100)
        .distinct()
        .limit(6)
        .mapToObj(
            number ->
                SampleSong.song("song" + number, "A" + number % 7, "B" + number % 5)
                    .album("album" + number, "2025-10-01")
                    .popularity(number))
        .toList();
  }

  @Test
  void everySavedQueryHasABudget() {
    assertThat(BUDGETS.keySet())
        .containsExactlyInAnyOrderElementsOf(
            QueriesFile.ours().all(QueryDefinition.Kind.QUESTION).stream()
                .map(QueryDefinition::name)
                .toList());
  }

  @Test
  void readsOnlyTheDaysThatItNeeds() {
    Map<String, String> exceeded = new ConcurrentSkipListMap<>();
    QueriesFile.ours().all(QueryDefinition.Kind.QUESTION).parallelStream()
        .forEach(question -> exceeded.putAll(exceeded(question)));
    assertThat(exceeded).as("bytes read of a table, more than its days have").isEmpty();
  }

  private static Map<String, String> exceeded(QueryDefinition question) {
    Map<String, Long> read = athena.scannedBytesByTable(ofOneDay(question).sql());
    assertThat(read.values()).as(question.name()).anyMatch(bytes -> bytes > 0);
    read.keySet().removeAll(SMALL);
    Map<String, String> exceeded = new TreeMap<>();
    read.forEach(
        (table, bytes) -> {
          long allowed = bytes(table, budget(question));
          if (bytes > allowed) {
            exceeded.put(question.name() + " " + table, bytes + " of " + allowed);
          }
        });
    return exceeded;
  }

  private static Budget budget(QueryDefinition question) {
    return BUDGETS.getOrDefault(question.name(), Budget.SUMMARIES);
  }

  private static QueryDefinition ofOneDay(QueryDefinition question) {
    Map<String, String> dates =
        Map.of(
            "from_date", day + "",
            "to_date", day + "",
            "first_date", day.minusDays(1) + "",
            "second_date", day + "",
            "days", "1");
    Map<String, String> values = new TreeMap<>(dates);
    values
        .keySet()
        .retainAll(question.parameters().stream().map(QueryDefinition.Parameter::name).toList());
    return question.with(values);
  }

  /// The size of a table's files of the days that a saved query may read.
  private static long bytes(String table, Budget budget) {
    Stream<LocalDate> days =
        switch (budget) {
          case NOW -> Stream.of(last);
          case LATEST_DAYS -> Stream.of(last, last.minusDays(1));
          case RANGE -> Stream.of(day, day.minusDays(1), dayBeforeTheGap);
          case RANGE_OF_ALL_DAYS -> Stream.of(day);
          case ALL_DAYS ->
              Stream.concat(first.datesUntil(day.plusDays(1)), Stream.of(last, last.minusDays(1)));
          case SUMMARIES -> Stream.of();
        };
    return days.mapToLong(date -> bytes(table, date)).sum();
  }

  private static long bytes(String table, LocalDate date) {
    Path partition = folder.resolve("processed").resolve(table).resolve("snapshot_date=" + date);
    try (Stream<Path> files = Files.list(partition)) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
