package dev.playlistlake.athena;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playlistlake.model.PlaylistId;
import dev.playlistlake.model.PlaylistSummary;
import dev.playlistlake.model.Tables;
import dev.playlistlake.model.Trouble;
import dev.playlistlake.transform.CsvFile;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The view `snapshot_troubles` finds the troubles of the data contract, and the program's enum
/// [Trouble] judges in the same way.
final class TroublesIT {
  private static final LocalDate DAY = LocalDate.of(2026, 3, 1);
  private static final String SNAPSHOTS =
      "SELECT * FROM snapshot_troubles ORDER BY playlist_id, snapshot_date";

  @TempDir private Path tables;

  @Test
  void judgesAsTheProgramDoes() throws IOException {
    List<String> expected = new ArrayList<>();
    for (int declared = -1; declared <= 4; declared++) {
      for (int read = 0; read <= 4; read++) {
        for (int unreadable = 0; unreadable <= read; unreadable++) {
          PlaylistSummary summary = summary(declared, read, unreadable);
          String playlist = "p_%d_%d_%d".formatted(declared + 1, read, unreadable);
          write(new PlaylistId(playlist), summary);
          expected.add(playlist + " " + names(summary));
        }
      }
    }
    try (OnDemandEngine athena = OnDemandEngine.over(tables)) {
      assertThat(SampleLakeEngine.text(athena.run(SNAPSHOTS), "playlist_id", "troubles"))
          .hasSize(90)
          .containsExactlyElementsOf(expected.stream().sorted().toList());
    }
  }

  @Test
  void hasTheNamesOfTheProgramAndTwoMore() {
    String view = QueriesFile.ours().get("snapshot_troubles").sql();
    List<String> names =
        Pattern.compile("'([a-z]+)'(?= END|, t\\.playlist_name\\nFROM)")
            .matcher(view)
            .results()
            .map(name -> name.group(1))
            .toList();
    List<String> expected =
        Stream.concat(
                Arrays.stream(Trouble.values()).map(Trouble::text),
                Stream.of("contradiction", "unfinished"))
            .toList();
    assertThat(names).isEqualTo(expected);
    assertThat(
            SampleLakeEngine.shared()
                .columns(QueriesFile.ours().get("trouble_counts").sql())
                .stream()
                .map(SqlResult.Column::name))
        .containsSubsequence(expected);
  }

  @Test
  void findsAPlaylistThatWasServedEmptyWhileItHadEntries() throws IOException {
    SampleLakeWriter lake = new SampleLakeWriter(tables);
    String id = "spotify_snapshot_id";
    summary(lake, "one", "2026-03-01", Map.of("items_read", "3", id, "v1"));
    summary(lake, "one", "2026-03-02", Map.of("items_read", "0", id, "v1"));
    summary(lake, "one", "2026-03-03", Map.of("items_read", "0", id, "v2"));
    summary(lake, "one", "2026-03-04", Map.of("items_read", "0", id, "v3"));
    summary(lake, "one", "2026-03-05", Map.of("items_read", "1", id, "v3"));
    summary(lake, "one", "2026-03-06", Map.of("items_read", "0", id, ""));
    summary(lake, "one", "2026-03-07", Map.of("items_read", "1", id, ""));
    summary(lake, "two", "2026-03-01", Map.of("items_read", "0", id, "v1"));
    assertThat(troubles())
        .containsExactly(
            "one 2026-03-01 null",
            "one 2026-03-02 contradiction",
            "one 2026-03-03 null",
            "one 2026-03-04 contradiction",
            "one 2026-03-05 null",
            "one 2026-03-06 null",
            "one 2026-03-07 null",
            "two 2026-03-01 null");
  }

  @Test
  void findsRowsOfSongsOrRejectsWithoutARowInPlaylists() throws IOException {
    SampleLakeWriter lake = new SampleLakeWriter(tables);
    Map<String, String> reject = Map.of("position", "1", "reason", "episode");
    lake.write(Tables.SONGS, "one", "2026-03-01", List.of(Map.of("song_id", "s1")));
    lake.write(Tables.REJECTS, "one", "2026-03-02", List.of(reject, reject));
    lake.write(Tables.SONGS, "one", "2026-03-03", List.of());
    lake.write(Tables.ALBUMS, "one", "2026-03-03", List.of(Map.of("album_id", "al1")));
    summary(lake, "two", "2026-03-01", Map.of("items_read", "0"));
    assertThat(troubles())
        .containsExactly(
            "one 2026-03-01 unfinished", "one 2026-03-02 unfinished", "two 2026-03-01 null");
  }

  @Test
  void aMissingCountIsNoTrouble() throws IOException {
    SampleLakeWriter lake = new SampleLakeWriter(tables);
    summary(lake, "one", "2026-03-01", Map.of("items_read", "2", "unreadable", "2"));
    summary(lake, "one", "2026-03-02", Map.of("items_read", "2", "unreadable", "2"));
    summary(lake, "one", "2026-03-03", Map.of("items_read", "2", "unreadable", ""));
    summary(lake, "one", "2026-03-04", Map.of("items_declared", "2"));
    Path older = tables.resolve("playlists/snapshot_date=2026-03-02/one.csv");
    String text = Files.readString(older);
    Files.writeString(older, text.replaceAll("(?m),\"[^\"]*\",\"[^\"]*\"$", ""));
    assertThat(Files.readString(older)).contains("\"raw_key\"\n");
    assertThat(troubles())
        .containsExactly(
            "one 2026-03-01 unreadable",
            "one 2026-03-02 null",
            "one 2026-03-03 null",
            "one 2026-03-04 null");
  }

  @Test
  void leavesSnapshotsWithATroubleOutOfEntriesAndExits() throws IOException {
    SampleLakeWriter lake = new SampleLakeWriter(tables);
    List<SampleSong> all = List.of(SampleLake.S1, SampleLake.S2, SampleLake.S3);
    List<SampleSong> first = List.of(SampleLake.S1);
    Map<String, String> version = Map.of("spotify_snapshot_id", "v1");
    lake.snapshot("one", "2026-03-01", all, version);
    lake.snapshot("one", "2026-03-02", first, Map.of("items_declared", "3"));
    lake.snapshot("one", "2026-03-03", first, Map.of("items_declared", "0"));
    lake.snapshot("one", "2026-03-04", List.of(), version);
    lake.snapshot(
        "one",
        "2026-03-05",
        List.of(),
        Map.of("items_declared", "4", "items_read", "3", "unreadable", "3"));
    lake.unfinished("one", "2026-03-06", first);
    lake.snapshot("one", "2026-03-07", all, Map.of());
    try (OnDemandEngine athena = OnDemandEngine.over(tables)) {
      assertThat(athena.run("SELECT * FROM song_changes").rows()).isEmpty();
      assertThat(
              SampleLakeEngine.text(
                  athena.run("SELECT * FROM complete_snapshots ORDER BY snapshot_date"),
                  "snapshot_date",
                  "previous_date"))
          .containsExactly("2026-03-01 null", "2026-03-07 2026-03-01");
      assertThat(
              SampleLakeEngine.text(
                  athena.run(QueriesFile.ours().get("troubled_snapshots").sql()),
                  "snapshot_date",
                  "trouble"))
          .containsExactly(
              "2026-03-02 short",
              "2026-03-03 long",
              "2026-03-04 contradiction",
              "2026-03-05 short",
              "2026-03-05 unreadable",
              "2026-03-06 unfinished");
      assertThat(
              SampleLakeEngine.text(
                  athena.run(QueriesFile.ours().get("trouble_counts").sql()),
                  "playlist_id",
                  "snapshots",
                  "complete",
                  "short",
                  "long",
                  "unreadable",
                  "contradiction",
                  "unfinished",
                  "last_trouble"))
          .containsExactly("one 7 2 2 1 1 1 1 2026-03-06");
    }
  }

  @Test
  void completeSnapshotsReadOnlyTheTableOfPlaylists() {
    SqlResult plan = SampleLakeEngine.shared().run("EXPLAIN SELECT * FROM complete_snapshots");
    assertThat(plan.rows().getFirst().getFirst() + "")
        .contains("playlist_lake:playlists")
        .doesNotContain("playlist_lake:songs", "playlist_lake:rejects");
  }

  private List<String> troubles() throws IOException {
    try (OnDemandEngine athena = OnDemandEngine.over(tables)) {
      return SampleLakeEngine.text(
          athena.run(SNAPSHOTS), "playlist_id", "snapshot_date", "troubles");
    }
  }

  private static String names(PlaylistSummary summary) {
    return summary.troubles().isEmpty()
        ? "null"
        : summary.troubles().stream().map(Trouble::text).collect(Collectors.joining(", "));
  }

  private static void summary(
      SampleLakeWriter lake, String playlist, String date, Map<String, String> values)
      throws IOException {
    lake.write(Tables.PLAYLISTS, playlist, date, List.of(values));
  }

  /// Returns a summary with these counts.
  ///
  /// @param declared negative if Spotify declared no number
  private static PlaylistSummary summary(int declared, int read, int unreadable) {
    return new PlaylistSummary(
        "",
        "",
        "",
        "",
        Optional.empty(),
        Optional.empty(),
        OptionalLong.empty(),
        "",
        "2026-03-01T06:00:00Z",
        declared < 0 ? OptionalLong.empty() : OptionalLong.of(declared),
        read,
        read - unreadable,
        0,
        unreadable,
        0,
        0,
        BigInteger.ZERO,
        0,
        "",
        "",
        "",
        unreadable);
  }

  private void write(PlaylistId playlist, PlaylistSummary summary) throws IOException {
    String key = Tables.PLAYLISTS.key(DAY, playlist);
    Files.createDirectories(tables.resolve(key).getParent());
    try (OutputStream out = Files.newOutputStream(tables.resolve(key))) {
      new CsvFile<>(key, playlist, Tables.PLAYLISTS, List.of(summary)).writeTo(out);
    }
  }
}
