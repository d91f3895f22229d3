package dev.playlistlake.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playlistlake.athena.HistoryErasure;
import dev.playlistlake.athena.QueriesFile;
import dev.playlistlake.athena.QueryDefinition;
import dev.playlistlake.simulator.AppKind;
import dev.playlistlake.simulator.LargePlaylistDocument;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The `playlist-lake` script: the program in its own JVM, with the class path of the script.
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the script needs a POSIX shell")
final class ScriptIT {
  @TempDir private Path folder = Path.of("");

  private ScriptRun script(Map<String, String> environment, Object... arguments)
      throws IOException, InterruptedException {
    return ScriptRun.run(folder, environment, arguments);
  }

  @Test
  void demoEndsWithAReportAndItsLakeCanBeQueried() throws IOException, InterruptedException {
    Path lake = folder.resolve("lake");

    ScriptRun demo = script(ScriptRun.ENGINE, "demo", "--days", 3, "--lake", lake);

    assertThat(demo.exitCode()).as(demo.printed()).isZero();
    assertThat(demo.printed())
        .contains(" read = ", "The report is in " + lake.resolve("report.html"))
        .doesNotContain("error:", "Error", "Exception", "warning:", "WARNING");
    assertThat(lake.resolve("report.html"))
        .content()
        .contains("\"tables\":{\"snapshots\":{\"rows\":36");

    assertEverySavedQueryRunsAndNoRuleIsViolated(lake);

    assertVerifyFindsDamageWithTheEngine(lake);

    ScriptRun unknown =
        script(ScriptRun.ENGINE, "query", "--lake", lake, "top_artists", "-p", "playlist=nowhere");

    assertThat(unknown.exitCode()).isEqualTo(1);
    assertThat(unknown.printed())
        .startsWith("error: the lake has no playlist nowhere. It has:\n  ")
        .endsWith("  and 2 more: SELECT playlist_id, playlist_name FROM playlists_current\n");

    ScriptRun invalid = query(lake, "SELECT count(*),\n  foo FROM songs_typed");

    assertThat(invalid)
        .isEqualTo(
            new ScriptRun(
                1,
                """
                error: line 2:3: Column 'foo' cannot be resolved
                2 |   foo FROM songs_typed
                  |   ^
                """));
  }

  @Test
  void noFileContainsAPlaylistAfterItsPurge() throws IOException, InterruptedException {
    Path lake = folder.resolve("lake");
    // The least values of a column are readable in the files, which are compressed.
    importPlaylist(lake, "00aPurgedPlaylist", "#1 Purged Song");
    importPlaylist(lake, "zzAKeptPlaylist", "Kept Song");
    List<QueryDefinition> merges =
        QueriesFile.ours().all(QueryDefinition.Kind.HISTORY).stream()
            .filter(statement -> statement.sql().startsWith("MERGE"))
            .toList();
    assertThat(merges).hasSameSizeAs(HistoryErasure.TABLES);
    assertThat(
            script(ScriptRun.ENGINE, "query", "--lake", lake, merges.getFirst().name()).exitCode())
        .isZero();
    String others =
        merges.stream().skip(1).map(QueryDefinition::sql).collect(Collectors.joining(";\n"));
    assertThat(query(lake, others).exitCode()).isZero();
    assertThat(filesWith(lake, "00aPurgedPlaylist")).hasSizeGreaterThanOrEqualTo(4);
    assertThat(filesWith(lake, "#1 Purged Song")).isNotEmpty();

    ScriptRun purge =
        script(
            ScriptRun.ENGINE, "purge", "--lake", lake, "--playlist", "00aPurgedPlaylist", "--yes");

    assertThat(purge.exitCode()).as(purge.printed()).isZero();
    assertThat(purge.printed())
        .contains(
            "DELETE FROM song_history WHERE playlist_id IN ('00aPurgedPlaylist'): 1 row deleted")
        .endsWith("No file of the history tables contains the rows any more.\n");
    assertThat(filesWith(lake, "00aPurgedPlaylist")).isEmpty();
    assertThat(filesWith(lake, "#1 Purged Song")).isEmpty();
    String counts =
        HistoryErasure.TABLES.stream()
            .map(table -> "SELECT DISTINCT playlist_id FROM " + table)
            .collect(Collectors.joining(" UNION ALL "));
    assertThat(query(lake, counts, "--format", "csv"))
        .isEqualTo(
            new ScriptRun(
                0, "playlist_id\r\n" + "zzAKeptPlaylist\r\n".repeat(HistoryErasure.TABLES.size())));

    ScriptRun purgeAll = script(ScriptRun.ENGINE, "purge", "--lake", lake, "--yes");

    assertThat(purgeAll.exitCode()).as(purgeAll.printed()).isZero();
    assertThat(filesWith(lake, "zzAKeptPlaylist")).isEmpty();
    assertThat(filesWith(lake, "Kept Song")).isEmpty();
  }

  private void importPlaylist(Path lake, String playlist, String song)
      throws IOException, InterruptedException {
    Path file =
        Files.writeString(
            folder.resolve(playlist + ".json"),
            """
            {"id":"%s","name":"A playlist","tracks":{"total":1,"items":[{"track":{"id":"s","name":"%s",
            "artists":[{"id":"a","name":"An artist"}],"album":{"id":"b","name":"An album"}}}]}}
            """
                .formatted(playlist, song));
    Object today = LocalDate.now(ZoneOffset.UTC);
    ScriptRun imported = script(Map.of(), "import", "--lake", lake, "--date", today, file);
    assertThat(imported.exitCode()).as(imported.printed()).isZero();
  }

  /// Returns the files of a lake whose path or bytes contain a text.
  private static List<Path> filesWith(Path lake, String text) throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(lake)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String content = Files.readString(file, StandardCharsets.ISO_8859_1);
        if (content.contains(text) || file.toString().contains(text)) {
          found.add(file);
        }
      }
    }
    return found;
  }

  private void assertVerifyFindsDamageWithTheEngine(Path lake)
      throws IOException, InterruptedException {
    ScriptRun good = script(ScriptRun.ENGINE, "verify", "--lake", lake);

    assertThat(good.exitCode()).as(good.printed()).isZero();
    assertThat(good.printed())
        .contains("ok       tables-match-raw ", "ok       broken-rules ")
        .contains("36 snapshots, 216 table files: 0 errors, ");

    Path songs;
    try (Stream<Path> files = Files.walk(lake.resolve("processed/songs"))) {
      songs = files.filter(Files::isRegularFile).sorted().findFirst().orElseThrow();
    }
    String before = Files.readString(songs);
    Files.writeString(songs, before.substring(0, before.indexOf('\n') + 1));
    ScriptRun damaged = script(ScriptRun.ENGINE, "verify", "--lake", lake, "--json");
    Files.writeString(songs, before);

    assertThat(damaged.exitCode()).isEqualTo(1);
    assertThat(damaged.printed())
        .contains(
            "row 1 is missing, the file ends",
            "playlists.songs is not the number of rows in songs",
            "song_artists.song_id is not in songs");
  }

  private void assertEverySavedQueryRunsAndNoRuleIsViolated(Path lake)
      throws IOException, InterruptedException {
    QueriesFile ours = QueriesFile.ours();
    List<String> statements = new ArrayList<>();
    ours.all(QueryDefinition.Kind.QUESTION).stream()
        .filter(query -> !query.name().equals("broken_rules"))
        .forEach(query -> statements.add(query.sql()));
    statements.add("SELECT 'the rules'");
    statements.add(ours.get("broken_rules").sql());
    statements.add(
        "SELECT reconciles, count(*) AS n FROM (%s) GROUP BY reconciles"
            .formatted(ours.get("reconciliation").sql().replaceFirst("(?s)ORDER BY.*", "")));
    Path file = Files.writeString(folder.resolve("all.sql"), String.join(";\n", statements));

    ScriptRun all =
        script(ScriptRun.ENGINE, "query", "--lake", lake, "--format", "csv", "-f", file);

    assertThat(all.exitCode()).as(all.printed()).isZero();
    assertThat(all.printed().lines().toList())
        .endsWith(
            "the rules",
            "playlist_id,playlist_name,snapshot_date,rule,broken_by",
            "reconciles,n",
            "true,36");
  }

  private ScriptRun query(Path lake, String sql, Object... more)
      throws IOException, InterruptedException {
    List<Object> arguments = new ArrayList<>(List.of("query", "--lake", lake, "-e", sql));
    arguments.addAll(List.of(more));
    return script(ScriptRun.ENGINE, arguments.toArray());
  }

  @Test
  void transformReads125MegabytesIn64MegabytesOfHeap() throws IOException, InterruptedException {
    Path big = folder.resolve("big.json");
    try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(big))) {
      LargePlaylistDocument.write(file, 33_000, 11_000, AppKind.EXTENDED_QUOTA, 1);
    }
    assertThat(Files.size(big)).isGreaterThan(125_000_000);

    ScriptRun transform = transform("-Xmx64m", big);

    assertThat(transform.exitCode()).as(transform.printed()).isZero();
    assertThat(transform.printed())
        .contains("33,000 read = 11,000 songs + 22,000 duplicates + 0 rejects");
  }

  @Test
  void aDocumentThatNeedsMoreThanTheHeapIsAnErrorAndTheNextIsRead()
      throws IOException, InterruptedException {
    Path huge = folder.resolve("huge.json");
    Files.writeString(huge, "[{\"item\":null}" + ",null".repeat(3_000_000) + "]");
    Path small = Files.writeString(folder.resolve("small.json"), "[]");

    ScriptRun transform = transform("-Xmx32m", huge, small);

    assertThat(transform.exitCode()).isEqualTo(1);
    assertThat(transform.printed())
        .contains("error: " + huge + ": its rows need more than the ")
        .contains("1 of 2 files transformed, 1 snapshot with 0 songs; ");
  }

  @Test
  void fileNamesMayContainEveryLetterInEveryLocale() throws IOException, InterruptedException {
    Path file = Files.writeString(folder.resolve("été 🎵.json"), "[]");

    ScriptRun transform =
        script(Map.of("LC_ALL", "C"), "transform", "--out", folder.resolve("out"), file);

    assertThat(transform.printed()).contains("_t___").doesNotContain("error");
  }

  private ScriptRun transform(String heap, Path... files) throws IOException, InterruptedException {
    List<Object> arguments = new ArrayList<>(List.of("transform", "--out", folder.resolve("out")));
    arguments.addAll(List.of(files));
    return script(Map.of("JAVA_OPTS", heap), arguments.toArray());
  }
}
