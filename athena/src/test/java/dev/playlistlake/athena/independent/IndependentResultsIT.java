package dev.playlistlake.athena.independent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.SoftAssertions.assertSoftly;

import dev.playlistlake.athena.OnDemandEngine;
import dev.playlistlake.athena.QueriesFile;
import dev.playlistlake.athena.QueryDefinition;
import dev.playlistlake.athena.QueryDefinition.Kind;
import dev.playlistlake.athena.QueryDefinition.Parameter;
import dev.playlistlake.athena.SqlResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every view and every saved query has the rows of an independent computation, over [NastyLake].
/// One engine serves all tests, several at a time.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
final class IndependentResultsIT {
  /// Playlists for queries that have no rows of the other one.
  private static final Map<String, String> PLAYLISTS =
      Map.of(
          "became_unplayable", "Playlist greyed",
          "followers", "refilled",
          "troubled_snapshots", "Playlist troubled",
          "trouble_counts", "Playlist troubled",
          "broken_rules", "damaged");

  private final LocalDate today = LocalDate.now(ZoneOffset.UTC);
  private final NastyLake nasty = new NastyLake(today);
  private final IndependentResults expected = new IndependentResults(nasty.lake());

  @TempDir private static Path folder;
  private OnDemandEngine athena;

  @BeforeAll
  void startTheEngine() throws IOException {
    Path tables = Files.createDirectories(folder.resolve("processed"));
    nasty.files().write(tables);
    athena = OnDemandEngine.over(tables, folder);
  }

  @AfterAll
  void stopTheEngine() {
    athena.close();
  }

  private static List<String> names(Kind... kinds) {
    return Stream.of(kinds)
        .flatMap(kind -> QueriesFile.ours().all(kind).stream())
        .map(QueryDefinition::name)
        .toList();
  }

  private static List<String> views() {
    return names(Kind.VIEW);
  }

  private static List<String> savedQueries() {
    return names(Kind.QUESTION, Kind.CHECK);
  }

  @Test
  void everyStatementHasAnIndependentComputation() {
    assertThat(expected.names())
        .containsExactlyInAnyOrderElementsOf(names(Kind.VIEW, Kind.QUESTION, Kind.CHECK));
  }

  @ParameterizedTest
  @MethodSource("views")
  void aViewHasTheRowsOfTheDefinition(String name) {
    SqlResult result = athena.run("SELECT * FROM " + name);
    assertThat(lines(rows(result)).stream().sorted())
        .isEqualTo(lines(expected.rows(name, new Parameters(Map.of()))).stream().sorted().toList());
  }

  @ParameterizedTest
  @MethodSource("savedQueries")
  void aSavedQueryHasTheRowsOfTheDefinitionInOrder(String name) {
    QueryDefinition query = QueriesFile.ours().get(name);
    assertSoftly(
        all -> {
          for (Map<String, String> values : values(query)) {
            all.assertThat(lines(rows(athena.run(query.with(values).sql()))))
                .as("%s with %s", name, values)
                .isEqualTo(lines(expected.rows(name, Parameters.of(query, values))));
          }
        });
  }

  /// The default values, and other values for all parameters of the query.
  private Set<Map<String, String>> values(QueryDefinition query) {
    Map<String, String> others =
        new LinkedHashMap<>(
            Map.of(
                "playlist",
                PLAYLISTS.getOrDefault(query.name(), "It's \"new\", isn't it"),
                "from_date",
                today.minusDays(11) + "",
                "to_date",
                today.minusDays(1) + "",
                "first_date",
                today.minusDays(9) + "",
                "second_date",
                today.minusDays(5) + "",
                "seen_within_days",
                "40",
                "top",
                "3",
                "deviations",
                "0.5",
                "days",
                "10",
                "text",
                "ANN"));
    others.put("song", "song S");
    others.put("artist", "a1");
    others.keySet().retainAll(query.parameters().stream().map(Parameter::name).toList());
    return new LinkedHashSet<>(List.of(Map.of(), others));
  }

  private static List<Row> rows(SqlResult result) {
    List<String> columns = result.columns().stream().map(SqlResult.Column::name).toList();
    return result.rows().stream()
        .map(
            row -> {
              Map<String, Object> values = new LinkedHashMap<>();
              for (int i = 0; i < columns.size(); i++) {
                values.put(columns.get(i), row.get(i));
              }
              return new Row(values);
            })
        .toList();
  }

  /// The names of the columns, and a line for each row.
  private static List<String> lines(List<Row> rows) {
    Stream<String> columns =
        rows.stream().limit(1).map(row -> String.join(" | ", row.values().keySet()));
    return Stream.concat(columns, rows.stream().map(Row::line)).toList();
  }
}
