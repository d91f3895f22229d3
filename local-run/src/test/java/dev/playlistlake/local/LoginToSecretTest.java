package dev.playlistlake.local;

import static org.assertj.core.api.Assertions.assertThat;

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
  private final Vault vault = new Vault();
  private Desk desk;

  @BeforeEach
  void sitDown() throws IOException {
    desk = new Desk(home).withApp();
    desk.secrets = vault;
  }

  @AfterEach
  void getUp() {
    desk.close();
  }

  @Test
  void fillsASecretThatIsThereAndKeepsWhatElseItHolds() throws Exception {
    vault.secrets.put("lake", "{\"note\": \"mine\", \"refresh_token\": \"old\"}");

    Shell shell = login();

    assertThat(shell.err()).isEmpty();
    assertThat(shell.out())
        .contains("Logged in: the login is in secret lake and is good until")
        .endsWith("Next: ./playlist-lake check --secret-id lake\n");
    assertThat(Fields.of(Objects.requireNonNull(vault.secrets.get("lake"))))
        .containsEntry("note", "mine")
        .containsEntry("client_id", Desk.ID)
        .containsEntry("authorized_at", "2026-11-21T06:00:03Z")
        .hasSize(5)
        .hasEntrySatisfying("refresh_token", token -> assertThat(token).isNotEqualTo("old"));
    assertThat(home).isEmptyDirectory();
  }

  @Test
  void fillsTheSecretOfTheEnvironmentUnlessToldOtherwise() throws Exception {
    vault.secrets.put("lake", null);
    desk.environment.put("SPOTIFY_SECRET_ID", "lake");

    Shell shell = desk.run("login", "--port", 0);

    assertThat(shell.out())
        .startsWith("The login goes to secret lake, as SPOTIFY_SECRET_ID says.\n")
        .endsWith("Next: ./playlist-lake check\n");
    assertThat(Fields.of(Objects.requireNonNull(vault.secrets.get("lake")))).hasSize(4);
    assertThat(home).isEmptyDirectory();
    assertThat(desk.run("login", "--port", 0, "--file", home.resolve("f")).exitCode()).isZero();
    assertThat(Fields.of(home.resolve("f"))).hasSize(4);
  }

  @Test
  void keepsWhatWasStoredWhileThePersonWasInTheBrowser() throws Exception {
    vault.secrets.put("lake", "{}");
    desk.way =
        back -> {
          vault.secrets.put("lake", "{\"note\": \"new\"}");
          return back;
        };

    assertThat(login().exitCode()).isZero();

    assertThat(Fields.of(Objects.requireNonNull(vault.secrets.get("lake")))).hasSize(5);
  }

  @Test
  void fillsASecretThatHasNoValueYet() throws Exception {
    vault.secrets.put("lake", null);

    assertThat(login().exitCode()).isZero();

    assertThat(Fields.of(Objects.requireNonNull(vault.secrets.get("lake")))).hasSize(4);
  }

  @Test
  void saysThatThereIsNoSuchSecretBeforeAnybodyAgrees() {
    assertThat(login().err())
        .isEqualTo(
            "error: secret lake is not there (in this account and region): deploy the stack, which"
                + " makes it, or run aws secretsmanager create-secret --name lake\n");
    assertThat(desk.spotify.requests()).isEmpty();
  }

  @Test
  void saysWhichRightIsMissing() {
    vault.secrets.put("lake", "{}");
    vault.readable = false;
    assertThat(login().err())
        .isEqualTo(
            "error: AWS denies access to secret lake: these AWS credentials need"
                + " secretsmanager:GetSecretValue on it (User: somebody is not authorized to"
                + " perform: secretsmanager:GetSecretValue)\n");

    vault.readable = true;
    vault.writable = false;
    assertThat(login().err())
        .startsWith(
            "error: AWS denies access to secret lake: these AWS credentials need"
                + " secretsmanager:PutSecretValue on it");
    assertThat(vault.secrets).containsEntry("lake", "{}");
  }

  @Test
  void saysThatASecretHoldsSomethingElse() {
    vault.secrets.put("lake", "a plain password");

    Shell shell = login();

    assertThat(shell.err())
        .startsWith("error: secret lake is not one JSON object")
        .doesNotContain("password");
    assertThat(vault.secrets).containsEntry("lake", "a plain password");
  }

  @Test
  void saysWhatTheMachineLacksForAws() {
    Machine bare =
        new Machine(
            desk.environment,
            desk.machine().terminal(),
            desk.machine().browser(),
            LoginToSecretTest::withoutRegion,
            desk.cloud,
            desk.machine().clock());

    assertThat(Shell.on(bare, new java.io.StringWriter(), "login", "--secret-id", "lake").err())
        .isEqualTo("error: secret lake can't be asked for: Unable to load region\n");
  }

  private static SecretsManagerClient withoutRegion() {
    throw SdkClientException.create("Unable to load region");
  }

  private Shell login() {
    return desk.run("login", "--secret-id", "lake", "--port", 0);
  }
}
