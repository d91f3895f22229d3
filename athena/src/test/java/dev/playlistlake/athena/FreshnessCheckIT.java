package dev.playlistlake.athena;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.playlistlake.model.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `freshness_check` returns today if today is complete, and otherwise fails with the newest day.
final class FreshnessCheckIT {
  private final LocalDate today = LocalDate.now(ZoneOffset.UTC);
  private static final String CHECK = QueriesFile.ours().get("freshness_check").sql();

  @TempDir private Path tables;

  @Test
  void returnsTodayIfAllTablesHaveIt() throws IOException {
    write(today.minusDays(1));
    write(today);
    try (OnDemandEngine athena = OnDemandEngine.over(tables)) {
      SqlResult result = athena.run(CHECK);
      assertThat(SampleLakeEngine.text(result, "newest")).containsExactly(today + "");
      assertThat(result.columns()).containsExactly(new SqlResult.Column("newest", "varchar"));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 31})
  void failsWithTheNewestDayIfItIsNotToday(int days) throws IOException {
    write(today.minusDays(days));
    fails("'stale: newest is " + today.minusDays(days) + "'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"songs", "rejects"})
  void failsIfATableHasNoPartitionOfToday(String table) throws IOException {
    write(today.minusDays(1));
    write(today);
    Path partition = tables.resolve(table + "/snapshot_date=" + today);
    Files.delete(partition.resolve("one.csv"));
    Files.delete(partition);
    fails("'stale: newest is " + today.minusDays(1) + "'");
  }

  @Test
  void readsThePartitionsOfEveryTable() {
    assertThat(Tables.ALL)
        .allSatisfy(table -> assertThat(CHECK).contains('"' + table.name() + "$partitions\""));
  }

  @Test
  void failsIfPlaylistsHasNoRowOfToday() throws IOException {
    write(today.minusDays(1));
    write(today);
    Files.delete(tables.resolve("playlists/snapshot_date=" + today + "/one.csv"));
    fails("'stale: newest is " + today.minusDays(1) + "'");
  }

  @Test
  void failsForAnEmptyLakeAndForOneWithOnlyOldDays() throws IOException {
    String none = "'stale: no day is complete since " + today.minusDays(31) + "'";
    fails(none);
    write(today.minusDays(32));
    fails(none);
  }

  private void write(LocalDate day) throws IOException {
    new SampleLakeWriter(tables).snapshot("one", day + "", List.of(SampleLake.S1), Map.of());
  }

  private void fails(String text) throws IOException {
    try (OnDemandEngine athena = OnDemandEngine.over(tables)) {
      assertThatThrownBy(() -> athena.run(CHECK))
          .isInstanceOf(SqlException.class)
          .hasMessageContaining(text);
    }
  }
}
