package dev.playlistlake.local.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playlistlake.local.CommandRun;
import dev.playlistlake.local.LakeFolder;
import dev.playlistlake.local.cli.AwsClients;
import dev.playlistlake.local.cli.CliEnvironment;
import dev.playlistlake.local.lake.LocalS3;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.DelegatingS3Client;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// `playlist-lake import` into a bucket that rejects requests, and with hostile file names.
final class ImportTroubleIT {
  @TempDir private Path home = Path.of("");
  private Path archive = Path.of("");
  private LakeFolder lake = new LakeFolder(home);
  private LocalS3 server;

  @BeforeEach
  void start() throws IOException {
    archive = Files.createDirectories(home.resolve("archive"));
    lake = new LakeFolder(home.resolve("lake"));
    for (String name : List.of("a", "b", "c")) {
      Files.writeString(archive.resolve(name + ".json"), LakeFolder.PAGE);
    }
    server = LocalS3.start(lake.folder());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void reportsADocumentThatCannotBeStoredAndStoresTheOthers() throws IOException {
    CommandRun run = importing("raw", 500, "b");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .startsWith(
            "error: s3://raw/"
                + LakeFolder.key("2026-01-02", "b")
                + ": cannot be stored: simulated status 500")
        .hasLineCount(1);
    assertThat(run.out()).contains("3 files, 1 error; 2 snapshots stored in s3://raw, ");
    assertThat(lake.keys("raw"))
        .containsExactly(LakeFolder.key("2026-01-02", "a"), LakeFolder.key("2026-01-02", "c"));
  }

  @Test
  void stopsAtTheFirstErrorThatAffectsEveryFile() throws IOException {
    CommandRun denied = importing("raw", 403, "b");

    assertThat(denied.exitCode()).isEqualTo(1);
    assertThat(denied.err())
        .contains("AWS denied access; these AWS credentials need s3:PutObject")
        .endsWith(". The import stops here.\n")
        .hasLineCount(1);
    assertThat(denied.out()).contains("2 files, 1 error; 1 snapshot stored in s3://raw, ");
    assertThat(lake.keys("raw")).containsExactly(LakeFolder.key("2026-01-02", "a"));

    CommandRun none = importing("none", 500, "nothing");
    assertThat(none.exitCode()).isEqualTo(1);
    assertThat(none.err()).contains("bucket does not exist").hasLineCount(1);
    assertThat(none.out()).startsWith("1 file, 1 error; 0 snapshots stored in s3://none, ");
  }

  @Test
  void printsFileNamesOnOneLineWithoutControlCharacters() throws IOException {
    Files.writeString(archive.resolve("d\u001b[2J\nd.json"), LakeFolder.PAGE);
    Files.writeString(archive.resolve("e\u001b[2J\ne.json"), "no JSON");
    Files.createSymbolicLink(archive.resolve("f\u001b[2J\nf.json"), Path.of("nothing"));

    CommandRun run = importing("raw", 500, "nothing");

    assertThat(run.out()).hasLineCount(5).contains("/d�[2J d.json: ").doesNotContain("\u001b");
    assertThat(run.err())
        .hasLineCount(2)
        .contains("/e�[2J e.json: rejected at $")
        .contains("/f�[2J f.json: no such file")
        .doesNotContain("\u001b");

    Files.writeString(archive.resolve("d\u001b[2J\nd.json"), LakeFolder.PAGE + " ");
    assertThat(importing("raw", 500, "nothing").err())
        .hasLineCount(3)
        .contains(
            "/d�[2J d.json: skipped, because "
                + LakeFolder.key("2026-01-02", "d__2J_d")
                + " contains a different document");
  }

  private CommandRun importing(String bucket, int status, String rejected) {
    CliEnvironment real = CliEnvironment.ofProcess();
    AwsClients clients =
        new AwsClients(
            () -> new RejectingBucket(server.client(), status, "/" + rejected + "."),
            real.aws().sqs(),
            real.aws().lambda(),
            real.aws().secrets(),
            real.aws().glue(),
            real.aws().athena(),
            real.aws().api());
    CliEnvironment cli =
        new CliEnvironment(Map.of(), real.terminal(), real.browser(), clients, Clock.systemUTC());
    return CommandRun.on(
        cli, new StringWriter(), "import", "--raw-bucket", bucket, "--date", "2026-01-02", archive);
  }

  /// A bucket that rejects the writes of some objects.
  private static final class RejectingBucket extends DelegatingS3Client {
    private final int status;
    private final String rejected;

    RejectingBucket(S3Client bucket, int status, String rejected) {
      super(bucket);
      this.status = status;
      this.rejected = rejected;
    }

    @Override
    public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
      if (request.key().contains(rejected)) {
        throw S3Exception.builder()
            .statusCode(status)
            .message("simulated status " + status)
            .build();
      }
      return super.putObject(request, body);
    }
  }
}
