package dev.playlistlake.local.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playlistlake.local.CliHarness;
import dev.playlistlake.local.CommandRun;
import dev.playlistlake.local.FakeSecretsManager;
import dev.playlistlake.local.Fields;
import dev.playlistlake.local.cli.AwsClients;
import dev.playlistlake.local.cli.CliEnvironment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/// `playlist-lake login --secret-id`.
final class LoginToSecretTest {
  @TempDir private Path home = Path.of("");
  private final FakeSecretsManager secretsManager = new FakeSecretsManager();
  private CliHarness harness;

  @BeforeEach
  void open() throws IOException {
    harness = new CliHarness(home).withApp();
    harness.secrets = secretsManager;
  }

  @AfterEach
  void close() {
    harness.close();
  }

  @Test
  void updatesAnExistingSecretAndKeepsItsOtherFields() throws Exception {
    secretsManager.secrets.put("lake", "{\"note\": \"mine\", \"refresh_token\": \"old\"}");

    CommandRun run = login();

    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains("Logged in: the login is stored in secret lake and is valid until")
        .endsWith("Next: ./playlist-lake check --secret-id lake\n");
    assertThat(Fields.of(Objects.requireNonNull(secretsManager.secrets.get("lake"))))
        .containsEntry("note", "mine")
        .containsEntry("client_id", CliHarness.ID)
        .containsEntry("authorized_at", "2026-11-21T06:00:03Z")
        .hasSize(5)
        .hasEntrySatisfying("refresh_token", token -> assertThat(token).isNotEqualTo("old"));
    assertThat(home).isEmptyDirectory();
  }

  @Test
  void usesTheSecretOfTheEnvironmentWithoutAnOption() throws Exception {
    secretsManager.secrets.put("lake", null);
    harness.environment.put("SPOTIFY_SECRET_ID", "lake");

    CommandRun run = harness.run("login", "--port", 0);

    assertThat(run.out())
        .startsWith("The login will be stored in secret lake, because SPOTIFY_SECRET_ID is set.\n")
        .endsWith("Next: ./playlist-lake check\n");
    assertThat(Fields.of(Objects.requireNonNull(secretsManager.secrets.get("lake")))).hasSize(4);
    assertThat(home).isEmptyDirectory();
    assertThat(harness.run("login", "--port", 0, "--file", home.resolve("f")).exitCode()).isZero();
    assertThat(Fields.of(home.resolve("f"))).hasSize(4);
  }

  @Test
  void keepsFieldsThatWereStoredDuringTheLogin() throws Exception {
    secretsManager.secrets.put("lake", "{}");
    harness.way =
        back -> {
          secretsManager.secrets.put("lake", "{\"note\": \"new\"}");
          return back;
        };

    assertThat(login().exitCode()).isZero();

    assertThat(Fields.of(Objects.requireNonNull(secretsManager.secrets.get("lake")))).hasSize(5);
  }

  @Test
  void writesASecretWithoutAValue() throws Exception {
    secretsManager.secrets.put("lake", null);

    assertThat(login().exitCode()).isZero();

    assertThat(Fields.of(Objects.requireNonNull(secretsManager.secrets.get("lake")))).hasSize(4);
  }

  @Test
  void reportsAMissingSecretBeforeTheLogin() {
    assertThat(login().err())
        .isEqualTo(
            "error: secret lake does not exist in this AWS account and region. Deploy the stack,"
                + " which creates it, or run `aws secretsmanager create-secret --name lake`.\n");
    assertThat(harness.spotify.requests()).isEmpty();
  }

  @Test
  void namesTheMissingPermission() {
    secretsManager.secrets.put("lake", "{}");
    secretsManager.readable = false;
    assertThat(login().err())
        .isEqualTo(
            "error: AWS denies access to secret lake. These AWS credentials need the permission"
                + " secretsmanager:GetSecretValue (User: somebody is not authorized to perform:"
                + " secretsmanager:GetSecretValue).\n");

    secretsManager.readable = true;
    secretsManager.writable = false;
    assertThat(login().err())
        .startsWith(
            "error: AWS denies access to secret lake. These AWS credentials need the permission"
                + " secretsmanager:PutSecretValue (");
    assertThat(secretsManager.secrets).containsEntry("lake", "{}");
  }

  @Test
  void rejectsASecretThatIsNotAJsonObject() {
    secretsManager.secrets.put("lake", "a plain password");

    CommandRun run = login();

    assertThat(run.err())
        .startsWith("error: secret lake is not one JSON object")
        .doesNotContain("password");
    assertThat(secretsManager.secrets).containsEntry("lake", "a plain password");
  }

  @Test
  void reportsTheAwsSettingThatIsMissing() {
    CliEnvironment unconfigured =
        new CliEnvironment(
            harness.environment,
            harness.cli().terminal(),
            harness.cli().browser(),
            new AwsClients(
                harness.aws.s3(),
                harness.aws.sqs(),
                harness.aws.lambda(),
                LoginToSecretTest::withoutRegion,
                harness.aws.glue(),
                harness.aws.athena(),
                harness.aws.api()),
            harness.cli().clock());

    assertThat(
            CommandRun.on(unconfigured, new java.io.StringWriter(), "login", "--secret-id", "lake")
                .err())
        .isEqualTo("error: secret lake cannot be used: Unable to load region\n");
  }

  private static SecretsManagerClient withoutRegion() {
    throw SdkClientException.create("Unable to load region");
  }

  private CommandRun login() {
    return harness.run("login", "--secret-id", "lake", "--port", 0);
  }
}
