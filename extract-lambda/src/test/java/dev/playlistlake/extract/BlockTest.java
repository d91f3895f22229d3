package dev.playlistlake.extract;

import static dev.playlistlake.extract.Lab.A;
import static dev.playlistlake.extract.Lab.B;
import static dev.playlistlake.extract.StubSpotify.error;
import static dev.playlistlake.extract.StubSpotify.json;
import static dev.playlistlake.extract.StubSpotify.reply;
import static org.assertj.core.api.Assertions.assertThat;

import dev.playlistlake.extract.PlaylistReport.Status;
import dev.playlistlake.model.RawKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What one run leaves for the next: a block by Spotify, and what is stored already.
class BlockTest {
  private static final String ONE = "{\"items\":{\"items\":[1]}}";
  private static final StubSpotify.Reply QUOTA =
      reply(
          429,
          "{\"error\":{\"message\":\"Quota \\\"x\\\"\",\"reason\":\"QUOTA_EXCEEDED\"}}",
          "Retry-After",
          "36000");

  private final Lab lab = new Lab(A, B).playlist(A, json(ONE)).playlist(B, QUOTA);

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void aBlockIsKeptAndTheNextRunSendsNothing() {
    ExtractReport blocked = lab.run();
    lab.spotify.requests.clear();
    ExtractReport next = lab.run();

    assertThat(blocked.stored()).isEqualTo(1);
    assertThat(blocked.quotaStop()).isEqualTo(1);
    assertThat(blocked.notBefore()).isEqualTo("2026-11-21T16:00:03Z");
    assertThat(lab.store.states).containsOnlyKeys("state/not_before.json");
    assertThat(lab.store.states.get("state/not_before.json"))
        .startsWith("{\"not_before\": \"2026-11-21T16:00:03Z\", \"reason\": \"Spotify takes no")
        .contains("429 QUOTA_EXCEEDED");
    assertThat(lab.spotify.requests).isEmpty();
    assertThat(next.playlists())
        .extracting(PlaylistReport::status)
        .containsExactly(Status.SKIPPED, Status.SKIPPED);
    assertThat(next.playlists().getLast().reason())
        .isEqualTo(
            "Spotify takes no requests before 2026-11-21T16:00:03Z, as an earlier run was told:"
                + " none was sent (force sends them all the same)");
    assertThat(ReportLine.of(next))
        .contains(
            "\"requests\":0,\"entries\":0,\"quota_stop\":1,", "\"not_before\":\"2026-11-21T16:0");
  }

  @Test
  void noRetryIsAskedForWhileSpotifyTakesNoRequests() {
    lab.playlist(A, reply(502, ""));

    ExtractReport report = lab.run();

    assertThat(report.failedRetryable()).isEqualTo(1);
    assertThat(report.quotaStop()).isEqualTo(1);
    assertThat(report.orThrow()).isSameAs(report);
  }

  @Test
  void aBlockThatIsOverIsIgnored() {
    lab.run();
    lab.clock = Clock.fixed(Instant.parse("2026-11-21T16:00:03Z"), ZoneOffset.UTC);
    lab.playlist(B, json(ONE));

    ExtractReport report = lab.run();

    assertThat(report.stored()).isEqualTo(2);
    assertThat(report.quotaStop()).isZero();
    assertThat(report.notBefore()).isNull();
  }

  @Test
  void aForcedRunGoesOnAndLiftsABlockThatIsNoMore() {
    lab.run();
    lab.playlist(B, json(ONE));

    ExtractReport forced = lab.run(Map.of("force", true));
    ExtractReport next = lab.run();

    assertThat(forced.stored()).isEqualTo(2);
    assertThat(next.stored()).isEqualTo(2);
    assertThat(next.quotaStop()).isZero();
  }

  @Test
  void aForcedRunThatMeetsTheBlockAgainKeepsIt() {
    lab.run();

    ExtractReport forced = lab.run(Map.of("force", true));

    assertThat(forced.quotaStop()).isEqualTo(1);
    assertThat(lab.run().stored()).isZero();
  }

  @Test
  void aForcedRunThatGetsNoAnswerLeavesTheBlockAsItIs() {
    lab.run();
    String before = lab.store.states.get(NotBefore.KEY);
    lab.playlist(A, reply(502, "")).playlist(B, reply(502, ""));

    lab.run(Map.of("force", true));

    assertThat(lab.store.states).containsEntry(NotBefore.KEY, before);
  }

  @Test
  void aForcedRunDoesNotShortenABlock() {
    lab.run();
    String before = lab.store.states.get(NotBefore.KEY);
    lab.playlist(B, error(429, "Slow down", "Retry-After", "3600"));

    ExtractReport forced = lab.run(Map.of("force", true));

    assertThat(forced.notBefore()).isEqualTo("2026-11-21T16:00:03Z");
    assertThat(lab.store.states).containsEntry(NotBefore.KEY, before);
  }

  @Test
  void aMarkThatOutlastsEveryBlockIsIgnoredAndTold() {
    lab.store.states.put(NotBefore.KEY, "{\"not_before\": \"2026-11-23T06:00:04Z\"}");
    lab.playlist(B, json(ONE));

    ExtractReport report = lab.run();

    assertThat(report.stored()).isEqualTo(2);
    assertThat(report.warnings())
        .containsExactly(
            "state/not_before.json in the raw bucket is ignored: it says 2026-11-23T06:00:04Z, and"
                + " no block by Spotify lasts for more than 48 hours. Delete it");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "[]", "{\"not_before\":\"soon\"}", "{\"not_before\":7}"})
  void aMarkThatNobodyCanReadStopsNothing(String mark) {
    lab.store.states.put(NotBefore.KEY, mark);

    assertThat(lab.run().stored()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"999999999", "Fri, 31 Dec 9999 23:59:59 GMT"})
  void aBlockOfYearsIsTakenForAMistake(String retryAfter) {
    lab.playlist(B, error(429, "Slow down", "Retry-After", retryAfter));

    assertThat(lab.run().notBefore()).isEqualTo("2026-11-23T06:00:03Z");
  }

  @Test
  void aBucketThatTellsAndKeepsNoStateLosesNoRun() {
    RawStore store =
        new MemoryStore(lab.clock) {
          @Override
          public Optional<String> state(String key) {
            throw ExtractException.passing("no right to read", null);
          }

          @Override
          public Optional<Instant> storedAt(RawKey key) {
            throw ExtractException.passing("no right to look at " + key.playlist(), null);
          }

          @Override
          public void putState(String key, String json) {
            throw ExtractException.passing("no right to write", null);
          }
        };

    ExtractReport report =
        lab.extraction(store)
            .run(RunRequest.of(Map.of("time", "2026-11-21T06:00:00Z")), Lab.MINUTES);

    assertThat(report.stored()).isEqualTo(1);
    assertThat(report.warnings())
        .containsExactly(
            "whether Spotify blocks this app is not known: no right to read",
            "what is stored already is read again, as nobody can tell: no right to look at " + A,
            "the next run will not know until when to wait: no right to write");
  }

  @Test
  void aRetryOfTheSameScheduleSkipsWhatIsStoredAndReadsTheRest() {
    Map<String, Object> schedule = Map.of("time", "2026-11-21T06:00:00Z");
    lab.playlist(B, reply(502, ""));
    lab.run(schedule);
    lab.playlist(B, json(ONE));

    ExtractReport retry = lab.run(schedule);

    assertThat(retry.playlists())
        .extracting(PlaylistReport::status)
        .containsExactly(Status.SKIPPED, Status.STORED);
    assertThat(retry.playlists().getFirst().reason())
        .isEqualTo("stored at 2026-11-21T06:00:03.987Z already, since this schedule's time");
    assertThat(retry.skipped()).isEqualTo(1);
    assertThat(retry.requests()).isEqualTo(2);
  }

  @Test
  void aLaterScheduleAForcedRunAndARunByHandReadAllAgain() {
    lab.playlist(B, json(ONE));
    lab.run(Map.of("time", "2026-11-21T06:00:00Z"));

    assertThat(lab.run(Map.of("time", "2026-11-21T06:00:04Z")).stored()).isEqualTo(2);
    assertThat(lab.run(Map.of("time", "2026-11-21T06:00:00Z", "force", true)).stored())
        .isEqualTo(2);
    assertThat(lab.run().stored()).isEqualTo(2);
  }

  @Test
  void anEventMayNameThePlaylists() {
    ExtractReport report =
        lab.run(Map.of("playlists", List.of("spotify:playlist:" + A), "force", false));

    assertThat(report.playlists()).extracting(PlaylistReport::playlist).containsExactly(A);
  }

  @Test
  void aRunWithoutTimeGivesUpEveryPlaylistInAWayThatARetryCures() {
    ExtractReport report = lab.extraction().run(RunRequest.now(), Duration.ofSeconds(-1));

    assertThat(report.stored()).isZero();
    assertThat(report.failedRetryable()).isEqualTo(1);
    assertThat(report.playlists().getFirst().reason())
        .isEqualTo(
            "the time that this run was given is over: a retry goes on with what is missing");
    assertThat(lab.spotify.requests).isEmpty();
  }

  @Test
  void aWaitThatOutlastsTheRunsTimeIsNotBegun() {
    lab.playlist(B, error(429, "Slow down", "Retry-After", "20"));

    ExtractReport report = lab.extraction().run(RunRequest.now(), Duration.ofSeconds(15));

    assertThat(lab.waits).isEmpty();
    assertThat(report.stored()).isEqualTo(1);
    assertShortWait(report, "this run has 15 s left");
  }

  @Test
  void aShortWaitBeyondTheBudgetIsLeftToARetry() {
    lab.environment.put("SPOTIFY_WAIT_BUDGET_SECONDS", "5");
    lab.playlist(B, error(429, "Slow down", "Retry-After", "20"));

    ExtractReport report = lab.run();

    assertThat(lab.waits).isEmpty();
    assertShortWait(report, "5 s of waiting are left to this run");
  }

  private void assertShortWait(ExtractReport report, String limit) {
    assertThat(report.quotaStop()).isZero();
    assertThat(report.notBefore()).isNull();
    assertThat(lab.store.states).isEmpty();
    assertThat(report.failedRetryable()).isEqualTo(1);
    assertThat(report.playlists().getLast().reason().replace(lab.spotify.url(), "API"))
        .isEqualTo(
            "Spotify takes no more requests for 20 s (429 at GET API/v1/playlists/%s: \"Slow down\"),"
                    .formatted(B)
                + " and %s: what is stored stays, and a retry goes on with what is missing"
                    .formatted(limit));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 18",
    "'Sat, 21 Nov 2026 05:00:00 GMT', 18",
    "5, 07",
    "3599, 07",
  })
  void anEmptiedQuotaIsNotFullAgainWithinTheHour(String retryAfter, String hour) {
    lab.playlist(
        B, reply(429, "{\"error\":{\"reason\":\"QUOTA_EXCEEDED\"}}", "Retry-After", retryAfter));

    assertThat(lab.run().notBefore()).isEqualTo("2026-11-21T%s:00:03Z".formatted(hour));
  }
}
