package dev.playlistlake.infra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playlistlake.model.RawKey;
import dev.playlistlake.simulator.Fault;
import dev.playlistlake.simulator.Playlist;
import dev.playlistlake.simulator.Quirk;
import dev.playlistlake.simulator.SimulatedRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Tests the metrics of the lines that Lambda's runtime client writes for the deployed jars. Runs
/// with the log level DEBUG, at which no other line may be counted.
@EnabledOnOs(value = OS.LINUX, disabledReason = "Lambda's runtime client needs Linux")
class ReportMetricsIT {
  private static final Template TEMPLATE = Template.read();
  private static final String SESSION_TOKEN = "session-token-that-must-stay-secret";
  private static final String DAYS_LEFT = "LoginDaysLeft";
  private static final String REQUESTS = "SpotifyRequests";
  private static final String SUCCESS = "SuccessfulRuns";

  @TempDir private Path lake = Path.of("");
  @TempDir private Path work = Path.of("");
  private SimulatedDeployment deployment;
  private int linesSeen;

  @BeforeEach
  void deploy() throws IOException {
    deployment = new SimulatedDeployment(TEMPLATE, lake);
  }

  @AfterEach
  void close() {
    deployment.close();
  }

  @Test
  void aRunOfTheExtractHasItsMetrics() throws Exception {
    String schedule = "{\"time\":\"" + Instant.now().minusSeconds(600) + "\"}";
    try (LambdaProcess function = start("ExtractFunction")) {
      List<String> success = invoke(function, schedule);
      assertThat(names(success, "ExtractLog"))
          .containsExactly(DAYS_LEFT, "PlaylistsStored", REQUESTS, SUCCESS);
      assertSelectors("ExtractLog", success);
      assertThat(names(invoke(function, schedule), "ExtractLog"))
          .as("a retry that finds everything stored")
          .containsExactly(DAYS_LEFT, REQUESTS, SUCCESS);
      assertThat(namesAfter(Fault.error(403, "Forbidden"), function))
          .as("a run that may not read its only playlist")
          .containsExactly(DAYS_LEFT, "PlaylistsFailed", REQUESTS);
      assertThat(namesAfter(Fault.error(500, "Server error"), function))
          .as("a run that fails with an error that a retry may cure")
          .containsExactly(DAYS_LEFT, REQUESTS);
      assertThat(namesAfter(SimulatedDeployment.QUOTA, function))
          .as("a run that Spotify blocks")
          .contains("QuotaStops")
          .doesNotContain(SUCCESS);
      assertThat(names(invoke(function, schedule), "ExtractLog"))
          .as("a run during the block")
          .containsExactly(DAYS_LEFT, "QuotaStops");
      assertNoSecret(function.log());
    }
  }

  /// Returns the metrics of a forced run for one playlist, in which Spotify returns an error.
  private List<String> namesAfter(Fault fault, LambdaProcess function) throws Exception {
    String playlist = deployment.spotify.library().readable().getFirst().id();
    deployment.spotify.faults().once(ReportMetricsIT::isApi, fault);
    return names(
        invoke(function, "{\"force\":true,\"playlists\":[\"" + playlist + "\"]}"), "ExtractLog");
  }

  @Test
  void anEventOfTheTransformHasItsMetrics() throws Exception {
    deployment.putRaw(key("whole"), "[{\"item\":{\"id\":\"a\"}},null]");
    deployment.putRaw(key("part"), "{\"items\":[{\"item\":{\"id\":\"a\"}}],\"total\":3}");
    deployment.putRaw(key("overlap"), "{\"items\":[{\"item\":{\"id\":\"a\"}},null],\"total\":1}");
    deployment.putRaw(key("empty"), "{\"items\":[null,null],\"total\":3}");
    deployment.putRaw(key("damaged"), "<html>");
    try (LambdaProcess function = start("TransformFunction")) {
      List<String> success = invoke(function, put("whole"));
      assertThat(metrics(success, "TransformLog"))
          .containsExactly(
              "ItemsRead 2", "PartitionsFailed 0", "Rejects 1", "SnapshotsTransformed 1");
      assertSelectors("TransformLog", success);

      assertThat(metrics(invoke(function, put("part")), "TransformLog"))
          .containsExactly(
              "ItemsRead 1",
              "PartitionsFailed 0",
              "SnapshotsIncomplete 1",
              "SnapshotsShort 1",
              "SnapshotsTransformed 1");
      assertThat(metrics(invoke(function, put("overlap")), "TransformLog"))
          .containsExactly(
              "ItemsRead 2",
              "PartitionsFailed 0",
              "Rejects 1",
              "SnapshotsIncomplete 1",
              "SnapshotsLong 1",
              "SnapshotsTransformed 1");
      assertThat(metrics(invoke(function, put("empty")), "TransformLog"))
          .as("a snapshot with two troubles")
          .containsExactly(
              "ItemsRead 2",
              "PartitionsFailed 0",
              "Rejects 2",
              "SnapshotsIncomplete 1",
              "SnapshotsShort 1",
              "SnapshotsTransformed 1",
              "SnapshotsUnreadable 1");
      assertThat(metrics(invoke(function, put("damaged")), "TransformLog")).isEmpty();
      assertThat(metrics(invoke(function, put("deleted")), "TransformLog")).isEmpty();
      assertThat(metrics(invoke(function, "{}"), "TransformLog")).isEmpty();
    }
  }

  @Test
  void theAlarmOnTroubledSnapshotsSeesWhatSpotifyLeavesOutRepeatsAndHides() throws Exception {
    Map<String, Quirk> quirks =
        Map.of(
            "Five for the Road", Quirk.NONE,
            "One Hundred Even", Quirk.LEAVES_OUT,
            "A Hundred and One", Quirk.REPEATS,
            "Sunday Kitchen", Quirk.HIDES_CONTENT);
    Map<String, String> names = new HashMap<>();
    quirks.forEach(
        (name, quirk) -> {
          Playlist playlist = deployment.spotify.library().named(name);
          deployment.spotify.setQuirk(playlist, quirk);
          names.put(playlist.id(), name);
        });
    String ids = names.keySet().stream().collect(Collectors.joining("\",\"", "[\"", "\"]"));
    try (LambdaProcess extract = start("ExtractFunction")) {
      assertThat(metrics(invoke(extract, "{\"playlists\":" + ids + "}"), "ExtractLog"))
          .contains("PlaylistsStored 4");
    }

    Map<String, List<String>> found = new HashMap<>();
    try (LambdaProcess transform = start("TransformFunction")) {
      for (String key : deployment.rawKeys()) {
        List<String> lines = invoke(transform, S3Put.json(deployment.rawBucket(), key));
        String playlist = RawKey.parse(key).orElseThrow().playlist().toString();
        List<String> snapshots =
            metrics(lines, "TransformLog").stream()
                .filter(metric -> metric.startsWith("Snapshots"))
                .toList();
        found.put(names.getOrDefault(playlist, playlist), snapshots);
      }
    }

    String alarm = TEMPLATE.properties("TroubledSnapshotsAlarm").at("MetricName").text() + " 1";
    String transformed = "SnapshotsTransformed 1";
    assertThat(found)
        .isEqualTo(
            Map.of(
                "Five for the Road", List.of(transformed),
                "One Hundred Even", List.of(alarm, "SnapshotsShort 1", transformed),
                "A Hundred and One", List.of(alarm, "SnapshotsLong 1", transformed),
                "Sunday Kitchen", List.of(alarm, transformed, "SnapshotsUnreadable 1")));
  }

  /// Checks that the report has every field that a filter reads, and that a missing field is
  /// reported.
  private static void assertSelectors(String log, List<String> lines) {
    String report = lines.getLast();
    assertThat(MetricRules.violations(TEMPLATE, log, report)).isEmpty();
    for (MetricRules.Filter filter : MetricRules.filtersOf(log, TEMPLATE)) {
      for (String field : FilterPattern.of(filter.pattern()).selectors()) {
        String renamed = report.replaceFirst("\"" + field + "\":", "\"other\":");

        assertThat(MetricRules.violations(TEMPLATE, log, renamed))
            .contains(
                filter.name() + " needs the number " + field + ", which is missing in the report");
      }
    }
  }

  /// LOG_LEVEL applies only to our own logs. At debug level, the SDK would log requests with
  /// tokens.
  private void assertNoSecret(String log) {
    assertThat(log)
        .contains("DEBUG: POST " + deployment.spotify.url() + "/api/token: 2xx in ")
        .doesNotContain(
            SESSION_TOKEN,
            deployment.s3.credentials().secretAccessKey(),
            deployment.spotify.credentials().clientSecret(),
            deployment.spotify.credentials().refreshToken(),
            "Bearer",
            "software.amazon.awssdk");
  }

  private static List<String> names(List<String> lines, String log) {
    return metrics(lines, log).stream().map(metric -> metric.replaceFirst(" .*", "")).toList();
  }

  private static List<String> metrics(List<String> lines, String log) {
    return lines.stream().flatMap(line -> MetricRules.of(TEMPLATE, log, line).stream()).toList();
  }

  private LambdaProcess start(String function) throws IOException {
    linesSeen = 0;
    Map<String, String> environment = deployment.environment(function);
    environment.put("LOG_LEVEL", "DEBUG");
    environment.put("AWS_REGION", "eu-central-1");
    environment.put("AWS_ACCESS_KEY_ID", deployment.s3.credentials().accessKeyId());
    environment.put("AWS_SECRET_ACCESS_KEY", deployment.s3.credentials().secretAccessKey());
    environment.put("AWS_SESSION_TOKEN", SESSION_TOKEN);
    environment.put("AWS_ENDPOINT_URL_S3", deployment.s3.endpoint().toString());
    environment.put("AWS_ENDPOINT_URL_SECRETS_MANAGER", deployment.secrets.endpoint().toString());
    YamlNode properties = TEMPLATE.properties(function);
    Path jar = Template.FILE.resolveSibling(properties.at("CodeUri").text());
    return LambdaProcess.start(
        jar, properties.at("Handler").text(), environment, work.resolve(function + ".log"));
  }

  /// Returns the lines that the function logs for the event.
  private List<String> invoke(LambdaProcess function, String event) throws Exception {
    function.invoke(event);
    List<String> lines = function.log().lines().toList();
    List<String> added = lines.subList(linesSeen, lines.size());
    linesSeen = lines.size();
    assertThat(added).isNotEmpty();
    return added;
  }

  private String put(String playlist) {
    return S3Put.json(deployment.rawBucket(), key(playlist));
  }

  private static boolean isApi(SimulatedRequest request) {
    return request.path().startsWith("/v1");
  }

  private static String key(String playlist) {
    return "playlists/snapshot_date=2026-11-20/" + playlist + ".json.gz";
  }
}
