package dev.playlistlake.local.operate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.playlistlake.local.CommandRun;
import dev.playlistlake.local.LakeFolder;
import dev.playlistlake.local.lake.LocalS3;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `playlist-lake replay` and `redrive` of a lake on AWS register the days that they write.
final class DayRegistrationIT {
  private static final String NOT_REGISTERED =
      "The days are not registered in the Glue catalog, because no option names the database. Use"
          + " --stack or --database, or wait for the weekly crawl.\n";

  @TempDir private Path home = Path.of("");
  private LakeFolder lake = new LakeFolder(home);
  private AwsStub aws;
  private LocalS3 s3;

  @BeforeEach
  void start() throws IOException {
    lake = new LakeFolder(home.resolve("lake"));
    lake.put("2026-11-20", "p", LakeFolder.PAGE)
        .put("2026-11-21", "p", LakeFolder.PAGE)
        .put("2026-11-21", "q", LakeFolder.PAGE)
        .put("2026-11-22", "bad", "no JSON");
    aws = AwsStub.start();
    s3 = LocalS3.start(lake.folder());
  }

  @AfterEach
  void stop() {
    s3.close();
    aws.close();
  }

  @Test
  void aReplayRegistersTheDaysThatItWrites() {
    CommandRun run = replay("--database", "lake");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).startsWith("error: s3://raw/").hasLineCount(1);
    assertThat(run.out()).endsWith("\n2 days registered in the Glue database lake.\n");
    assertThat(aws.catalog.created)
        .hasSize(12)
        .contains("songs 2026-11-20", "playlists 2026-11-21")
        .last()
        .isEqualTo("playlists 2026-11-21");
    ObjectNode partition =
        Objects.requireNonNull(aws.catalog.partitions("songs").get("2026-11-21"));
    assertThat(partition.at("/StorageDescriptor/Location").asText())
        .isEqualTo("s3://processed/songs/snapshot_date=2026-11-21/");
  }

  @Test
  void anUpgradeFindsRegisteredDaysUpToDate() {
    replay("--database", "lake", "--playlist", "p", "q");
    CommandRun run = run("upgrade", List.of("--database", "lake"));

    assertThat(run.out()).contains("songs: 2 partitions, 0 of them registered again\n");
    assertThat(aws.catalog.changes).isEmpty();
  }

  @Test
  void aReplayRegistersTheDaysOfAnInterruptedReplayToo() {
    Path done = home.resolve("done.txt");
    assertThat(replay("--resume", done, "--playlist", "p").out()).endsWith(NOT_REGISTERED);
    assertThat(aws.catalog.created).isEmpty();

    CommandRun run = replay("--resume", done, "--playlist", "p", "--database", "lake");

    assertThat(run.out())
        .contains("0 transformed, 0 failed, 2 already done")
        .endsWith("2 days registered in the Glue database lake.\n");
    assertThat(aws.catalog.created).hasSize(12);
  }

  @Test
  void aFailureIsOneWarningAndNoError() throws IOException {
    aws.catalog.failing = "2026-11-20";
    aws.catalog.errorCode = "InvalidInputException";

    CommandRun run = replay("--database", "lake", "--playlist", "p");

    assertThat(run.exitCode()).isZero();
    assertThat(run.err())
        .isEqualTo(
            "warning: 6 of 12 partitions cannot be registered, first in table songs of database"
                + " lake: InvalidInputException: simulated. The weekly crawl registers them.\n");
    assertThat(lake.keys("processed")).hasSize(12);
    assertThat(replay("--database", "none", "--playlist", "p").err())
        .isEqualTo(
            "warning: 12 of 12 partitions cannot be registered, first in table songs of database"
                + " none: EntityNotFoundException: Database not found. The weekly crawl registers"
                + " them.\n");
  }

  @Test
  void namesTheMissingPermission() {
    aws.error = "{\"__type\":\"AccessDeniedException\",\"Message\":\"not authorized\"}";

    CommandRun run = replay("--database", "lake", "--playlist", "p");

    assertThat(run.exitCode()).isZero();
    assertThat(run.err())
        .isEqualTo(
            "warning: 12 of 12 partitions cannot be registered, first in table songs of database"
                + " lake: AWS denied access, glue:BatchCreatePartition is needed"
                + " (AccessDeniedException: not authorized). The weekly crawl registers them.\n");
  }

  @Test
  void aRedriveRegistersTheDaysThatItWrites() {
    aws.messages.put("1", FailureRecords.event(LakeFolder.key("2026-11-20", "p")));
    aws.messages.put("2", FailureRecords.event(LakeFolder.key("2026-11-22", "bad")));
    aws.messages.put("3", FailureRecords.event(LakeFolder.key("2026-11-19", "gone")));

    CommandRun run = run("redrive", List.of("--queue", aws.queueUrl(), "--database", "lake"));

    assertThat(run.err()).startsWith("error: message 2 failed again").hasLineCount(1);
    assertThat(run.out()).endsWith("\n1 day registered in the Glue database lake.\n");
    assertThat(aws.catalog.created).hasSize(6).contains("playlists 2026-11-20");
  }

  @Test
  void registersNothingInADryRunOrThroughTheFunction() {
    assertThat(replay("--database", "lake", "--dry-run").out()).doesNotContain("registered");
    assertThat(replay("--database", "lake", "--function", "f").out()).doesNotContain("registered");
    assertThat(replay("--playlist", "none").out()).doesNotContain("registered");
    assertThat(CommandRun.run("replay", "--lake", lake.folder()).out())
        .doesNotContain("registered");

    assertThat(aws.catalog.created).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "playlist-lake-prod-processed-123456789012-eu-central-1, playlist_lake_prod",
    "playlist-lake-a1-processed-123456789012-us-gov-west-1, playlist_lake_a1",
    "playlist-lake-Prod-processed-123456789012-eu-central-1, ''",
    "playlist-lake-prod-raw-123456789012-eu-central-1, ''",
    "playlist-lake-prod-processed-12-eu-central-1, ''",
    "x-playlist-lake-prod-processed-123456789012-eu-central-1, ''",
    "playlist-lake-a-b-processed-123456789012-eu-central-1, ''",
    "processed, ''",
  })
  void theNameOfAStacksBucketNamesTheDatabase(String bucket, String database) {
    assertThat(DayRegistration.databaseOf(bucket).orElse("")).isEqualTo(database);
  }

  private CommandRun replay(Object... options) {
    return run("replay", List.of(options));
  }

  private CommandRun run(String command, List<?> options) {
    List<Object> all =
        new ArrayList<>(List.of(command, "--raw-bucket", "raw", "--processed-bucket", "processed"));
    all.addAll(options);
    return aws.run(s3::client, all.toArray());
  }
}
