package dev.playlistlake.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playlistlake.model.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How the commands name the snapshots that have a trouble.
final class TroublesIT {
  private static final String DAY = "2026-01-02";
  private static final String SHORT = page(2, "{\"track\":{\"id\":\"a\"}}");
  private static final String LONG =
      page(1, "{\"track\":{\"id\":\"a\"}},{\"track\":{\"id\":\"b\"}}");
  private static final String UNREADABLE = page(2, "null,null");
  private static final String COMPLETE = page(1, "null");
  private static final String LINES =
      """
      2 snapshots are short (s1, s2): fewer entries were read than Spotify declared.
      1 snapshot is long (l): more entries were read than Spotify declared, because pages overlapped.
      1 snapshot is unreadable (u): Spotify sent no content for any entry.
      SQL ignores a snapshot in trouble when it looks for songs that entered or left.
      """;

  @TempDir private Path home = Path.of("");
  private Path archive = Path.of("");
  private LakeFolder lake = new LakeFolder(home);

  @BeforeEach
  void createArchive() throws IOException {
    lake = new LakeFolder(home.resolve("lake"));
    archive = Files.createDirectories(home.resolve("archive"));
    for (String id : List.of("s1", "s2")) {
      Files.writeString(archive.resolve(id + ".json"), SHORT);
    }
    Files.writeString(archive.resolve("l.json"), LONG);
    Files.writeString(archive.resolve("u.json"), UNREADABLE);
    Files.writeString(archive.resolve("complete.json"), COMPLETE);
  }

  private static String page(int total, String entries) {
    return "{\"items\":[%s],\"total\":%d}".formatted(entries, total);
  }

  private void fillLake() throws IOException {
    lake.put(DAY, "s1", SHORT)
        .put(DAY, "s2", SHORT)
        .put(DAY, "l", LONG)
        .put(DAY, "u", UNREADABLE)
        .put(DAY, "complete", COMPLETE);
  }

  @Test
  void everyTroubleHasItsNameInTheLines() {
    assertThat(Arrays.stream(Trouble.values()).map(trouble -> " " + trouble.text() + " ("))
        .allMatch(LINES::contains);
  }

  @Test
  void transformNamesThemBeforeItsLastLine() {
    CommandRun run =
        CommandRun.run("transform", "-q", "--date", DAY, "--out", home.resolve("out"), archive);

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).startsWith(LINES).hasLineCount(5);
    assertThat(run.out().lines().toList().getLast()).startsWith("5 of 5 files transformed");
  }

  @Test
  void transformNamesTheTroubleOfEachDocument() {
    CommandRun run =
        CommandRun.run("transform", "--date", DAY, "--out", home.resolve("out"), archive);

    assertThat(run.out())
        .contains("s1 2026-01-02: 1 read = 1 song + 0 duplicates + 0 rejects (short, Spotify")
        .contains("(short, Spotify declared 2)\n")
        .contains("(long, Spotify declared 1)\n")
        .contains("(unreadable)\n");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void importNamesThemBeforeItsLastLine(boolean dryRun) {
    List<Object> arguments =
        new ArrayList<>(List.of("import", "-q", "--date", DAY, "--lake", lake.folder(), archive));
    if (dryRun) {
      arguments.add("--dry-run");
    }

    CommandRun run = CommandRun.run(arguments.toArray());

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).startsWith(LINES).hasLineCount(5);
    assertThat(run.out().lines().toList().getLast()).startsWith("5 files, 0 errors; ");
  }

  @Test
  void importDoesNotNameADocumentThatItSkips() throws IOException {
    lake.put(DAY, "u", COMPLETE);

    CommandRun run =
        CommandRun.run("import", "-q", "--date", DAY, "--lake", lake.folder(), archive);

    assertThat(run.out()).contains("are short").doesNotContain("unreadable");
  }

  @Test
  void replayNamesThemAfterItsTotals() throws IOException {
    fillLake();

    CommandRun run = CommandRun.run("replay", "--lake", lake.folder(), "--concurrency", 1);

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .startsWith("5 transformed, 0 failed, ")
        .endsWith(" s\n" + LINES)
        .hasLineCount(5);
  }

  @Test
  void demoNamesThoseWhoseTablesWereMissing() throws IOException {
    fillLake();

    CommandRun run = CommandRun.run("demo", "--lake", lake.folder(), "--days", 1, "--no-report");

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("tables of 5 snapshots: 2026-01-02\n" + LINES + "Simulated Spotify");
  }

  @Test
  void atMostFivePlaylistsAreNamed() throws IOException {
    for (int i = 1; i <= 7; i++) {
      lake.put("2026-01-02", "p" + i, SHORT).put("2026-01-03", "p" + i, SHORT);
    }

    CommandRun run = CommandRun.run("replay", "--lake", lake.folder(), "--concurrency", 1);

    assertThat(run.out())
        .contains(
            "\n14 snapshots are short (p1, p2, p3, p4, p5 and 2 more playlists): fewer entries ");
  }
}
