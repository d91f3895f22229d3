package dev.playlistlake.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A lake with files and folders that the user may not read or write, for example another user's
/// lake. Every command names the file and the reason. Skipped for a user who may read everything.
final class PermissionsIT {
  private static final String DAY = "raw/playlists/snapshot_date=2026-11-20";

  @TempDir private Path home = Path.of("");
  private LakeFolder lake = new LakeFolder(home);
  private Path denied = Path.of("");

  @BeforeEach
  void createLake() throws IOException {
    home = home.toRealPath();
    lake = new LakeFolder(home.resolve("lake"));
    lake.put("2026-11-20", "p", LakeFolder.PAGE).put("2026-11-21", "p", LakeFolder.PAGE);
    assertThat(run("replay").exitCode()).isZero();
    denied = home;
  }

  @AfterEach
  void allow() throws IOException {
    SpecialFiles.allow(denied);
  }

  private Path deny(String name) throws IOException {
    denied = SpecialFiles.deny(lake.folder().resolve(name));
    return denied;
  }

  private CommandRun run(String command, Object... options) {
    Object[] arguments = new Object[options.length + 3];
    arguments[0] = command;
    arguments[1] = "--lake";
    arguments[2] = lake.folder();
    System.arraycopy(options, 0, arguments, 3, options.length);
    return CommandRun.run(arguments);
  }

  private static void assertDenied(CommandRun run, Path file) {
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains(file + ": permission denied").hasLineCount(1);
  }

  @Test
  void replayTransformsTheOthersWhenASnapshotCannotBeRead() throws IOException {
    Path file = deny(DAY + "/p.json.gz");

    CommandRun run = run("replay");

    assertDenied(run, file);
    assertThat(run.out()).startsWith("1 transformed, 1 failed");
  }

  @Test
  void replayAndPurgeNameAFolderOfSnapshotsThatCannotBeRead() throws IOException {
    Path folder = deny(DAY);

    assertDenied(run("replay"), folder);
    assertDenied(run("purge", "--dry-run"), folder);
  }

  @Test
  void demoWarnsAboutAFolderOfSnapshotsThatCannotBeRead() throws IOException {
    Path folder = deny(DAY);

    CommandRun run = run("demo", "--days", "1", "--no-report");

    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).isEqualTo("warning: " + folder + ": permission denied\n");
  }

  @Test
  void transformAndImportReadTheOthersWhenADocumentCannotBeRead() throws IOException {
    Path file = deny(DAY + "/p.json.gz");
    Path raw = lake.folder().resolve("raw");

    CommandRun transform = CommandRun.run("transform", "--out", home.resolve("out"), raw);

    assertDenied(transform, file);
    assertThat(transform.out()).contains("1 of 2 files transformed");
    assertThat(CommandRun.run("import", "--lake", home.resolve("other"), raw).err())
        .contains("error: " + file + ": permission denied\n");
  }

  @Test
  void everyCommandDistinguishesAnUnreadableLakeFromNoLake() throws IOException {
    Path folder = deny("");
    Path document = Files.writeString(home.resolve("p.json"), LakeFolder.PAGE);

    Path raw = folder.resolve("raw");
    assertDenied(run("replay"), raw);
    assertDenied(run("purge"), raw);
    assertDenied(run("import", "--dry-run", document), raw);
    assertDenied(run("import", document), raw);
    assertDenied(run("demo", "--no-report"), raw);
    Path playlists = folder.resolve("processed").resolve("playlists");
    assertDenied(run("query", "-e", "SELECT 1"), playlists);
  }

  @Test
  void queryNamesATableThatCannotBeRead() throws IOException {
    Path folder = deny("processed/songs");

    assertDenied(run("query", "-e", "SELECT 1"), folder);
  }

  @Test
  void reportNamesThePageThatItCannotReplace() throws IOException {
    Path page = Files.writeString(lake.folder().resolve("report.html"), "");
    deny("report.html");

    assertDenied(run("report"), page);
  }

  @Test
  void replayNamesTheTableThatItCannotWrite() throws IOException {
    deny("processed/songs");

    CommandRun run = run("replay");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .contains(denied.resolve("snapshot_date=2026-11-20") + ": permission denied")
        .doesNotContain("Try again")
        .hasLineCount(2);
  }

  @Test
  void replayNamesTheCheckpointFileThatItCannotRead() throws IOException {
    Path file = Files.writeString(lake.folder().resolve("done.txt"), "");
    deny("done.txt");

    assertDenied(run("replay", "--resume", file), file);
  }
}
