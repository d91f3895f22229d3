package dev.playlistlake.local.operate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playlistlake.local.CommandRun;
import dev.playlistlake.local.FakeSecretsManager;
import dev.playlistlake.local.LakeFolder;
import dev.playlistlake.local.cli.AwsClients;
import dev.playlistlake.local.cli.CliEnvironment;
import dev.playlistlake.local.lake.LocalS3;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sqs.SqsClient;

/// `playlist-lake redrive` and `replay` of buckets. The SDK's clients call servers on this machine.
final class RedriveCommandIT {
  @TempDir private Path home = Path.of("");
  private LakeFolder lake = new LakeFolder(home);
  private AwsStub aws;
  private LocalS3 s3;
  private AwsClients clients;

  @BeforeEach
  void start() throws IOException {
    lake = new LakeFolder(home.resolve("lake"));
    lake.put("2026-11-21", "p", LakeFolder.PAGE).put("2026-11-21", "bad", "no JSON");
    aws = AwsStub.start();
    s3 = LocalS3.start(lake.folder());
    clients = aws.clients(s3::client);
  }

  @AfterEach
  void stop() {
    s3.close();
    aws.close();
  }

  @Test
  void transformsInThisProcessAndDeletesProcessedMessages() throws IOException {
    aws.messages.put("1", record("p"));
    aws.messages.put("2", record("bad"));
    aws.messages.put("3", record("gone"));

    CommandRun run = redrive("--raw-bucket", "raw", "--processed-bucket", "processed");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .startsWith(
            "error: message 2 failed again and is kept. s3://raw/"
                + FailureRecords.key("bad")
                + ": ")
        .hasLineCount(1);
    assertThat(run.out())
        .endsWith(
            "2 messages processed and deleted, 1 failed again, 0 others kept\n"
                + "The days are not registered in the Glue catalog, because no option names the"
                + " database. Use --stack or --database, or wait for the weekly crawl.\n");
    assertThat(aws.messages).containsOnlyKeys("2");
    assertThat(aws.hidden).containsEntry("2", 0).containsEntry("1", 1200);
    assertThat(lake.keys("processed")).hasSize(6);
    assertThat(aws.calls).isEmpty();
  }

  @Test
  void callsTheFunctionThatFailed() {
    aws.messages.put("1", record("p"));
    aws.function = _ -> "{\"transformed\":1,\"songs\":30}";

    CommandRun run = redrive();

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("  transformed: 30 songs, 0 rejects\n");
    assertThat(aws.messages).isEmpty();
    assertThat(aws.calls).singleElement().asString().contains("transform:$LATEST/invocations");
  }

  @Test
  void callsNoOtherFunctionThatAMessageNames() {
    aws.messages.put("1", record("p").replace("lake-transform", "payroll"));

    CommandRun run = redrive();

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("function:payroll:$LATEST, but the queue is lake-");
    assertThat(aws.calls).isEmpty();
    assertThat(aws.messages).hasSize(1);
    assertThat(redrive("--dry-run").out()).contains("function:payroll:$LATEST\n");
  }

  @Test
  void warnsAboutAQueueThatIgnoresItsVisibilityTimeout() {
    aws.messages.put("1", "hello");
    aws.hides = false;

    for (CommandRun run : List.of(redrive(), redrive("--dry-run"))) {
      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.err()).contains("may contain others. Run redrive again.");
    }
  }

  @Test
  void callsTheFunctionThatIsNamed() {
    aws.messages.put("1", FailureRecords.event(FailureRecords.key("p")));
    aws.function = _ -> "{\"transformed\":1,\"songs\":30}";

    assertThat(redrive("--function", "other").exitCode()).isZero();
    assertThat(aws.calls).singleElement().asString().contains("/functions/other/invocations");
  }

  @Test
  void changesNothingInADryRun() {
    aws.messages.put("1", record("p"));
    aws.messages.put("2", "hello");

    CommandRun run = redrive("--dry-run");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).endsWith("1 message would be processed, 1 other would be kept\n");
    assertThat(aws.messages).hasSize(2);
    assertThat(aws.hidden).isEqualTo(Map.of("1", 0, "2", 0));
    assertThat(aws.calls).isEmpty();
  }

  @Test
  void keepsEventsOfAnotherBucket() {
    aws.messages.put("1", record("p"));

    CommandRun run = redrive("--raw-bucket", "other", "--processed-bucket", "processed");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("its bucket is raw, expected other");
    assertThat(aws.messages).hasSize(1);
  }

  @Test
  void namesTheMissingPermission() {
    aws.error = "{\"__type\":\"com.amazon.coral.service#AccessDeniedException\"}";

    CommandRun run = redrive();

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains(" cannot be used: ", "sqs:ReceiveMessage (").hasLineCount(1);
  }

  @Test
  void requiresAQueueAndOneTarget() {
    assertThat(run("redrive").exitCode()).isEqualTo(2);
    assertThat(run("redrive", "--queue", "failures").err())
        .contains("--queue must be a URL such as");
    assertThat(redrive("--raw-bucket", "raw").exitCode()).isEqualTo(2);
    assertThat(
            redrive("--function", "f", "--raw-bucket", "r", "--processed-bucket", "p").exitCode())
        .isEqualTo(2);
    assertThat(run("redrive", "--help").out()).contains("--queue=URL");
  }

  @Test
  void aReplayOfBucketsWritesTheirTables() throws IOException {
    CommandRun run =
        run("replay", "--raw-bucket", "raw", "--processed-bucket", "processed", "--playlist", "p");

    assertThat(run.out()).startsWith("1 transformed, 0 failed, 1 song, ");
    assertThat(lake.keys("processed")).hasSize(6);
    assertThat(run("replay", "--raw-bucket", "none", "--processed-bucket", "processed").err())
        .startsWith("error: s3://none: ")
        .contains("does not exist")
        .hasLineCount(1);
  }

  @Test
  void aReplayThroughTheFunctionSendsAnEventForEachSnapshot() throws IOException {
    CommandRun run =
        run(
            "replay",
            "--raw-bucket",
            "raw",
            "--processed-bucket",
            "processed",
            "--function",
            "transform");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .startsWith("2 sent to the function. ")
        .endsWith(
            "See the results in the log of transform, and errors in its dead-letter queue.\n");
    assertThat(aws.calls).hasSize(2).allMatch(call -> call.contains(" Event "));
    assertThat(lake.keys("processed")).isEmpty();
  }

  @Test
  void reportsTheAwsSettingThatIsMissing() {
    clients =
        new AwsClients(
            s3::client,
            RedriveCommandIT::withoutRegion,
            aws::lambda,
            FakeSecretsManager::new,
            aws::glue,
            aws::athena,
            aws::api);

    assertThat(redrive("--dry-run").err())
        .contains("Unable to load region from any of the providers in the chain X", "AWS_REGION")
        .doesNotContain("a: no")
        .hasLineCount(1);
  }

  private static SqsClient withoutRegion() {
    throw SdkClientException.create(
        "Unable to load region from any of the providers in the chain X: [a: no, b: no]");
  }

  private static String record(String playlist) {
    return FailureRecords.record(FailureRecords.event(FailureRecords.key(playlist)), "bad");
  }

  private CommandRun redrive(Object... options) {
    List<Object> all = new ArrayList<>(List.of("redrive", "--queue", aws.queueUrl()));
    all.addAll(List.of(options));
    return run(all.toArray());
  }

  private CommandRun run(Object... arguments) {
    CliEnvironment real = CliEnvironment.ofProcess();
    CliEnvironment cli =
        new CliEnvironment(Map.of(), real.terminal(), real.browser(), clients, Clock.systemUTC());
    return CommandRun.on(cli, new StringWriter(), arguments);
  }
}
