package dev.playlistlake.local.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playlistlake.athena.SqlResult;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// How the days of a song become stays, positions and popularities.
final class SongDaysTest {
  private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);
  private final List<List<@Nullable Object>> snapshots = new ArrayList<>();
  private final List<List<@Nullable Object>> songs = new ArrayList<>();

  private SongDaysTest snapshot(int day, @Nullable String troubles) {
    snapshots.add(Arrays.asList("p", FIRST.plusDays(day).toString(), troubles));
    return this;
  }

  private static String packed(int day, int position, int popularity, int source) {
    long place = (FIRST.toEpochDay() + day) * 10_000_000 + position;
    return String.valueOf((place * 1000 + popularity + 1) * 3 + source);
  }

  private SongDaysTest song(String... days) {
    songs.add(Arrays.asList("p", "s" + songs.size(), String.join(" ", days)));
    return this;
  }

  // NullAway cannot check the types of another module's records.
  @SuppressWarnings("NullAway")
  private static SqlResult table(String columns, List<List<@Nullable Object>> rows) {
    return new SqlResult(
        Arrays.stream(columns.split(" ", -1))
            .map(name -> new SqlResult.Column(name, "varchar"))
            .toList(),
        rows,
        0,
        0);
  }

  private SongDays days() {
    return SongDays.of(
        table("playlist_id snapshot_date troubles", snapshots),
        table("playlist_id original_id days", songs));
  }

  private static String days(int first, int last, int position) {
    return IntStream.rangeClosed(first, last)
        .mapToObj(day -> packed(day, position, -1, 0))
        .collect(Collectors.joining(" "));
  }

  @Test
  void aDayWithoutTheSongEndsAStay() {
    for (int day = 0; day < 6; day++) {
      snapshot(day, null);
    }
    song(days(0, 2, 7), packed(4, 9, -1, 0)).song(packed(5, 1, -1, 0));

    assertThat(days().songs().rows())
        .containsExactly(
            Arrays.asList("p", "s0", "0-2 4-4", "7x3 9", null),
            Arrays.asList("p", "s1", "5-5", "1", null));
  }

  @Test
  void aSnapshotInTroubleIsNotCounted() {
    snapshot(0, null).snapshot(1, "short").snapshot(2, null);
    song(packed(0, 3, -1, 0), packed(2, 3, -1, 0)).song(packed(1, 1, -1, 0));

    assertThat(days().songs().rows()).containsExactly(Arrays.asList("p", "s0", "0-1", "3x2", null));
  }

  @Test
  void aSongThatIsTwiceInASnapshotHasItsFirstPosition() {
    snapshot(0, null);
    song(packed(0, 5, -1, 0), packed(0, 2, -1, 0));

    assertThat(days().songs().rows()).containsExactly(Arrays.asList("p", "s0", "0-0", "2", null));
  }

  @Test
  void unknownPopularitiesAreGaps() {
    snapshot(0, null).snapshot(1, null).snapshot(2, null);
    song(packed(0, 1, 60, 0), packed(1, 1, -1, 0), packed(2, 1, 0, 0));

    assertThat(days().songs().rows())
        .containsExactly(Arrays.asList("p", "s0", "0-2", "1x3", "60 - 0"));
  }

  @Test
  void aSnapshotOfWhichOnlySongsAreKnownIsUnfinishedUnlessTheHistoryHasIt() {
    snapshot(3, null);
    song(packed(0, 1, -1, 0), packed(1, 1, -1, 1), packed(2, 1, -1, 2), packed(3, 1, -1, 0));
    SongDays days = days();

    assertThat(days.songs().rows()).containsExactly(Arrays.asList("p", "s0", "0-1", "1x2", null));
    assertThat(days.snapshots().rows())
        .containsExactly(
            Arrays.asList("p", "2026-01-01", "unfinished"),
            Arrays.asList("p", "2026-01-02", null),
            Arrays.asList("p", "2026-01-03", "unfinished"),
            Arrays.asList("p", "2026-01-04", null));
  }

  @Test
  void aLongHistoryHasFewerPositionsAndAlwaysTheLastOne() {
    int count = 600;
    for (int day = 0; day < count; day++) {
      snapshot(day, null);
    }
    for (int i = 0; i < 300; i++) {
      int above = i;
      song(
          IntStream.range(0, count)
              .mapToObj(day -> packed(day, 1 + (day + above) % 400, -1, 0))
              .toArray(String[]::new));
    }
    SongDays days = days();

    assertThat(days.stride()).isEqualTo(3);
    List<@Nullable Object> song = days.songs().rows().getFirst();
    assertThat(song.get(2)).isEqualTo("0-599");
    assertThat(String.valueOf(song.get(3)).split(" ", -1)).hasSize(200).endsWith("200");
  }
}
