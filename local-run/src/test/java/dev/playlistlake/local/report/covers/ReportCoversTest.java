package dev.playlistlake.local.report.covers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playlistlake.athena.SqlEngine;
import dev.playlistlake.local.PlaylistLake;
import dev.playlistlake.local.cli.AwsClients;
import dev.playlistlake.local.cli.CliEnvironment;
import dev.playlistlake.local.cli.Terminal;
import dev.playlistlake.local.report.FakeReportEngine;
import dev.playlistlake.local.report.ReportCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// `playlist-lake report --covers`, with a server on this machine in the place of Spotify's.
@Timeout(60)
final class ReportCoversTest {
  @TempDir private Path lake = Path.of("");
  private FakeImageServer server;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void start() throws IOException {
    server = new FakeImageServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private int report(List<String> addresses, String... arguments) {
    SqlEngine engine = FakeReportEngine.withImages(addresses);
    CliEnvironment cli =
        new CliEnvironment(
            Map.of(), Terminal.ofProcess(), _ -> {}, AwsClients.real(Map.of()), Clock.systemUTC());
    return new CommandLine(
            new ReportCommand(
                cli,
                (_, work) -> work.with(engine),
                cache -> new Covers(server.download(Duration.ofSeconds(20)), cache)))
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .setExecutionExceptionHandler(PlaylistLake::fail)
        .execute(arguments);
  }

  private String page() throws IOException {
    return Files.readString(lake.resolve("report.html"));
  }

  @Test
  void embedsTheCoversWithTheirAttribution() throws IOException {
    String address = server.serve("/image/one", TestImages.jpeg(640, 640));

    assertThat(report(List.of(address), "--lake", lake.toString(), "--covers")).isZero();

    assertThat(page())
        .contains("\"covers\":[\"data:image/jpeg;base64,")
        .contains("\"attribution\":\"" + Covers.ATTRIBUTION);
    assertThat(out.toString()).endsWith(" MB, 1 cover).\n");
    assertThat(err.toString()).isEmpty();
    assertThat(lake.resolve("covers")).isNotEmptyDirectory();
  }

  @Test
  void sendsNoRequestWithoutTheOption() throws IOException {
    String address = server.serve("/image/one", TestImages.jpeg(640, 640));

    assertThat(report(List.of(address), "--lake", lake.toString())).isZero();

    assertThat(server.requests).isEmpty();
    assertThat(page()).contains("\"covers\":[]").doesNotContain("attribution\":");
    assertThat(lake.resolve("covers")).doesNotExist();
  }

  @Test
  void warnsOnceOfMissingCoversAndSucceeds() throws IOException {
    String good = server.serve("/image/one", TestImages.jpeg(640, 640));

    int exitCode =
        report(
            List.of(FakeImageServer.HOST + "/image/missing", good, "javascript:alert(1)"),
            "--lake",
            lake.toString(),
            "--covers");

    assertThat(exitCode).isZero();
    assertThat(err.toString())
        .isEqualTo(
            "warning: 2 of 3 covers are missing on the page: 1 with an address that is not on"
                + " Spotify's image hosts, 1 with a status other than 200\n");
    assertThat(out.toString()).endsWith(" MB, 1 of 3 covers).\n");
  }

  @Test
  void storesNoCoversOfAthena() throws IOException {
    String address = server.serve("/image/one", TestImages.jpeg(640, 640));
    Path page = lake.resolve("page.html");

    assertThat(report(List.of(address), "--athena", "w", "--out", page.toString(), "--covers"))
        .isZero();

    assertThat(Files.readString(page)).contains("data:image/jpeg;base64,");
    assertThat(lake.toFile().list()).containsExactly("page.html");
  }

  @Test
  void rejectsALinkInThePlaceOfTheFolder() throws IOException {
    Path elsewhere = Files.createDirectory(lake.resolve("elsewhere"));
    Files.createSymbolicLink(lake.resolve("covers"), elsewhere);
    String address = server.serve("/image/one", TestImages.jpeg(640, 640));

    assertThat(report(List.of(address), "--lake", lake.toString(), "--covers")).isEqualTo(1);

    assertThat(err.toString())
        .startsWith("error: " + lake.resolve("covers") + ": is a symbolic link");
    assertThat(elsewhere).isEmptyDirectory();
    assertThat(report(List.of(address), "--lake", lake.toString())).isZero();
  }
}
