package dev.playlistlake.athena;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playlistlake.model.Table;
import dev.playlistlake.model.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// The engine that creates views and history tables when a statement mentions them. One engine runs
/// all tests, in order.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class OnDemandEngineIT {
  @TempDir private static Path tables;
  private static OnDemandEngine engine;

  @BeforeAll
  static void start() throws IOException {
    SampleLakeWriter lake = new SampleLakeWriter(tables);
    lake.snapshot("one", "2026-03-01", List.of(), Map.of());
    engine = OnDemandEngine.over(tables);
  }

  @AfterAll
  static void stop() {
    engine.close();
  }

  @Test
  @Order(1)
  void aViewCanReadOtherViewsAndHistoryTables() throws Exception {
    List<CompletableFuture<SqlResult>> results = new ArrayList<>();
    for (String view : List.of("Songs_Current", "songs_of_all_days", "songs_typed")) {
      results.add(CompletableFuture.supplyAsync(() -> engine.run("SELECT count(*) FROM " + view)));
    }

    for (CompletableFuture<SqlResult> result : results) {
      assertThat(result.get().rows()).hasSize(1);
    }
  }

  @Test
  @Order(5)
  void aHistoryTableThatCannotBeOpenedHasTheSameErrorEachTime(@TempDir Path lake)
      throws IOException {
    Files.createDirectories(lake.resolve("history/metadata"));
    try (OnDemandEngine broken = OnDemandEngine.over(tables, lake)) {
      List<String> errors = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        try {
          broken.run("SHOW TABLES");
        } catch (SqlException failed) {
          errors.add(String.valueOf(failed.getMessage()));
        }
      }

      assertThat(errors).hasSize(2);
      assertThat(errors.getFirst()).contains("metadata").isEqualTo(errors.getLast());
      assertThat(broken.run("SELECT 1").rows()).hasSize(1);
    }
  }

  @Test
  @Order(2)
  void everyTableAndViewIsListed() {
    List<String> names =
        engine.run("SHOW TABLES").rows().stream()
            .map(row -> String.valueOf(row.getFirst()))
            .toList();

    assertThat(names)
        .containsAll(
            Stream.concat(
                    QueriesFile.ours().all(QueryDefinition.Kind.VIEW).stream()
                        .map(QueryDefinition::name),
                    HistoryErasure.TABLES.stream())
                .toList());
  }

  @Test
  @Order(2)
  void joinedFilesHaveTheSameRows(@TempDir Path lake, @TempDir Path copies) throws IOException {
    SampleLake.write(new SampleLakeWriter(lake));
    for (Table<?> table : Tables.ALL) {
      JoinedFiles.of(lake.resolve(table.name())).write(copies.resolve(table.name()));
    }

    try (OnDemandEngine copy = OnDemandEngine.over(copies)) {
      for (Table<?> table : Tables.ALL) {
        String rows = "SELECT * FROM " + table.name();
        assertThat(copy.run(rows).rows())
            .as(table.name())
            .isNotEmpty()
            .containsExactlyInAnyOrderElementsOf(SampleLakeEngine.shared().run(rows).rows());
      }
    }
  }

  @Test
  @Order(3)
  void anInterruptedThreadCancelsItsStatement() throws Exception {
    Thread thread =
        Thread.ofVirtual()
            .start(
                () ->
                    engine.run(
                        """
                        SELECT count(*) FROM UNNEST(sequence(1, 10000)) a(x)
                        CROSS JOIN UNNEST(sequence(1, 10000)) b(y)
                        CROSS JOIN UNNEST(sequence(1, 10000)) c(z) WHERE x * y + z = 7\
                        """));
    while (engine.run("SELECT state FROM system.runtime.queries").rows().stream()
            .filter(row -> row.equals(List.of("RUNNING")))
            .count()
        < 2) {
      Thread.sleep(20);
    }

    thread.interrupt();
    thread.join();

    assertThat(
            engine
                .run("SELECT query FROM system.runtime.queries WHERE state = 'RUNNING'")
                .rows()
                .toString())
        .doesNotContain("UNNEST");
  }
}
