package dev.playlistlake.extract;

import static dev.playlistlake.extract.ExtractHarness.A;
import static dev.playlistlake.extract.ExtractHarness.B;
import static dev.playlistlake.extract.spotify.FakeSpotify.TOKEN;
import static dev.playlistlake.extract.spotify.FakeSpotify.bytes;
import static dev.playlistlake.extract.spotify.FakeSpotify.error;
import static dev.playlistlake.extract.spotify.FakeSpotify.gzipped;
import static dev.playlistlake.extract.spotify.FakeSpotify.json;
import static dev.playlistlake.extract.spotify.FakeSpotify.part;
import static dev.playlistlake.extract.spotify.FakeSpotify.reply;
import static org.assertj.core.api.Assertions.assertThat;

import dev.playlistlake.extract.PlaylistReport.Status;
import dev.playlistlake.extract.spotify.FakeSpotify;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryTest {
  private static final String EMPTY = "{\"items\":{\"items\":[]}}";

  private final ExtractHarness harness = new ExtractHarness(A, B).playlist(B, json(EMPTY));

  @AfterEach
  void close() {
    harness.close();
  }

  static List<FakeSpotify.Reply> transientErrors() {
    return List.of(
        error(500, "Server error"),
        reply(502, "<html>Bad gateway</html>"),
        error(503, "Service unavailable"),
        reply(504, ""),
        reply(200, "<html>Sorry</html>"),
        reply(200, ""),
        json("{\"items\":{\"items\":[{\"a\":"),
        part(EMPTY, true),
        bytes((byte) '{', (byte) '"', (byte) 0xE9, (byte) '"', (byte) ':', (byte) '1', (byte) '}'),
        reply(200, "no gzip", "Content-Encoding", "gzip"),
        reply(200, "", "Content-Encoding", "gzip"),
        reply(200, EMPTY, "Content-Encoding", "br"));
  }

  @ParameterizedTest
  @MethodSource("transientErrors")
  void retriesTransientErrors(FakeSpotify.Reply failure) {
    harness.playlist(A, failure, failure, failure, json(EMPTY));

    assertThat(harness.runOne()).returns(Status.STORED, PlaylistReport::status);
    assertThat(harness.waits)
        .containsExactly(Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(2));
  }

  @Test
  void keepsThePagesOfAPlaylistDuringABurstOfErrors() {
    harness.environment.put("SPOTIFY_WAIT_BUDGET_SECONDS", "600");
    String next = "/v1/playlists/" + A + "/items?offset=1";
    harness.playlist(
        A,
        json(
            "{\"items\":{\"items\":[1],\"total\":2,\"next\":\"%s%s\"}}"
                .formatted(harness.spotify.url(), next)));
    harness.spotify.on(
        "GET " + next,
        exchange -> {
          boolean over = harness.nanos.get() >= Duration.ofMinutes(4).toNanos();
          (over ? json("{\"items\":[2],\"total\":2,\"next\":null}") : reply(503, ""))
              .send(exchange);
        });

    assertThat(harness.runOne()).returns(Status.STORED, PlaylistReport::status);
    assertThat(harness.spotify.lines()).filteredOn(line -> !line.endsWith(next)).hasSize(3);
    assertThat(harness.waits)
        .startsWith(Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(2))
        .isSorted()
        .endsWith(Duration.ofMinutes(1));
  }

  @Test
  void retriesTheTokenRequestDuringABurstOfErrors() {
    harness.playlist(A, json(EMPTY));
    harness.spotify.on(
        TOKEN,
        exchange -> {
          boolean over = harness.nanos.get() >= Duration.ofSeconds(45).toNanos();
          (over ? json("{\"access_token\":\"a\"}") : reply(503, "")).send(exchange);
        });

    assertThat(harness.run().stored()).isEqualTo(2);
  }

  @Test
  void aResponseThatIsNotUsableIsRetriedThreeTimesOnly() {
    FakeSpotify.Reply html = reply(200, "<html>Sorry</html>");
    harness.playlist(A, reply(500, ""), html, reply(502, ""), html, html, reply(503, ""), html);

    assertThat(harness.reason()).startsWith("Spotify sent no usable response in 7 attempts, ");
  }

  @Test
  void reportsAPersistentErrorAndReadsTheOtherPlaylists() {
    harness.playlist(A, reply(502, "<html>Bad gateway</html>"));

    ExtractReport report = harness.run();

    assertThat(report.playlists().getFirst().reason().replace(harness.spotify.url(), "API"))
        .isEqualTo(
            "Spotify sent no usable response in 8 attempts, last error: 502 at GET"
                + " API/v1/playlists/"
                + A);
    assertThat(report.playlists())
        .extracting(PlaylistReport::status)
        .containsExactly(Status.FAILED_RETRYABLE, Status.STORED);
    assertThat(harness.stored()).containsOnlyKeys(ExtractHarness.key(B));
  }

  @Test
  void reportsThePlaceOfTheErrorInAnInvalidResponse() {
    harness.playlist(A, reply(200, "<html>Sorry</html>"));

    assertThat(harness.reason())
        .isEqualTo(
            "Spotify sent no usable response in 4 attempts, last error: the response is not one"
                + " JSON object (error at character 0 of 18, looks like HTML) at GET"
                + " API/v1/playlists/"
                + A);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "GZIP", "x-gzip", "X-GZip", " Gzip "})
  void unpacksGzipUnderEachOfItsNames(String encoding) {
    harness.playlist(A, gzipped(EMPTY, encoding));

    assertThat(harness.runOne()).returns(Status.STORED, PlaylistReport::status);
  }

  @Test
  void waitsForAShortRetryAfter() {
    harness.playlist(A, error(429, "Slow down", "Retry-After", "7"), json(EMPTY));

    assertThat(harness.run().stored()).isEqualTo(2);
    assertThat(harness.waits).containsExactly(Duration.ofSeconds(7));
  }

  @Test
  void waitsForARetryAfterDate() {
    harness.playlist(
        A, error(429, "Slow down", "Retry-After", "Sat, 21 Nov 2026 06:00:13 GMT"), json(EMPTY));

    assertThat(harness.run().stored()).isEqualTo(2);
    assertThat(harness.waits).containsExactly(Duration.ofMillis(9_013));
  }

  @Test
  void waitsForTheRateWindowWithoutARetryAfter() {
    harness.playlist(A, error(429, "Slow down"), json(EMPTY));

    assertThat(harness.run().stored()).isEqualTo(2);
    assertThat(harness.waits).containsExactly(Duration.ofSeconds(30));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "0.2", "0.0", "Sat, 21 Nov 2026 05:59:59 GMT"})
  void fiveRejectionsInARowEndTheRunForAnHour(String retryAfter) {
    harness.playlist(A, error(429, "Slow down", "Retry-After", retryAfter));

    ExtractReport report = harness.run();

    assertThat(report.playlists())
        .extracting(PlaylistReport::status)
        .containsExactly(Status.FAILED_FINAL, Status.SKIPPED);
    assertThat(report.playlists().getFirst().reason().replace(harness.spotify.url(), "API"))
        .isEqualTo(
            "Spotify is rate-limiting this app (429 at GET API/v1/playlists/"
                + A
                + ": \"Slow down\") and rejected 5 requests in a row. Stored playlists are kept."
                + " Run again after 2026-11-21T07:00:03Z (estimated).");
    assertThat(report.playlists().getFirst().requests()).isEqualTo(5);
    assertThat(report.notBefore()).isEqualTo("2026-11-21T07:00:03Z");
    assertThat(harness.storedBlock()).contains("2026-11-21T07:00:03Z");
    assertThat(harness.waits)
        .containsExactly(
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(4),
            Duration.ofSeconds(8));
  }

  @Test
  void waitsForAFractionOfASecondMore() {
    harness.playlist(A, error(429, "Slow down", "Retry-After", "2.5"), json(EMPTY));

    assertThat(harness.run().stored()).isEqualTo(2);
    assertThat(harness.waits).containsExactly(Duration.ofMillis(2500));
  }

  @Test
  void anotherResponseEndsARowOfRejections() {
    FakeSpotify.Reply slow = error(429, "Slow down", "Retry-After", "0");
    harness.playlist(A, slow, slow, slow, reply(503, ""), slow, json(EMPTY));
    harness.playlist(B, slow, slow, slow, slow, json(EMPTY));

    assertThat(harness.run().stored()).isEqualTo(2);
  }

  @Test
  void rejectionsOfTokenRequestsCountToo() {
    harness.spotify.on(TOKEN, error(429, "Slow down", "Retry-After", "0"));

    assertThat(harness.run().notBefore()).isEqualTo("2026-11-21T07:00:03Z");
    assertThat(harness.spotify.requests).hasSize(5);
  }

  @Test
  void aLongRetryAfterEndsTheRunAndKeepsStoredPlaylists() {
    harness.environment.put("PLAYLIST_IDS", B + "," + A + "," + ExtractHarness.C);
    harness.playlist(A, error(429, "Slow down", "Retry-After", "3600"));

    ExtractReport report = harness.run();

    assertThat(report.playlists())
        .extracting(PlaylistReport::status)
        .containsExactly(Status.STORED, Status.FAILED_FINAL, Status.SKIPPED);
    assertThat(report.playlists().get(1).reason().replace(harness.spotify.url(), "API"))
        .isEqualTo(
            "Spotify is rate-limiting this app (429 at GET API/v1/playlists/"
                + A
                + ": \"Slow down\") and this run may wait only 60 s more. Stored playlists are"
                + " kept. Run again after 2026-11-21T07:00:03Z.");
    assertThat(harness.waits).isEmpty();
    assertThat(harness.spotify.requests).hasSize(3);
  }

  @Test
  void aUsedUpQuotaEndsTheRunWithoutAWait() {
    harness.playlist(
        A, reply(429, "{\"error\":{\"message\":\"Quota\",\"reason\":\"QUOTA_EXCEEDED\"}}"));

    assertThat(harness.reason())
        .isEqualTo(
            "Spotify is rate-limiting this app (429 QUOTA_EXCEEDED at GET API/v1/playlists/"
                + A
                + ": \"Quota\") and this run may wait only 60 s more. Stored playlists are kept."
                + " Run again after 2026-11-21T18:00:03Z (estimated, Spotify sent no time).");
    assertThat(harness.waits).isEmpty();
  }

  @Test
  void endsTheRunWithoutAToken() {
    harness.spotify.on(TOKEN, reply(503, "upstream connect error"));

    ExtractReport report = harness.run();

    assertThat(report.playlists())
        .extracting(PlaylistReport::status)
        .containsExactly(Status.FAILED_RETRYABLE, Status.SKIPPED);
    assertThat(report.requests()).isEqualTo(8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"access_token\":1}", "{\"access_token\":\"a\\nb\"}"})
  void aResponseWithoutAValidTokenIsAnErrorThatDoesNotShowIt(String body) {
    harness.spotify.on(TOKEN, json(body));

    assertThat(harness.reason())
        .isEqualTo(
            "the response to POST API/api/token has no access_token of printable characters");
  }
}
