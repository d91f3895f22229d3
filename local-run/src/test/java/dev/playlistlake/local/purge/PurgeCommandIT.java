package dev.playlistlake.local.purge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playlistlake.athena.HistoryErasure;
import dev.playlistlake.athena.SqlEngine;
import dev.playlistlake.athena.SqlResult;
import dev.playlistlake.local.CliHarness;
import dev.playlistlake.local.CommandRun;
import dev.playlistlake.local.LakeFolder;
import dev.playlistlake.local.SpecialFiles;
import dev.playlistlake.local.engine.EngineLauncher;
import dev.playlistlake.local.engine.EngineOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/// `playlist-lake purge` of a lake in a folder.
final class PurgeCommandIT {
  @TempDir private Path home = Path.of("");
  private LakeFolder lake = new LakeFolder(home);
  private CliHarness harness;

  @BeforeEach
  void createLake() throws IOException {
    harness = new CliHarness(home);
    lake = new LakeFolder(home.resolve("lake"));
    for (String playlist : List.of("p", "q")) {
      lake.put("2026-11-21", playlist, LakeFolder.PAGE);
      for (String table :
          List.of("songs", "albums", "artists", "song_artists", "rejects", "playlists")) {
        lake.file("processed/" + table + "/snapshot_date=2026-11-21/" + playlist + ".csv", "x");
      }
    }
    lake.file("raw/state/not_before.json", "{}").file("processed/notes.txt", "mine");
  }

  @AfterEach
  void close() {
    harness.close();
  }

  @Test
  void deletesEverythingAfterConfirmationWithTheName() throws IOException {
    harness.typed.add(lake.folder().toString());

    CommandRun run = purge();

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .containsPattern("raw/playlists/ +2 versions +0 delete markers +[1-9]\\d* bytes\n")
        .containsPattern("processed/song_artists/ +2 versions +0 delete markers +2 bytes\n")
        .contains("14 versions and delete markers were deleted, 0 could not be deleted.\n");
    assertThat(lake.keys("raw")).containsExactly("state/not_before.json");
    assertThat(lake.keys("processed")).containsExactly("notes.txt");
    assertThat(purge().out()).startsWith("There is nothing to delete.\n");
  }

  @Test
  void neverDeletesThroughALinkAndListsTheLinks() throws IOException {
    Path photos = home.resolve("photos");
    Path elsewhere = home.resolve("elsewhere");
    new LakeFolder(photos).file("snapshot_date=2026-11-21/p.json.gz", "mine");
    new LakeFolder(photos).file("a.jpg", "mine");
    new LakeFolder(elsewhere).file("snapshot_date=2026-11-21/p.csv", "mine");
    Map<String, String> before = new LakeFolder(home).files("elsewhere");
    link("raw/playlists/photos", photos);
    link("raw/playlists/snapshot_date=2026-11-20", photos.resolve("snapshot_date=2026-11-21"));
    link("raw/" + LakeFolder.key("2026-11-21", "linked"), photos.resolve("a.jpg"));
    link("raw/playlists/loop", lake.folder());
    LakeFolder.delete(lake.folder().resolve("processed/songs"));
    link("processed/songs", elsewhere);

    CommandRun run = purge("--yes", "--everything");

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains(
            "  processed/notes.txt\n",
            "  processed/songs (a symbolic link)\n",
            "  raw/playlists/photos (a symbolic link)\n",
            "  raw/playlists/loop (a symbolic link)\n",
            "  raw/playlists/snapshot_date=2026-11-20 (a symbolic link)\n",
            "  raw/" + LakeFolder.key("2026-11-21", "linked") + " (a symbolic link)\n");
    assertThat(new LakeFolder(home).files("photos")).hasSize(2);
    assertThat(new LakeFolder(home).files("elsewhere")).isEqualTo(before);
    assertThat(lake.folder().resolve("raw/playlists/photos")).isSymbolicLink();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"raw", "processed", "raw/playlists", "processed/songs", "history", "covers"})
  void keepsAFolderOfTheLakeThatIsALink(String name) throws IOException {
    Path elsewhere = home.resolve("elsewhere");
    lake.file("history/metadata/v1.json", "x").file("covers/mine.jpg", "x");
    Files.move(lake.folder().resolve(name), elsewhere);
    link(name, elsewhere);
    Map<String, String> before = new LakeFolder(home).files("elsewhere");

    CommandRun run = purge("--yes", "--everything", "--yes-others");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("  " + name + " (a symbolic link)\n");
    assertThat(new LakeFolder(home).files("elsewhere")).isEqualTo(before).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--playlist=p", "--everything"})
  void everyPurgeDeletesTheCoversOfTheReport(String scope) throws IOException {
    String cover = "covers/" + "a".repeat(64) + ".jpg";
    lake.file(cover, "x").file("covers/.unfinished-17.jpg", "x").file("covers/mine.jpg", "x");
    Object[] arguments = scope.isEmpty() ? new Object[] {"--yes"} : new Object[] {scope, "--yes"};
    Object[] dryRun = Arrays.copyOf(arguments, arguments.length + 1);
    dryRun[arguments.length] = "--dry-run";

    assertThat(purge(dryRun).out())
        .containsPattern("covers/ +2 versions +0 delete markers +2 bytes\n")
        .contains("  covers/mine.jpg\n");
    assertThat(lake.folder().resolve(cover)).exists();

    assertThat(purge(arguments).exitCode()).isZero();
    assertThat(lake.keys("covers")).containsExactly("mine.jpg");
  }

  @Test
  void acceptsALinkToALake() throws IOException {
    Path name = Files.createSymbolicLink(home.resolve("name"), lake.folder());

    assertThat(harness.run("purge", "--lake", name, "--yes").exitCode()).isZero();

    assertThat(lake.keys("raw")).containsExactly("state/not_before.json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "raw/notes.json.gz",
        "raw/playlists/p.json.gz",
        "raw/playlists/snapshot_date=2026-02-30/p.json.gz",
        "raw/playlists/snapshot_date=2026-1-1/p.json.gz",
        "raw/playlists/snapshot_date=2026-11-21/p.json",
        "raw/playlists/snapshot_date=2026-11-21/a b.json.gz",
        "raw/playlists/snapshot_date=2026-11-21/deep/p.json.gz",
        "raw/playlists/snapshot_date=2026-11-21/p.json.gz-0b1c",
        "raw/songs/snapshot_date=2026-11-21/p.csv",
        "raw/song_history/p.parquet",
        "processed/state/p.json",
        "processed/playlists/snapshot_date=2026-11-21/p.json.gz",
        "processed/songs/p.csv",
        "processed/songs/snapshot_date=2026-02-30/p.csv",
        "processed/songs/snapshot_date=2026-11-21/p.csv.bak",
        "processed/my_songs/snapshot_date=2026-11-21/p.csv",
        "processed/SONGS/snapshot_date=2026-11-21/p.csv"
      })
  void keepsAndListsKeysOfAnotherForm(String name) throws IOException {
    lake.file(name, "mine");

    CommandRun run = purge("--yes", "--everything");

    assertThat(lake.text(name)).isEqualTo("mine");
    assertThat(run.out()).contains("  " + name + "\n");
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void listsTwentyKeptKeysAndCountsTheRest() throws IOException {
    for (int i = 10; i < 40; i++) {
      lake.file("raw/photos/%d.jpg".formatted(i), "x");
    }

    CommandRun run = purge("--dry-run");

    assertThat(run.out())
        .contains("raw/photos/10.jpg\n", "raw/photos/29.jpg\n", "  … and 11 more\n")
        .doesNotContain("30.jpg", "notes.txt");
  }

  @Test
  void listsKeptKeysWithoutLineBreaksAndControlCharacters() throws IOException {
    lake.file("raw/a\u001b[2J\nb", "x");
    link("raw/c\u001b[2J\nd", home.resolve("nothing"));

    assertThat(purge("--dry-run").out())
        .contains("  raw/a\ufffd[2J b\n", "  raw/c\ufffd[2J d (a symbolic link)\n")
        .doesNotContain("\u001b");
  }

  @Test
  void deletesTheFilesOfTheHistoryTablesWithEverything() throws IOException {
    for (String folder : HistoryErasure.FOLDERS) {
      lake.file(folder + "/data/1.parquet", "x").file(folder + "/metadata/v1.json", "x");
    }

    CommandRun run = purge("--yes", "--everything");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .containsPattern("(?m)^history/ +2 versions")
        .containsPattern("(?m)^credit_history/ +2 versions")
        .doesNotContain("DELETE", "unusable");
    for (String folder : HistoryErasure.FOLDERS) {
      assertThat(lake.folder().resolve(folder)).doesNotExist();
    }
  }

  @Test
  void erasesTheRowsOfTheHistoryAfterTheTables() throws IOException {
    lake.file("history/metadata/v1.json", "x");
    LocalEngine engine = new LocalEngine();

    CommandRun run = engine.purge("--yes", "--playlist", "p");

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(engine.statements)
        .isEqualTo(HistoryErasure.onThisMachine(Set.of("p")))
        .contains("DELETE FROM snapshot_history WHERE playlist_id IN ('p')");
    assertThat(engine.rawKeys)
        .containsExactly(LakeFolder.key("2026-11-21", "q"), "state/not_before.json");
    assertThat(run.out())
        .contains("History tables: rows of song_history, song_detail_history, ")
        .contains("DELETE FROM song_history WHERE playlist_id IN ('p'): 3 rows deleted\n")
        .contains("ALTER TABLE song_history EXECUTE optimize: done\n")
        .endsWith(
            """
            History: since 2026-11-21T06:00:03Z, no query returns the deleted rows.
            No file of the history tables contains the rows any more.
            """);
  }

  @Test
  void erasesAllRowsOfTheHistoryAlsoWhenNothingElseIsLeft() throws IOException {
    assertThat(purge("--yes").exitCode()).isZero();
    lake.file("snapshot_history/metadata/v1.json", "x");
    LocalEngine engine = new LocalEngine();

    assertThat(engine.purge("--yes").exitCode()).isZero();

    assertThat(engine.statements).isEqualTo(HistoryErasure.onThisMachine(Set.of()));
  }

  @Test
  void startsNoEngineWithoutAHistory() {
    LocalEngine engine = new LocalEngine();

    assertThat(engine.purge("--yes").exitCode()).isZero();

    assertThat(engine.statements).isEmpty();
    assertThat(engine.opened).isZero();
  }

  @Test
  void printsTheStatementsOfTheHistoryInADryRun() throws IOException {
    lake.file("history/metadata/v1.json", "x");

    CommandRun run = purge("--dry-run", "--playlist", "q");

    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains("  " + String.join("\n  ", HistoryErasure.onThisMachine(Set.of("q"))) + "\n");
  }

  @Test
  void reportsThatTheHistoryIsNotReachedWithoutAnEngine() throws IOException {
    lake.file("history/metadata/v1.json", "x");

    CommandRun run = purge("--yes", "--playlist", "p");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .isEqualTo(
            "error: the rows in the history tables were not deleted: the SQL engine is missing in"
                + " this Java process. Start the command with ./playlist-lake, which adds the"
                + " engine's libraries and options.\n");
    assertThat(lake.keys("processed")).hasSize(7);
    assertThat(lake.keys("history")).hasSize(1);
  }

  @Test
  void reportsThatAHistoryThatIsALinkIsNotReached() throws IOException {
    Path elsewhere = home.resolve("elsewhere");
    new LakeFolder(elsewhere).file("metadata/v1.json", "x");
    link("history", elsewhere);

    CommandRun run = purge("--yes");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .startsWith("error: the rows in the history tables were not deleted: ")
        .contains("history: is a symbolic link");
    assertThat(lake.keys("processed")).containsExactly("notes.txt");
  }

  /// An engine that records the statements and runs none.
  private final class LocalEngine implements EngineLauncher, SqlEngine {
    final List<String> statements = new ArrayList<>();
    List<String> rawKeys = List.of();
    int opened;

    CommandRun purge(String... options) {
      StringWriter out = new StringWriter();
      StringWriter err = new StringWriter();
      List<String> arguments = new ArrayList<>(List.of("--lake", lake.folder().toString()));
      arguments.addAll(List.of(options));
      int exitCode =
          new CommandLine(new PurgeCommand(harness.cli(), this))
              .setOut(new PrintWriter(out, true))
              .setErr(new PrintWriter(err, true))
              .execute(arguments.toArray(String[]::new));
      return new CommandRun(exitCode, out.toString(), err.toString());
    }

    @Override
    public int run(EngineOptions options, Work work) throws IOException {
      opened++;
      rawKeys = lake.keys("raw");
      return work.with(this);
    }

    @Override
    public SqlResult run(String sql) {
      statements.add(sql);
      return new SqlResult(List.of(), List.of(), sql.startsWith("DELETE") ? 3 : 0, 0);
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }

  @Test
  void deletesOtherObjectsAfterASeparateConfirmation() throws IOException {
    lake.file("raw/deep/er/x", "x").file("report.html", "mine");
    link("raw/photos", home);
    harness.typed.add(lake.folder().toString());
    harness.typed.add("others");

    CommandRun run = purge("--everything");

    assertThat(run.exitCode()).isZero();
    assertThat(lake.keys("processed")).isEmpty();
    assertThat(lake.folder().resolve("raw/deep")).doesNotExist();
    assertThat(lake.folder().resolve("raw/photos")).isSymbolicLink();
    assertThat(lake.text("report.html")).isEqualTo("mine");
  }

  @ParameterizedTest
  @ValueSource(strings = {"yes", "", "NONE"})
  void keepsOtherObjectsWithoutTheirConfirmation(String answer) throws IOException {
    harness.typed.add(lake.folder().toString());
    if (!answer.equals("NONE")) {
      harness.typed.add(answer);
    }

    CommandRun run = purge("--everything");

    assertThat(run.exitCode()).isZero();
    assertThat(lake.keys("raw")).isEmpty();
    assertThat(lake.keys("processed")).containsExactly("notes.txt");
  }

  @Test
  void deletesOtherObjectsWithoutConfirmationWithYesOthers() throws IOException {
    harness.withoutTerminal();

    assertThat(purge("--everything", "--yes", "--yes-others").exitCode()).isZero();
    assertThat(lake.keys("processed")).isEmpty();
    assertThat(purge("--yes-others").exitCode()).isEqualTo(2);
  }

  @Test
  void deletesTheEmptyFoldersOfSnapshotsAndTables() throws IOException {
    assertThat(purge("--yes", "--playlist", "p").exitCode()).isZero();
    assertThat(lake.folder().resolve("processed/songs/snapshot_date=2026-11-21")).exists();

    assertThat(purge("--yes").exitCode()).isZero();
    assertThat(lake.folder().resolve("processed")).isDirectoryNotContaining("glob:**/songs");
    assertThat(lake.folder().resolve("raw")).isDirectoryNotContaining("glob:**/playlists");
  }

  @Test
  void aDryRunCreatesNoFolder() throws IOException {
    LakeFolder.delete(lake.folder().resolve("processed"));

    assertThat(purge("--dry-run").exitCode()).isZero();

    assertThat(lake.folder().resolve("processed")).doesNotExist();
  }

  @Test
  void deletesNothingWithoutConfirmation() throws IOException {
    Map<String, String> before = lake.files("processed");
    harness.typed.add("yes");

    CommandRun run = purge();

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).endsWith("Nothing was deleted.\n");
    assertThat(lake.files("processed")).isEqualTo(before);
    assertThat(lake.keys("raw")).hasSize(3);
  }

  @Test
  void deletesNothingWithoutATerminal() throws IOException {
    harness.withoutTerminal();

    CommandRun run = purge();

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("no terminal is attached to ask for confirmation. Use --yes");
    assertThat(lake.keys("raw")).hasSize(3);
  }

  @Test
  void deletesAPlaylistWithoutConfirmationWithYes() throws IOException {
    harness.withoutTerminal();

    assertThat(purge("--playlist", "p", "--yes").exitCode()).isZero();
    assertThat(lake.keys("raw"))
        .containsExactly(LakeFolder.key("2026-11-21", "q"), "state/not_before.json");
    assertThat(lake.keys("processed")).hasSize(7).noneMatch(key -> key.endsWith("/p.csv"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", ",", ",,", "p,", ",p", "p,,q"})
  void rejectsAListOfPlaylistsWithAnEmptyId(String playlists) throws IOException {
    CommandRun run = purge("--yes", "--playlist", playlists);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith("--playlist: empty ID in \"" + playlists + "\"\n");
    assertThat(lake.keys("raw")).hasSize(3);
    assertThat(lake.keys("processed")).hasSize(13);
  }

  @Test
  void deletesStateWithEverything() throws IOException {
    assertThat(purge("--everything", "--yes").exitCode()).isZero();

    assertThat(lake.keys("raw")).isEmpty();
    assertThat(lake.keys("processed")).containsExactly("notes.txt");
  }

  @Test
  void deletesNoStateForOnePlaylist() throws IOException {
    CommandRun run = purge("--everything", "--yes", "--playlist", "p");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .startsWith(
            "--everything: state/ and the history tables belong to all playlists. Omit"
                + " --playlist.\n");
    assertThat(lake.keys("raw")).hasSize(3);
  }

  @Test
  void onlyListsInADryRun() throws IOException {
    CommandRun run = purge("--dry-run", "--playlist", "q");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .containsPattern("raw/playlists/ +1 version  ")
        .endsWith("  processed/notes.txt\n");
    assertThat(lake.keys("raw")).hasSize(3);
  }

  @Test
  void requiresALake() {
    assertThat(harness.run("purge").exitCode()).isEqualTo(2);
    assertThat(harness.run("purge", "--lake", home.resolve("none")).err())
        .contains("folder contains no lake");
    assertThat(purge("--playlist", "a/b").exitCode()).isEqualTo(2);
  }

  private void link(String name, Path target) {
    SpecialFiles.link(lake.folder().resolve(name), target);
  }

  private CommandRun purge(Object... options) {
    List<Object> all = new ArrayList<>(List.of("purge", "--lake", lake.folder()));
    all.addAll(List.of(options));
    return harness.run(all.toArray());
  }
}
