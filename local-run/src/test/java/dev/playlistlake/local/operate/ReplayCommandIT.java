package dev.playlistlake.local.operate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playlistlake.local.CommandRun;
import dev.playlistlake.local.LakeFolder;
import dev.playlistlake.local.SpecialFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `playlist-lake replay` of a lake in a folder.
final class ReplayCommandIT {
  @TempDir private Path home = Path.of("");
  private LakeFolder lake = new LakeFolder(home);

  @BeforeEach
  void createLake() throws IOException {
    lake = new LakeFolder(home.resolve("lake"));
    lake.put("2026-11-19", "p", LakeFolder.PAGE)
        .put("2026-11-20", "p", LakeFolder.PAGE)
        .put("2026-11-20", "q", "{\"items\":[null],\"total\":3}")
        .put("2026-11-21", "p", LakeFolder.PAGE);
  }

  @Test
  void writesTheTablesOfEverySnapshotAgain() throws IOException {
    CommandRun run = replay();

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .matches(
            "(?s)4 transformed, 0 failed, 3 songs, 1 reject\\. \\d+\\.\\d s\n"
                + "1 snapshot is short \\(q\\): .*");
    Map<String, String> tables = lake.files("processed");
    assertThat(tables).hasSize(24);

    lake.file("processed/songs/snapshot_date=2026-11-20/p.csv", "damaged");
    Files.delete(lake.folder().resolve("processed/songs/snapshot_date=2026-11-21/p.csv"));
    assertThat(replay("--concurrency", 1).exitCode()).isZero();
    assertThat(lake.files("processed")).isEqualTo(tables);
  }

  @Test
  void selectsSnapshotsByDateAndPlaylist() throws IOException {
    assertThat(replay("--from", "2026-11-20", "--to", "2026-11-20").exitCode()).isZero();
    assertThat(playlists())
        .containsExactly("snapshot_date=2026-11-20/p.csv", "snapshot_date=2026-11-20/q.csv");

    assertThat(replay("--from", "2026-11-21").exitCode()).isZero();
    assertThat(playlists()).hasSize(3).contains("snapshot_date=2026-11-21/p.csv");

    assertThat(replay("--to", "2026-11-19", "--playlist", "q").err())
        .isEqualTo("warning: " + lake.folder() + ": no matching snapshot under playlists/\n");
    assertThat(replay("--playlist", "x", "p").out()).startsWith("3 transformed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",", ",,", "p,"})
  void rejectsAListOfPlaylistsWithAnEmptyId(String playlists) throws IOException {
    CommandRun run = replay("--playlist", playlists);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith("--playlist: ").contains(" in \"" + playlists + "\"\n");
    assertThat(lake.keys("processed")).isEmpty();
  }

  private List<String> playlists() throws IOException {
    return lake.keys("processed").stream()
        .filter(key -> key.startsWith("playlists/"))
        .map(key -> key.substring("playlists/".length()))
        .toList();
  }

  @Test
  void reportsAFailedSnapshotAndTransformsTheOthers() throws IOException {
    lake.put("2026-11-18", "invalid", "no JSON");

    CommandRun run = replay();

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .startsWith(
            "error: s3://raw/" + LakeFolder.key("2026-11-18", "invalid") + ": rejected at $")
        .hasLineCount(1);
    assertThat(run.out()).startsWith("4 transformed, 1 failed");
  }

  @Test
  void countsObjectsThatAreNotSnapshots() throws IOException {
    lake.file("raw/playlists/snapshot_date=2026-11-20/notes.txt", "x")
        .file("raw/state/not_before.json", "{}");

    assertThat(replay().out()).contains("4 transformed", "1 other object ignored,");
  }

  @Test
  void readsAListingWithACharacterThatXmlCannotContain() throws IOException {
    lake.file("raw/playlists/a\u001Bb", "x");

    assertThat(replay().out()).contains("4 transformed", "1 other object ignored,");
  }

  @Test
  void readsEveryPageOfTheListing() throws IOException {
    for (int i = 0; i < 1100; i++) {
      lake.file("raw/playlists/snapshot_date=2026-11-20/" + i + ".txt", "");
    }

    assertThat(replay("--dry-run").out())
        .contains("4 would be transformed", "1,100 other objects ignored");
    assertThat(replay("--dry-run", "--from", "2026-11-20").out()).contains("3 would be");
  }

  @Test
  void printsKeysInTheOrderOfDatesAndWritesNothingInADryRun() throws IOException {
    Path done = home.resolve("done.txt");

    CommandRun run = replay("--dry-run", "--resume", done);

    assertThat(run.out().lines())
        .startsWith(
            LakeFolder.key("2026-11-19", "p"),
            LakeFolder.key("2026-11-20", "p"),
            LakeFolder.key("2026-11-20", "q"),
            LakeFolder.key("2026-11-21", "p"))
        .last()
        .asString()
        .startsWith("4 would be transformed. ");
    assertThat(lake.keys("processed")).isEmpty();
    assertThat(done).doesNotExist();
  }

  @Test
  void resumesWhereTheLastReplayStopped() throws IOException {
    Path done = home.resolve("done.txt");
    lake.put("2026-11-18", "invalid", "no JSON");
    assertThat(replay("--resume", done, "--to", "2026-11-19").exitCode()).isEqualTo(1);
    lake.put("2026-11-18", "invalid", LakeFolder.PAGE);
    // A crash can leave an incomplete line.
    Files.writeString(done, Files.readString(done) + "\"tag\"\tplaylists/snap");

    assertThat(replay("--resume", done).out())
        .startsWith("4 transformed")
        .contains("1 already done");
    assertThat(replay("--resume", done).out())
        .startsWith("0 transformed")
        .contains("5 already done");

    lake.put("2026-11-21", "p", "[]");
    assertThat(replay("--resume", done, "--dry-run").out())
        .startsWith(LakeFolder.key("2026-11-21", "p") + "\n1 would be transformed");
    assertThat(replay("--resume", done).out()).startsWith("1 transformed");
  }

  @Test
  void resumesALakeUnderAnotherName() throws IOException {
    Path done = home.resolve("done.txt");
    Path link = SpecialFiles.link(home.resolve("link"), lake.folder());
    Path relative = Path.of("").toAbsolutePath().relativize(lake.folder().toAbsolutePath());
    assertThat(replay("--resume", done).out()).startsWith("4 transformed");

    for (Path name : List.of(relative, link, lake.folder().resolve("."))) {
      assertThat(CommandRun.run("replay", "--lake", name, "--resume", done).out())
          .as(name.toString())
          .startsWith("0 transformed")
          .contains("4 already done");
    }
  }

  @Test
  void rejectsAResumeFileOfAnEarlierVersionThatNamesTheLakeByARelativePath() throws IOException {
    Path done =
        Files.writeString(
            home.resolve("done.txt"), "# done by playlist-lake replay of lake into processed\n");

    assertThat(replay("--resume", done).err())
        .isEqualTo(
            "error: %s: was not written by the replay of %s into processed. Choose another file.\n"
                .formatted(done, lake.folder().toRealPath()));
  }

  @Test
  void namesTheFileThatIsInTheWayOfATable() throws IOException {
    Path obstacle = lake.folder().resolve("processed/songs");
    Files.writeString(obstacle, "");

    assertThat(replay("--playlist", "q").err())
        .contains(obstacle.toRealPath() + "/snapshot_date=2026-11-20: Not a directory")
        .doesNotContain("Try again", "Status Code")
        .hasLineCount(1);
  }

  @Test
  void rejectsAResumeFileOfOtherWork() throws IOException {
    Path done = Files.writeString(home.resolve("done.txt"), "milk\n");

    CommandRun run = replay("--resume", done);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .isEqualTo(
            "error: %s: was not written by the replay of %s into processed. Choose another file.\n"
                .formatted(done, lake.folder().toRealPath()));
    assertThat(Files.readString(done)).isEqualTo("milk\n");
  }

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void rejectsAResumeFileThatIsAPipeAFolderOrNotText() throws IOException {
    Path pipe = SpecialFiles.pipe(home.resolve("pipe"));
    Path picture = Files.write(home.resolve("picture"), new byte[] {(byte) 0xff, 0, 1});

    assertThat(replay("--resume", pipe).err())
        .isEqualTo("error: " + pipe + ": is not a regular file. Choose another file.\n");
    assertThat(replay("--resume", home).err())
        .isEqualTo("error: " + home + ": is not a regular file. Choose another file.\n");
    assertThat(replay("--resume", picture).err())
        .startsWith("error: " + picture + ": was not written by the replay of ");
    assertThat(picture).hasBinaryContent(new byte[] {(byte) 0xff, 0, 1});
    assertThat(lake.keys("processed")).isEmpty();
  }

  @Test
  void aDryRunCreatesNoFolder() throws IOException {
    LakeFolder.delete(lake.folder().resolve("processed"));

    assertThat(replay("--dry-run").out()).contains("4 would be transformed");

    assertThat(lake.folder().resolve("processed")).doesNotExist();
  }

  @Test
  void rejectsAFolderWithoutALake() {
    CommandRun run = CommandRun.run("replay", "--lake", home);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .startsWith("error: " + home + ": ")
        .contains("no lake", "raw")
        .hasLineCount(1);
    assertThat(home).isDirectoryNotContaining("glob:**/raw");
  }

  @Test
  void requiresOneLakeAndValidOptions() {
    assertThat(CommandRun.run("replay").exitCode()).isEqualTo(2);
    assertThat(CommandRun.run("replay", "--raw-bucket", "raw").exitCode()).isEqualTo(2);
    assertThat(
            CommandRun.run("replay", "--lake", "x", "--raw-bucket", "r", "--processed-bucket", "p")
                .exitCode())
        .isEqualTo(2);
    assertThat(replay("--concurrency", 0).err()).contains("--concurrency is 0, expected 1 to 64");
    assertThat(replay("--from", "2026-11-21", "--to", "2026-11-20").err())
        .contains("--to 2026-11-20 is before --from 2026-11-21");
    assertThat(replay("--playlist", "a b").err()).contains("--playlist: \"a b\"");
    assertThat(replay("--function", "f").err())
        .contains("--function requires --stack, or --raw-bucket and --processed-bucket");
    assertThat(CommandRun.run("replay", "--help").out()).contains("--resume=FILE", "Examples:");
  }

  private CommandRun replay(Object... options) {
    List<Object> all = new ArrayList<>(List.of("replay", "--lake", lake.folder()));
    all.addAll(List.of(options));
    return CommandRun.run(all.toArray());
  }
}
