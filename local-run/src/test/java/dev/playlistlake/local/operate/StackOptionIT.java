package dev.playlistlake.local.operate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playlistlake.local.CommandRun;
import dev.playlistlake.local.LakeFolder;
import dev.playlistlake.local.lake.LocalS3;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The option `--stack`, which selects a lake by the outputs of its CloudFormation stack.
final class StackOptionIT {
  private static final String STACK = "playlist-lake-prod";

  @TempDir private Path home = Path.of("");
  private LakeFolder lake = new LakeFolder(home);
  private AwsStub aws;
  private LocalS3 s3;

  @BeforeEach
  void start() throws IOException {
    lake = new LakeFolder(home.resolve("lake"));
    lake.put("2026-11-20", "p", LakeFolder.PAGE).put("2026-11-21", "p", LakeFolder.PAGE);
    aws = AwsStub.start();
    aws.stacks.addLake(STACK);
    s3 = LocalS3.start(lake.folder());
  }

  @AfterEach
  void stop() {
    s3.close();
    aws.close();
  }

  private CommandRun run(Object... arguments) {
    return aws.run(s3::client, arguments);
  }

  @Test
  void replayUsesTheBucketsOfTheStack() throws IOException {
    CommandRun run = run("replay", "--stack", STACK);

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).startsWith("2 transformed, 0 failed, ");
    assertThat(lake.keys("processed")).hasSize(12);
    assertThat(aws.stacks.requests)
        .containsExactly("Action=DescribeStacks&Version=2010-05-15&StackName=" + STACK);
  }

  @Test
  void upgradeUsesTheDatabaseOfTheStackAsWell() throws IOException {
    aws.catalog.add("2026-11-20", GlueCatalog.OLD_ESCAPE, 0);

    CommandRun run = run("upgrade", "--stack", STACK);

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("songs: 1 partition, 1 of them registered again\n");
    assertThat(lake.keys("processed")).hasSize(12);
  }

  @Test
  void redriveTransformsInThisProcessWithTheBucketsOfTheStack() throws IOException {
    aws.messages.put(
        "1", FailureRecords.record(FailureRecords.event(FailureRecords.key("p")), "bad"));

    CommandRun run = run("redrive", "--queue", aws.queueUrl(), "--stack", STACK);

    assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
    assertThat(lake.keys("processed")).hasSize(6);
    assertThat(aws.messages).isEmpty();
    assertThat(aws.calls).isEmpty();
  }

  @Test
  void importStoresInTheRawBucketOfTheStack() throws IOException {
    Path file = Files.writeString(home.resolve("i.json"), LakeFolder.PAGE);

    CommandRun run = run("import", "--stack", STACK, "--date", "2026-01-02", file);

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(lake.keys("raw")).contains(LakeFolder.key("2026-01-02", "i"));
    assertThat(lake.keys("processed")).isEmpty();
  }

  @Test
  void acceptsTheArnOfAStack() {
    String arn = "arn:aws:cloudformation:eu-west-1:123456789012:stack/playlist-lake-prod/1f2e";
    aws.stacks.addLake(arn);

    assertThat(run("replay", "--dry-run", "--stack", arn).exitCode()).isZero();
  }

  @Test
  void namesAStackThatDoesNotExist() {
    assertError(
        "other", "stack other: not found. Check the name, and the region and the account of AWS.");
  }

  @Test
  void namesTheActionThatAwsDenies() {
    aws.stacks.deny();

    CommandRun run = run("replay", "--stack", STACK);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .startsWith(
            "error: stack playlist-lake-prod: cannot be read: AWS denied access; these AWS"
                + " credentials need cloudformation:DescribeStacks (User: arn:aws:iam::")
        .hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"RawBucket", "ProcessedBucket", "Database"})
  void namesAnOutputThatIsMissing(String output) {
    aws.stacks.removeOutput(STACK, output);

    assertError(
        STACK,
        "stack playlist-lake-prod: output "
            + output
            + " is missing. Check the name of the stack; if it is the lake's stack, deploy the"
            + " current template, then repeat the command.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "<html><body>", "no XML", "<a/><b/>"})
  void rejectsAResponseThatIsNotXml(String body) {
    aws.stacks.instead = Optional.of(Map.entry(200, body));

    assertError(
        STACK,
        "stack playlist-lake-prod: cannot be read: the response is not XML without a document type."
            + " Check AWS_ENDPOINT_URL, if it is set.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<html/>",
        "<DescribeStacksResponse/>",
        "<DescribeStacksResponse><DescribeStacksResult><Stacks/></DescribeStacksResult></DescribeStacksResponse>",
        "<DescribeStacksResponse><DescribeStacksResult><Stacks><member/><member/></Stacks></DescribeStacksResult></DescribeStacksResponse>"
      })
  void rejectsAResponseThatDoesNotDescribeOneStack(String body) {
    aws.stacks.instead = Optional.of(Map.entry(200, body));

    assertError(
        STACK,
        "stack playlist-lake-prod: cannot be read: the response does not describe one stack. Check"
            + " AWS_ENDPOINT_URL, if it is set.");
  }

  @Test
  void readsNoFileThatAnEntityOfTheResponseNames() throws IOException {
    Path secret = Files.writeString(home.resolve("secret"), "top-secret");
    aws.stacks.instead =
        Optional.of(Map.entry(200, withEntity("SYSTEM \"" + secret.toUri() + "\"")));

    CommandRun run = run("replay", "--stack", STACK);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .contains("the response is not XML without a document type")
        .hasLineCount(1);
    assertThat(run.out() + run.err()).doesNotContain("top-secret");
  }

  @Test
  void expandsNoEntityOfTheResponse() {
    aws.stacks.instead = Optional.of(Map.entry(200, withEntity("\"raw\"")));

    assertThat(run("replay", "--stack", STACK).err())
        .contains("the response is not XML without a document type");
  }

  private static String withEntity(String definition) {
    return """
    <?xml version="1.0"?>
    <!DOCTYPE DescribeStacksResponse [<!ENTITY e %s>]>
    <DescribeStacksResponse><DescribeStacksResult><Stacks><member><Outputs>
      <member><OutputKey>RawBucket</OutputKey><OutputValue>&e;</OutputValue></member>
      <member><OutputKey>ProcessedBucket</OutputKey><OutputValue>processed</OutputValue></member>
      <member><OutputKey>Database</OutputKey><OutputValue>lake</OutputValue></member>
    </Outputs></member></Stacks></DescribeStacksResult></DescribeStacksResponse>
    """
        .formatted(definition);
  }

  @ParameterizedTest
  @CsvSource({"500, Internal", "400, Throttling", "502, ''"})
  void reportsAnErrorOfTheService(int status, String code) {
    String body =
        code.isEmpty()
            ? "Bad Gateway"
            : "<ErrorResponse><Error><Code>%s</Code><Message>Rate exceeded&#x9b;</Message></Error></ErrorResponse>"
                .formatted(code);
    aws.stacks.instead = Optional.of(Map.entry(status, body));

    CommandRun run = run("replay", "--stack", STACK);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .startsWith("error: stack playlist-lake-prod: cannot be read: ")
        .contains("Status Code: " + status)
        .doesNotContain("\u009b")
        .hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "1stack", "stack&StackName=other", "../x", "a_b"})
  void rejectsATextThatIsNotTheNameOfAStack(String name) {
    CommandRun run = run("replay", "--stack", name);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains("'" + name + "' is not the name of a stack, such as playlist-lake");
    assertThat(aws.stacks.requests).isEmpty();
  }

  @Test
  void acceptsEitherAStackOrBucketsOrAFolder() {
    assertThat(run("replay", "--stack", STACK, "--lake", lake.folder()).exitCode()).isEqualTo(2);
    assertThat(
            run("replay", "--stack", STACK, "--raw-bucket", "raw", "--processed-bucket", "t")
                .exitCode())
        .isEqualTo(2);
    assertThat(run("upgrade", "--stack", STACK, "--database", "other").exitCode()).isEqualTo(2);
    assertThat(aws.stacks.requests).isEmpty();
  }

  private void assertError(String stack, String message) {
    CommandRun run = run("replay", "--stack", stack);

    assertThat(run.err()).isEqualTo("error: " + message + "\n");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
  }
}
