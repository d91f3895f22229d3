package dev.playlistlake.local.lake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playlistlake.local.CliHarness;
import dev.playlistlake.local.CommandRun;
import dev.playlistlake.local.LakeFolder;
import dev.playlistlake.local.SpecialFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A lake that contains symbolic links: no command writes through them.
final class LinksInALakeIT {
  private static final String DATE = "snapshot_date=2026-11-21";

  @TempDir private Path home = Path.of("");
  private LakeFolder lake = new LakeFolder(home);
  private Path elsewhere = Path.of("");
  private CliHarness harness;

  @BeforeEach
  void createALake() throws IOException {
    harness = new CliHarness(home).withApp();
    harness.environment.put("SPOTIFY_REFRESH_TOKEN", harness.spotify.credentials().refreshToken());
    lake = new LakeFolder(home.resolve("lake")).put("2026-11-21", "p", LakeFolder.PAGE);
    elsewhere = home.resolve("elsewhere");
    Files.writeString(home.resolve("p.json"), LakeFolder.PAGE);
  }

  @AfterEach
  void stopSpotify() {
    harness.close();
  }

  private CommandRun run(String command) {
    return switch (command) {
      case "import" ->
          harness.run(
              "import", "--lake", lake.folder(), "--date", "2026-11-22", home.resolve("p.json"));
      case "replay" -> harness.run("replay", "--lake", lake.folder());
      case "run" -> harness.run("run", "--lake", lake.folder(), "--playlist", "owned");
      case "demo" -> harness.run("demo", "--lake", lake.folder(), "--days", "1", "--no-report");
      default -> throw new IllegalArgumentException(command);
    };
  }

  /// The engine would return only some of the rows behind a link.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "processed/songs/" + DATE + "/q.csv",
        "processed/songs/" + DATE + "/other.csv.gz",
        "processed/songs/" + DATE,
        "processed/songs"
      })
  void noStatementReadsThroughALink(String name) throws IOException {
    Files.createDirectories(lake.folder().resolve("processed/playlists"));
    Path link = SpecialFiles.link(lake.folder().resolve(name), elsewhere);

    for (CommandRun run :
        List.of(
            harness.run("query", "--lake", lake.folder(), "-e", "SELECT 1"),
            harness.run("report", "--lake", lake.folder()))) {
      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.err()).startsWith("error: " + link + ": is a symbolic link, ");
    }
  }

  static Stream<Arguments> commandsAndFolders() {
    return Stream.of("import", "replay", "run", "demo")
        .flatMap(
            command ->
                Stream.of(
                        "raw",
                        "processed",
                        "raw/playlists",
                        "raw/state",
                        "raw/playlists/" + DATE,
                        "processed/songs",
                        "processed/playlists/" + DATE)
                    .map(folder -> Arguments.of(command, folder)));
  }

  @ParameterizedTest
  @MethodSource("commandsAndFolders")
  void nothingIsWrittenThroughALinkedFolder(String command, String folder) throws IOException {
    Path link = lake.folder().resolve(folder);
    Files.createDirectories(link);
    Files.move(link, elsewhere);
    SpecialFiles.link(link, elsewhere);
    Map<String, String> before = new LakeFolder(home).files("elsewhere");
    List<String> lakeBefore = new LakeFolder(home).keys("lake");

    CommandRun run = run(command);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .isEqualTo(
            "error: %s: is a symbolic link, which this program does not follow. Replace the link with its target, or remove it.\n"
                .formatted(link));
    assertThat(new LakeFolder(home).files("elsewhere")).isEqualTo(before);
    assertThat(new LakeFolder(home).keys("lake")).isEqualTo(lakeBefore);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "raw/playlists/" + DATE + "/q.json.gz",
        "raw/state/not_before.json",
        "processed/songs/" + DATE + "/q.csv"
      })
  void nothingIsWrittenOrReadThroughALinkedFile(String name) throws IOException {
    Path link = SpecialFiles.link(lake.folder().resolve(name), elsewhere);

    assertThat(run("replay").err()).startsWith("error: " + link + ": is a symbolic link, ");

    Files.writeString(elsewhere, LakeFolder.PAGE);
    assertThat(run("replay").exitCode()).isEqualTo(1);
    assertThat(elsewhere).hasContent(LakeFolder.PAGE);
    assertThat(lake.keys("processed").stream().filter(key -> !key.endsWith("q.csv"))).isEmpty();
  }

  @Test
  void aLinkThatIsNotAFileOfTheLakeIsAllowed() throws IOException {
    new LakeFolder(elsewhere).file(DATE + "/q.json.gz", LakeFolder.PAGE).file("a.jpg", "mine");
    SpecialFiles.link(lake.folder().resolve("raw/playlists/photos"), elsewhere);
    SpecialFiles.link(lake.folder().resolve("raw/playlists/loop"), lake.folder());
    SpecialFiles.link(lake.folder().resolve("photos"), elsewhere);
    Map<String, String> before = new LakeFolder(home).files("elsewhere");

    assertThat(run("replay").out()).startsWith("1 transformed");
    assertThat(run("import").exitCode()).isZero();
    assertThat(new LakeFolder(home).files("elsewhere")).isEqualTo(before);
  }

  @Test
  void theFolderOfTheLakeMayBeALink() throws IOException {
    Path link = SpecialFiles.link(home.resolve("link"), lake.folder());

    assertThat(harness.run("replay", "--lake", link).exitCode()).isZero();
    assertThat(lake.keys("processed")).hasSize(6);
  }

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aPipeInTheLakeIsAnError() throws IOException {
    Path pipe =
        SpecialFiles.pipe(lake.folder().resolve("raw/" + LakeFolder.key("2026-11-21", "q")));

    CommandRun run = run("replay");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .isEqualTo(
            "error: %s: is a pipe, a socket or a device, expected a file. Remove it.\n"
                .formatted(pipe));
  }

  @ParameterizedTest
  @ValueSource(strings = {"history", "history/metadata", "history/data/1.parquet"})
  void aQueryWritesNoHistoryThroughALink(String name) throws IOException {
    lake.file("processed/playlists/" + DATE + "/p.csv", "x");
    Path link = SpecialFiles.link(lake.folder().resolve(name), elsewhere);

    CommandRun run = CommandRun.run("query", "--lake", lake.folder(), "-e", "SELECT 1");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).startsWith("error: " + link + ": is a symbolic link, ");
  }
}
