package dev.playlistlake.athena;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The engine on this machine reads the lake, doesn't change it, and reports errors.
final class LocalAthenaIT {
  @TempDir private Path tables;

  @Test
  void startsOverAnEmptyLakeAndReturnsNoRows() throws IOException {
    try (OnDemandEngine athena = OnDemandEngine.over(tables)) {
      assertThat(athena.run(QueriesFile.ours().get("churn").sql()).rows()).isEmpty();
    }
    assertThat(tables).isEmptyDirectory();
  }

  @Test
  void neverDividesByZeroForAPlaylistWithoutSongs() throws IOException {
    SampleLakeWriter lake = new SampleLakeWriter(tables);
    lake.snapshot("one", "2026-03-01", List.of(), Map.of());
    lake.snapshot("one", "2026-03-02", List.of(), Map.of());
    lake.snapshot("two", "2026-03-02", List.of(), Map.of());
    try (OnDemandEngine athena = OnDemandEngine.over(tables)) {
      QueriesFile.ours().all(QueryDefinition.Kind.QUESTION).parallelStream()
          .forEach(question -> athena.run(question.sql()));
      assertThat(
              SampleLakeEngine.text(
                  athena.run(QueriesFile.ours().get("churn").sql()), "songs", "gone", "percent"))
          .containsExactly("0 0 null");
      assertThat(
              SampleLakeEngine.text(
                  athena.run(QueriesFile.ours().get("playlist_overlap").sql()), "jaccard"))
          .containsExactly("null");
    }
  }

  @Test
  void savedQueriesReturnNoRowsForAnUnknownPlaylist() {
    List<QueryDefinition> questions =
        QueriesFile.ours().all(QueryDefinition.Kind.QUESTION).stream()
            .filter(
                question ->
                    question.parameters().stream()
                        .anyMatch(parameter -> parameter.name().equals("playlist")))
            .toList();
    assertThat(questions).hasSizeGreaterThan(20);
    questions.parallelStream()
        .forEach(
            question ->
                assertThat(
                        SampleLakeEngine.shared()
                            .run(question.with(Map.of("playlist", "nowhere")).sql())
                            .rows())
                    .as(question.name())
                    .isEmpty());
  }

  @Test
  void doesNotChangeTheLakeAndDeletesItsWorkingDirectory() throws IOException {
    SampleLake.write(new SampleLakeWriter(tables));
    Map<String, FileTime> before = files(tables);
    Path workDir;
    try (LocalAthena athena =
        LocalAthena.open(TrinoWorkDir.linked(tables, Optional.empty()), new EnginePort())) {
      workDir = athena.root();
      athena.run(QueriesFile.ours().get("reconciliation").sql());
      for (String change :
          List.of(
              "DELETE FROM songs",
              "DROP TABLE songs",
              "TRUNCATE TABLE songs",
              "INSERT INTO songs SELECT * FROM songs")) {
        assertThatThrownBy(() -> athena.run(change)).hasMessageStartingWith("Access Denied: ");
      }
    }
    assertThat(files(tables)).isEqualTo(before);
    assertThat(workDir).doesNotExist();
  }

  @Test
  void readsAColumnThatAnOlderFileLacksAsNull() throws IOException {
    SampleLakeWriter lake = new SampleLakeWriter(tables);
    SampleLake.write(lake);
    Path file = tables.resolve("artists/snapshot_date=2026-03-01/two.csv");
    String older = Files.readString(file).replaceAll("(?m),\"[^\"]*\",\"[^\"]*\"$", "");
    Files.writeString(file, older);
    assertThat(older).startsWith("\"playlist_id\",\"artist_id\",\"artist_name\"\n");
    try (OnDemandEngine athena = OnDemandEngine.over(tables)) {
      SqlResult result =
          athena.run(
              "SELECT artist_name, songs_on_playlist, artist_url FROM artists_typed"
                  + " WHERE playlist_id = 'two' AND snapshot_date = '2026-03-01'");
      assertThat(SampleLakeEngine.text(result, "artist_name", "songs_on_playlist", "artist_url"))
          .containsExactly("Artist A null null");
    }
  }

  @Test
  void readsEverySpecialCharacterOfTheDialect() throws IOException {
    String special = "say \"\"a\\b\" , 日本 \\\" ' # \\";
    new SampleLakeWriter(tables)
        .snapshot(
            "one",
            "2026-03-01",
            List.of(SampleSong.song("s1").with("song_name", special)),
            Map.of());
    try (OnDemandEngine athena = OnDemandEngine.over(tables)) {
      assertThat(athena.run("SELECT song_name FROM songs_typed").rows())
          .containsExactly(List.of(special));
    }
  }

  @Test
  void returnsValuesOfTheirTypes() {
    SqlResult result =
        SampleLakeEngine.shared()
            .run(
                "SELECT 'a', CAST(1 AS integer), 2.5e0, REAL '1.1', 1.50, true, DATE '2026-03-01',"
                    + " TIMESTAMP '2026-03-01 06:00:00', ARRAY[1, NULL], MAP(ARRAY['k'],"
                    + " ARRAY[1.0]), ROW(1), JSON '[1]', X'00ff'");
    assertThat(result.rows())
        .containsExactly(
            List.of(
                "a",
                1L,
                2.5,
                1.1f,
                new BigDecimal("1.50"),
                true,
                "2026-03-01",
                "2026-03-01 06:00:00",
                Arrays.asList(1L, null),
                Map.of("k", new BigDecimal("1.0")),
                Map.of("field0", 1L),
                new SqlResult.Json("[1]"),
                "00 ff"));
  }

  @Test
  void reportsThePositionOfAnErrorInAStatement() {
    SqlException error =
        catchThrowableOfType(
            SqlException.class,
            () -> SampleLakeEngine.shared().run("SELECT song_id,\n  nothing FROM songs"));
    assertThat(error).hasMessage("line 2:3: Column 'nothing' cannot be resolved");
    assertThat(error.line()).isEqualTo(2);
    assertThat(error.column()).isEqualTo(3);
  }

  @Test
  void restoresTheOutputOfTheProgram() {
    PrintStream out = System.out;
    PrintStream err = System.err;
    SampleLakeEngine.shared().run("SELECT 1");
    assertThat(System.out).isSameAs(out);
    assertThat(System.err).isSameAs(err);
    assertThat(out.getClass().getName()).doesNotContain("airlift");
  }

  @Test
  void failsForAMissingFolder() {
    assertThatThrownBy(() -> OnDemandEngine.over(tables.resolve("nowhere")))
        .isInstanceOf(NoSuchFileException.class);
  }

  private static Map<String, FileTime> files(Path folder) throws IOException {
    Map<String, FileTime> times = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.toList()) {
        times.put(folder.relativize(file) + "", Files.getLastModifiedTime(file));
      }
    }
    return times;
  }
}
