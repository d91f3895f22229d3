package dev.playlistlake.extract;

import static dev.playlistlake.extract.ExtractHarness.A;
import static dev.playlistlake.extract.ExtractHarness.B;
import static dev.playlistlake.extract.spotify.FakeSpotify.error;
import static dev.playlistlake.extract.spotify.FakeSpotify.json;
import static dev.playlistlake.extract.spotify.FakeSpotify.reply;
import static org.assertj.core.api.Assertions.assertThat;

import dev.playlistlake.extract.PlaylistReport.Status;
import dev.playlistlake.extract.spotify.FakeSpotify;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/// The state that a run stores for the next run: a block by Spotify, and the playlists that are
/// already stored.
class BlockedUntilTest {
  private static final String ONE = "{\"items\":{\"items\":[1]}}";
  private static final FakeSpotify.Reply QUOTA =
      reply(
          429,
          "{\"error\":{\"message\":\"Quota \\\"x\\\"\",\"reason\":\"QUOTA_EXCEEDED\"}}",
          "Retry-After",
          "36000");

  private final ExtractHarness harness =
      new ExtractHarness(A, B).playlist(A, json(ONE)).playlist(B, QUOTA);

  @AfterEach
  void close() {
    harness.close();
  }

  @Test
  void storesABlockAndSendsNothingInTheNextRun() {
    ExtractReport blocked = harness.run();
    harness.spotify.requests.clear();
    ExtractReport next = harness.run();

    assertThat(blocked.stored()).isEqualTo(1);
    assertThat(blocked.quotaStop()).isEqualTo(1);
    assertThat(blocked.notBefore()).isEqualTo("2026-11-21T16:00:03Z");
    assertThat(harness.s3.objects).containsOnlyKeys(ExtractHarness.key(A), "state/not_before.json");
    assertThat(harness.storedBlock())
        .startsWith("{\"not_before\": \"2026-11-21T16:00:03Z\", \"reason\": \"Spotify is rate-")
        .contains("429 QUOTA_EXCEEDED");
    assertThat(harness.spotify.requests).isEmpty();
    assertThat(next.playlists())
        .extracting(PlaylistReport::status)
        .containsExactly(Status.SKIPPED, Status.SKIPPED);
    assertThat(next.playlists().getLast().reason())
        .isEqualTo(
            "an earlier run found that Spotify is rate-limiting this app until"
                + " 2026-11-21T16:00:03Z. No request was sent. Set force to send requests anyway.");
    assertThat(ReportLine.format(next))
        .contains(
            "\"requests\":0,\"entries\":0,\"quota_stop\":1,", "\"not_before\":\"2026-11-21T16:0");
  }

  @Test
  void doesNotFailTheInvocationDuringABlock() {
    harness.playlist(A, reply(502, ""));

    ExtractReport report = harness.run();

    assertThat(report.failedRetryable()).isEqualTo(1);
    assertThat(report.quotaStop()).isEqualTo(1);
    assertThat(report.orThrow()).isSameAs(report);
  }

  @Test
  void ignoresABlockThatHasEnded() {
    harness.run();
    harness.clock = Clock.fixed(Instant.parse("2026-11-21T16:00:03Z"), ZoneOffset.UTC);
    harness.playlist(B, json(ONE));

    ExtractReport report = harness.run();

    assertThat(report.stored()).isEqualTo(2);
    assertThat(report.quotaStop()).isZero();
    assertThat(report.notBefore()).isNull();
  }

  @Test
  void aForcedRunReadsPlaylistsAndLiftsABlockThatHasEnded() {
    harness.run();
    harness.playlist(B, json(ONE));

    ExtractReport forced = harness.run(Map.of("force", true));
    ExtractReport next = harness.run();

    assertThat(forced.stored()).isEqualTo(2);
    assertThat(next.stored()).isEqualTo(2);
    assertThat(next.quotaStop()).isZero();
  }

  @Test
  void aForcedRunKeepsABlockThatStillExists() {
    harness.run();

    ExtractReport forced = harness.run(Map.of("force", true));

    assertThat(forced.quotaStop()).isEqualTo(1);
    assertThat(harness.run().stored()).isZero();
  }

  @Test
  void aForcedRunWithoutAResponseKeepsTheBlock() {
    harness.run();
    String before = harness.storedBlock();
    harness.playlist(A, reply(502, "")).playlist(B, reply(502, ""));

    harness.run(Map.of("force", true));

    assertThat(harness.storedBlock()).isEqualTo(before);
  }

  @Test
  void aForcedRunDoesNotShortenABlock() {
    harness.run();
    String before = harness.storedBlock();
    harness.playlist(B, error(429, "Slow down", "Retry-After", "3600"));

    ExtractReport forced = harness.run(Map.of("force", true));

    assertThat(forced.notBefore()).isEqualTo("2026-11-21T16:00:03Z");
    assertThat(harness.storedBlock()).isEqualTo(before);
  }

  @Test
  void ignoresATooLongStoredBlockWithAWarning() {
    harness.storeBlock("{\"not_before\": \"2026-11-23T06:00:04Z\"}");
    harness.playlist(B, json(ONE));

    ExtractReport report = harness.run();

    assertThat(report.stored()).isEqualTo(2);
    assertThat(report.warnings())
        .containsExactly(
            "state/not_before.json in the raw bucket is ignored because its time"
                + " 2026-11-23T06:00:04Z is more than 48 hours from now. Delete this object.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "[]", "{\"not_before\":\"soon\"}", "{\"not_before\":7}"})
  void ignoresAnUnreadableStoredBlock(String json) {
    harness.storeBlock(json);

    assertThat(harness.run().stored()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"999999999", "Fri, 31 Dec 9999 23:59:59 GMT"})
  void limitsABlockToTwoDays(String retryAfter) {
    harness.playlist(B, error(429, "Slow down", "Retry-After", retryAfter));

    assertThat(harness.run().notBefore()).isEqualTo("2026-11-23T06:00:03Z");
  }

  @Test
  void aRunSucceedsWithoutAccessToItsState() {
    FakeS3 withoutPermissions =
        new FakeS3(harness.clock) {
          @Override
          public <T> T getObject(
              GetObjectRequest request, ResponseTransformer<GetObjectResponse, T> transformer) {
            throw error(403, "no GetObject permission");
          }

          @Override
          public HeadObjectResponse headObject(HeadObjectRequest request) {
            throw error(403, "no HeadObject permission");
          }

          @Override
          public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
            if (request.key().equals(BlockedUntil.KEY)) {
              throw error(403, "no PutObject permission");
            }
            return super.putObject(request, body);
          }
        };

    ExtractReport report =
        harness
            .extraction(withoutPermissions)
            .run(
                ExtractRequest.parse(Map.of("time", "2026-11-21T06:00:00Z")),
                ExtractHarness.MINUTES);

    assertThat(report.stored()).isEqualTo(1);
    assertThat(report.warnings())
        .containsExactly(
            "it is unknown whether Spotify blocks this app (s3://raw/state/not_before.json cannot"
                + " be read: no GetObject permission)",
            "it is unknown which playlists are already stored (s3://raw/"
                + ExtractHarness.key(A)
                + " cannot be read: no HeadObject permission), so they are read again",
            "the next run will not know how long Spotify blocks this app"
                + " (s3://raw/state/not_before.json cannot be written: no PutObject permission)");
  }

  @Test
  void aRetrySkipsStoredPlaylistsAndReadsTheOthers() {
    Map<String, Object> schedule = Map.of("time", "2026-11-21T06:00:00Z");
    harness.playlist(B, reply(502, ""));
    harness.run(schedule);
    harness.playlist(B, json(ONE));

    ExtractReport retry = harness.run(schedule);

    assertThat(retry.playlists())
        .extracting(PlaylistReport::status)
        .containsExactly(Status.SKIPPED, Status.STORED);
    assertThat(retry.playlists().getFirst().reason())
        .isEqualTo(
            "already stored at 2026-11-21T06:00:03.987Z by an earlier attempt of this scheduled"
                + " run");
    assertThat(retry.skipped()).isEqualTo(1);
    assertThat(retry.requests()).isEqualTo(2);
  }

  @Test
  void laterForcedAndManualRunsReadAllPlaylistsAgain() {
    harness.playlist(B, json(ONE));
    harness.run(Map.of("time", "2026-11-21T06:00:00Z"));

    assertThat(harness.run(Map.of("time", "2026-11-21T06:00:04Z")).stored()).isEqualTo(2);
    assertThat(harness.run(Map.of("time", "2026-11-21T06:00:00Z", "force", true)).stored())
        .isEqualTo(2);
    assertThat(harness.run().stored()).isEqualTo(2);
  }

  @Test
  void anEventCanNameThePlaylists() {
    ExtractReport report =
        harness.run(Map.of("playlists", List.of("spotify:playlist:" + A), "force", false));

    assertThat(report.playlists()).extracting(PlaylistReport::playlist).containsExactly(A);
  }

  @Test
  void aRunWithoutRemainingTimeFailsWithARetryableError() {
    ExtractReport report = harness.extraction().run(ExtractRequest.now(), Duration.ofSeconds(-1));

    assertThat(report.stored()).isZero();
    assertThat(report.failedRetryable()).isEqualTo(1);
    assertThat(report.playlists().getFirst().reason())
        .isEqualTo("the run reached its time limit. A retry reads the missing playlists.");
    assertThat(harness.spotify.requests).isEmpty();
  }

  @Test
  void doesNotStartAWaitThatEndsAfterTheDeadline() {
    harness.playlist(B, error(429, "Slow down", "Retry-After", "20"));

    ExtractReport report = harness.extraction().run(ExtractRequest.now(), Duration.ofSeconds(15));

    assertThat(harness.waits).isEmpty();
    assertThat(report.stored()).isEqualTo(1);
    assertShortWait(report, "this run has 15 s left");
  }

  @Test
  void aShortWaitBeyondTheBudgetIsARetryableError() {
    harness.environment.put("SPOTIFY_WAIT_BUDGET_SECONDS", "5");
    harness.playlist(B, error(429, "Slow down", "Retry-After", "20"));

    ExtractReport report = harness.run();

    assertThat(harness.waits).isEmpty();
    assertShortWait(report, "this run may wait only 5 s more");
  }

  private void assertShortWait(ExtractReport report, String limit) {
    assertThat(report.quotaStop()).isZero();
    assertThat(report.notBefore()).isNull();
    assertThat(harness.storedBlock()).isNull();
    assertThat(report.failedRetryable()).isEqualTo(1);
    assertThat(report.playlists().getLast().reason().replace(harness.spotify.url(), "API"))
        .isEqualTo(
            "Spotify is rate-limiting this app for 20 s (429 at GET API/v1/playlists/%s: \"Slow"
                    .formatted(B)
                + " down\") and %s. Stored playlists are kept. A retry reads the missing playlists."
                    .formatted(limit));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 18",
    "'Sat, 21 Nov 2026 05:00:00 GMT', 18",
    "5, 07",
    "3599, 07",
  })
  void aUsedUpQuotaBlocksForAtLeastAnHour(String retryAfter, String hour) {
    harness.playlist(
        B, reply(429, "{\"error\":{\"reason\":\"QUOTA_EXCEEDED\"}}", "Retry-After", retryAfter));

    assertThat(harness.run().notBefore()).isEqualTo("2026-11-21T%s:00:03Z".formatted(hour));
  }
}
