package dev.playlistlake.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import dev.playlistlake.extract.ExtractReport;
import dev.playlistlake.extract.ExtractRequest;
import dev.playlistlake.extract.Extraction;
import dev.playlistlake.extract.credentials.SecretCredentials;
import dev.playlistlake.extract.spotify.Platform;
import dev.playlistlake.infra.ObservedPermissions.Permission;
import dev.playlistlake.local.lake.LocalContext;
import dev.playlistlake.transform.AwsApi;
import dev.playlistlake.transform.TransformHandler;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/// Runs the functions in every situation, and compares their requests with what their roles allow.
class PermissionsIT {
  private static final Template TEMPLATE = Template.read();
  private static final Duration TIME = Duration.ofMinutes(5);
  private static final Context CONTEXT = new LocalContext("transform", _ -> {});

  private static List<Permission> extract = List.of();
  private static List<Permission> transform = List.of();

  @TempDir private static Path lake = Path.of("");

  @BeforeAll
  static void observeEverySituation() throws IOException {
    try (SimulatedDeployment deployment = new SimulatedDeployment(TEMPLATE, lake)) {
      extract = extract(deployment);
      transform = transform(deployment);
    }
  }

  private static List<Permission> extract(SimulatedDeployment deployment) {
    ObservedPermissions observed = new ObservedPermissions();
    String secret = deployment.variable("ExtractFunction", "SPOTIFY_SECRET_ID");
    try (S3Client s3 = deployment.s3.client(observed);
        SecretsManagerClient secrets = secrets(deployment, observed)) {
      Extraction extraction =
          Extraction.of(
              deployment.environment("ExtractFunction"),
              s3,
              Platform.system(Clock.systemUTC()),
              new SecretCredentials(secrets, secret, "log in"));
      Optional<Instant> time = Optional.of(Instant.now().minusSeconds(600));
      ExtractRequest schedule = new ExtractRequest(time, Optional.empty(), false);
      runInEverySituation(deployment, () -> extraction.run(schedule, TIME));
    }
    return observed.all();
  }

  private static void runInEverySituation(
      SimulatedDeployment deployment, Supplier<ExtractReport> run) {
    ExtractReport first = run.get();
    assertThat(first.stored()).isPositive();
    assertThat(run.get().skipped()).as("a retry").isEqualTo(first.stored());

    String before = deployment.secrets.value();
    deployment.spotify.rotateRefreshTokens();
    assertThat(run.get().warnings()).isEmpty();
    assertThat(deployment.secrets.value()).as("a rotated token").isNotEqualTo(before);

    deployment
        .spotify
        .faults()
        .always(request -> request.path().startsWith("/v1"), SimulatedDeployment.QUOTA);
    ExtractReport stopped = run.get();
    assertThat(stopped.quotaStop()).isEqualTo(1);
    assertThat(stopped.requests()).isPositive();

    ExtractReport blocked = run.get();
    assertThat(blocked.quotaStop()).isEqualTo(1);
    assertThat(blocked.requests()).as("during a block").isZero();
  }

  private static SecretsManagerClient secrets(
      SimulatedDeployment deployment, ObservedPermissions observed) {
    return SecretsManagerClient.builder()
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .endpointOverride(deployment.secrets.endpoint())
        .region(Region.EU_CENTRAL_1)
        .credentialsProvider(AnonymousCredentialsProvider.create())
        .overrideConfiguration(
            configuration -> configuration.executionInterceptors(List.of(observed)))
        .build();
  }

  private static List<Permission> transform(SimulatedDeployment deployment) throws IOException {
    ObservedPermissions observed = new ObservedPermissions();
    try (S3Client s3 = deployment.s3.client(observed);
        AwsApi aws = deployment.glue.client()) {
      TransformHandler handler =
          new TransformHandler(deployment.environment("TransformFunction"), s3, aws);
      for (String key : deployment.rawKeys()) {
        handler.handleRequest(S3Put.event(deployment.rawBucket(), key), CONTEXT);
      }
      String deleted = "playlists/snapshot_date=2026-11-20/gone.json.gz";
      assertThat(
              handler.handleRequest(S3Put.event(deployment.rawBucket(), deleted), CONTEXT).gone())
          .isEqualTo(1);
    }
    return Stream.concat(observed.all().stream(), deployment.glue.permissions().stream()).toList();
  }

  @Test
  void theRoleOfExtractAllowsExactlyItsRequests() {
    assertThat(PermissionRules.violations(TEMPLATE, "ExtractFunction", extract)).isEmpty();
  }

  @Test
  void theRoleOfTransformAllowsExactlyItsRequests() {
    assertThat(PermissionRules.violations(TEMPLATE, "TransformFunction", transform)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "[s3:GetObject, s3:PutObject] ! [s3:GetObject, s3:PutObject, s3:DeleteObject]"
            + " ! KeepSnapshotsAndState allows s3:DeleteObject on ",
        "[s3:GetObject, s3:PutObject] ! s3:PutObject ! ExtractFunction needs s3:GetObject on ",
        "/state/* ! /states/* ! needs s3:PutObject on arn:aws:s3:::playlist-lake-prod-raw-",
        "s3:ListBucket ! s3:ListObjects ! ExtractFunction needs s3:ListBucket on ",
        "[playlists/*, state/*] ! [playlists/*] ! .json, but ExtractRole doesn't allow it",
        "[playlists/*, state/*] ! [playlists/*, state/*, other/*] ! allows the prefix other/*",
        "StringLike: ! StringNotLike: ! an unsupported condition",
        ":secret:playlist-lake ! :secret:other ! needs secretsmanager:PutSecretValue on ",
        "[logs:CreateLogStream, logs:PutLogEvents] ! [logs:PutLogEvents] ! ExtractRole.Log doesn't"
            + " allow exactly",
        "log-group:/playlist-lake/${Stage}/extract ! log-group:/aws/lambda"
            + " ! ExtractRole.Log doesn't allow exactly",
        "Sid: KeepFailures ! Sid: Keep ! allows sqs:SendMessage on GetAtt:ExtractFailures.Arn",
      })
  void reportsARoleThatAllowsMoreOrLess(String from, String to, String expected) {
    Template changed = TEMPLATE.changed("ExtractRole", from, to);

    assertThat(PermissionRules.violations(changed, "ExtractFunction", extract))
        .anySatisfy(violation -> assertThat(violation).contains(expected));
  }

  @Test
  void reportsATableThatTransformMayNotWrite() {
    Template changed = TEMPLATE.changed("TransformRole", "/rejects/*", "/reject/*");

    assertThat(PermissionRules.violations(changed, "TransformFunction", transform))
        .anySatisfy(violation -> assertThat(violation).contains("/rejects/snapshot_date="));
  }

  @ParameterizedTest
  @CsvSource({
    "table/playlist_lake_${Stage}/rejects, table/playlist_lake_${Stage}/other, needs",
    "database/playlist_lake_${Stage}, database/other, needs",
    "':catalog', ':catalogs', needs",
    "glue:BatchCreatePartition, '[glue:BatchCreatePartition, glue:DeleteTable]', allows",
  })
  void reportsATableThatTransformMayNotRegisterPartitionsOf(
      String from, String to, String expected) {
    Template changed = TEMPLATE.changed("TransformRole", from, to);

    assertThat(PermissionRules.violations(changed, "TransformFunction", transform))
        .anySatisfy(violation -> assertThat(violation).contains(expected + " glue:"));
  }
}
