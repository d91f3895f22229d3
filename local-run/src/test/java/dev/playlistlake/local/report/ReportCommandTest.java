package dev.playlistlake.local.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playlistlake.local.PlaylistLake;
import dev.playlistlake.local.SpecialFiles;
import dev.playlistlake.local.cli.AwsClients;
import dev.playlistlake.local.cli.CliEnvironment;
import dev.playlistlake.local.cli.Terminal;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/// Which files `playlist-lake report` replaces, and which it keeps.
final class ReportCommandTest {
  private static final String OLD_PAGE =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'">
      <title>Playlist Lake report</title>
      """;

  private final FakeReportEngine engine = FakeReportEngine.ofThreeDays();
  private final List<URI> opened = new ArrayList<>();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder = Path.of("");
  private Path page = Path.of("");

  @BeforeEach
  void namePage() {
    page = folder.resolve("report.html");
  }

  private int report(Object... arguments) {
    CliEnvironment cli =
        new CliEnvironment(
            Map.of(),
            Terminal.ofProcess(),
            opened::add,
            AwsClients.real(Map.of()),
            Clock.systemUTC());
    ReportCommand command = new ReportCommand(cli, (_, work) -> work.with(engine));
    List<String> texts = new ArrayList<>();
    List.of(arguments).forEach(argument -> texts.add(argument.toString()));
    return new CommandLine(command)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .setExecutionExceptionHandler(PlaylistLake::fail)
        .execute(texts.toArray(new String[0]));
  }

  @Test
  void opensThePageInTheBrowserOnlyIfAsked() throws IOException {
    assertThat(report("--lake", folder)).isZero();
    assertThat(opened).isEmpty();

    assertThat(report("--lake", folder, "--open")).isZero();
    assertThat(opened).containsExactly(page.toUri());
    assertThat(out.toString()).contains("The report is in " + page);
  }

  @Test
  void opensNoPageThatItDidNotWrite() throws IOException {
    Files.writeString(page, "my notes");

    assertThat(report("--lake", folder, "--open")).isEqualTo(1);
    assertThat(opened).isEmpty();
  }

  @Test
  void writesTheTitleIntoThePage() throws IOException {
    report("--lake", folder);
    assertThat(page).content().contains("\"title\":\"My playlists\"");

    report("--lake", folder, "--title", "</script>Anna & Ben");
    assertThat(page).content().contains("\"title\":\"\\u003c/script>Anna & Ben\"");
  }

  @Test
  void replacesAnEarlierReport() throws IOException {
    assertThat(report("--lake", folder)).isZero();
    assertThat(page).content().startsWith("<!DOCTYPE html>").contains("\"tables\"");
    Files.writeString(page, Files.readString(page).substring(0, 2000));

    assertThat(report("--lake", folder)).isZero();
    assertThat(page).content().contains("\"tables\"");
    assertThat(folder).isDirectoryContaining(page::equals);
    assertThat(folder.toFile().list()).containsExactly("report.html");
  }

  @Test
  void replacesAReportOfAVersionWithoutTheMark() throws IOException {
    Files.writeString(page, OLD_PAGE);

    assertThat(report("--lake", folder)).isZero();
    assertThat(page).content().contains("\"tables\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "my notes",
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<title>Mine</title>",
        "My notes on <meta name=\"generator\" content=\"Playlist Lake\">",
        "<title>Playlist Lake report</title>"
      })
  void keepsAFileThatIsNotAReport(String text) throws IOException {
    for (Path file : List.of(page, folder.resolve("notes.txt"))) {
      Files.writeString(file, text);

      assertThat(report("--lake", folder, "--out", file)).isEqualTo(1);

      assertThat(err.toString())
          .contains(
              "error: "
                  + file
                  + ": already exists and is not a report of this program. Move it, or name another"
                  + " file with --out.\n");
      assertThat(file).hasContent(text);
    }
    assertThat(report("--lake", folder)).isEqualTo(1);
    assertThat(engine.statements).as("no statement runs").isEmpty();
  }

  @Test
  void doesNotWriteThroughALink() throws IOException {
    report("--lake", folder);
    Path other = Files.move(page, folder.resolve("other.html"));
    String before = Files.readString(other).replace("\"tables\"", "\"mine\"");
    Files.writeString(other, before);
    SpecialFiles.link(page, other);

    assertThat(report("--lake", folder)).isEqualTo(1);
    assertThat(other).hasContent(before);

    Files.delete(other);
    assertThat(report("--lake", folder)).isEqualTo(1);
    assertThat(other).doesNotExist();
  }

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void rejectsAFolderAPipeAndADevice() throws IOException {
    Path pipe = SpecialFiles.pipe(folder.resolve("pipe"));

    assertThat(report("--out", folder)).isEqualTo(1);
    assertThat(report("--out", pipe)).isEqualTo(1);
    assertThat(report("--out", "/dev/null")).isEqualTo(1);
    assertThat(err.toString().lines())
        .hasSize(3)
        .allMatch(line -> line.contains(" already exists"));
  }

  @Test
  void keepsAFileWithTheNameOfATemporaryFile() throws IOException {
    Path mine = Files.writeString(folder.resolve(".report.html.unfinished"), "mine");

    assertThat(report("--lake", folder)).isZero();
    assertThat(mine).hasContent("mine");
  }
}
