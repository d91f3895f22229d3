package dev.playlistlake.extract;

import static dev.playlistlake.extract.ExtractHarness.A;
import static dev.playlistlake.extract.ExtractHarness.B;
import static dev.playlistlake.extract.ExtractHarness.C;
import static dev.playlistlake.extract.spotify.FakeSpotify.TOKEN;
import static dev.playlistlake.extract.spotify.FakeSpotify.error;
import static dev.playlistlake.extract.spotify.FakeSpotify.json;
import static dev.playlistlake.extract.spotify.FakeSpotify.reply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.playlistlake.extract.spotify.ExtractException;
import dev.playlistlake.extract.spotify.FakeSpotify;
import dev.playlistlake.extract.spotify.Platform;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

class ExtractRunTest {
  private static final String ONE = "{\"items\":{\"items\":[1]}}";

  private final ExtractHarness harness = new ExtractHarness(A, B, C);
  private final StringBuilder log = new StringBuilder();

  @AfterEach
  void close() {
    harness.close();
  }

  @Test
  void logsTheReportAsOneLineOfJsonWithTotalsFirst() {
    harness
        .playlist(A, json(ONE))
        .playlist(B, error(404, "Resource not found"))
        .playlist(C, json(ONE));

    ExtractReport report = handle(Map.of("time", "2026-11-20T23:59:59Z"));

    assertThat(report.stored()).isEqualTo(2);
    assertThat(log.toString().lines()).hasSize(1);
    assertThat(log.toString().replaceAll("404 at .*? you configured\\.", "…"))
        .isEqualTo(
            """
            {"snapshot_date":"2026-11-20","stored":2,"skipped":0,"failed_retryable":0,\
            "failed_final":1,"requests":4,"entries":2,"quota_stop":0,\
            "refresh_token_days_left":181,"warnings":[],"playlists":[\
            {"playlist":"%1$s","status":"stored","reason":"","requests":1,"entries":1,\
            "seconds":0.0,"key":"playlists/snapshot_date=2026-11-20/%1$s.json.gz"},\
            {"playlist":"%2$s","status":"failed_final","reason":"playlist %2$s: …",\
            "requests":1,"entries":0,"seconds":0.0,"key":""},\
            {"playlist":"%3$s","status":"stored","reason":"","requests":1,"entries":1,\
            "seconds":0.0,"key":"playlists/snapshot_date=2026-11-20/%3$s.json.gz"}]}
            """
                .formatted(A, B, C));
  }

  @Test
  void aRetryableErrorFailsTheInvocationAfterTheReportIsLogged() {
    harness.playlist(A, reply(200, "")).playlist(B, json(ONE)).playlist(C, json(ONE));

    assertThatThrownBy(() -> handle(null))
        .isInstanceOf(ExtractException.class)
        .hasMessageStartingWith(
            "1 of 3 playlists failed, but a retry may succeed. First errors: "
                + A
                + ": Spotify sent")
        .matches(failure -> ((ExtractException) failure).isRetryable());
    assertThat(harness.stored()).containsOnlyKeys(ExtractHarness.key(B), ExtractHarness.key(C));
    assertThat(log).startsWith("{\"snapshot_date\":\"2026-11-21\",\"stored\":2");
  }

  @Test
  void storesTheOtherPlaylistsIfOneCannotBeStored() {
    harness.playlist(A, json(ONE)).playlist(B, json(ONE)).playlist(C, json(ONE));
    FakeS3 s3 =
        new FakeS3(harness.clock) {
          @Override
          public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
            if (request.key().equals(ExtractHarness.key(A))) {
              throw new IllegalStateException("a bug");
            }
            return super.putObject(request, body);
          }
        };

    ExtractReport report = harness.extraction(s3).run(ExtractRequest.now(), ExtractHarness.MINUTES);

    assertThat(report.failedRetryable()).isEqualTo(1);
    assertThat(report.playlists().getFirst().reason())
        .startsWith(
            "unexpected IllegalStateException: a bug (dev.playlistlake.extract.ExtractRunTest");
    assertThat(s3.objects).hasSize(2);
  }

  @Test
  void throwsAJvmErrorAfterTheReportIsLogged() {
    harness.playlist(A, json(ONE)).playlist(B, json(ONE)).playlist(C, json(ONE));
    OutOfMemoryError error = new OutOfMemoryError("Java heap space");
    FakeS3 s3 =
        new FakeS3(harness.clock) {
          @Override
          public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
            if (request.key().equals(ExtractHarness.key(A))) {
              throw error;
            }
            return super.putObject(request, body);
          }
        };

    assertThatThrownBy(
            () ->
                new ExtractHandler(harness.extraction(s3))
                    .handleRequest(null, new LoggingContext(log)))
        .isSameAs(error);

    assertThat(s3.objects).containsOnlyKeys(ExtractHarness.key(B), ExtractHarness.key(C));
    assertThat(log)
        .startsWith("{\"snapshot_date\":\"2026-11-21\",\"stored\":2")
        .contains("\"requests\":4,", "unexpected OutOfMemoryError: Java heap space (dev.playlist");
  }

  @Test
  void reportsAnUnexpectedExceptionOfTheTokenRequest() {
    harness.spotify.on(TOKEN, error(500, "Server error"));
    Platform platform =
        new Platform(
            harness.clock,
            () -> 0,
            _ -> {},
            () -> {
              throw new IllegalStateException("a bug");
            });

    ExtractReport report =
        harness.extraction(platform).run(ExtractRequest.now(), ExtractHarness.MINUTES);

    assertThat(report.failedRetryable()).isEqualTo(1);
    assertThat(report.skipped()).isEqualTo(2);
    assertThat(report.playlists().getFirst().reason())
        .startsWith(
            "unexpected IllegalStateException: a bug (dev.playlistlake.extract.ExtractRunTest");
  }

  @Test
  void requestsOneTokenForAllPlaylistsOfARun() {
    harness.playlist(A, json(ONE)).playlist(B, json(ONE)).playlist(C, json(ONE));
    Extraction extraction = harness.extraction();

    extraction.run(ExtractRequest.now(), ExtractHarness.MINUTES);
    extraction.run(ExtractRequest.now(), ExtractHarness.MINUTES);

    assertThat(harness.spotify.lines()).filteredOn(TOKEN::equals).hasSize(2);
    assertThat(harness.spotify.requests).hasSize(8);
  }

  @Test
  void usesANewRefreshTokenInLaterRuns() {
    harness.spotify.on(
        TOKEN,
        json("{\"access_token\":\"a\",\"refresh_token\":\"rotated\"}"),
        json("{\"access_token\":\"b\",\"refresh_token\":null}"));
    Extraction extraction = harness.extraction();

    extraction.run(ExtractRequest.now(), ExtractHarness.MINUTES);
    extraction.run(ExtractRequest.now(), ExtractHarness.MINUTES);
    extraction.run(ExtractRequest.now(), ExtractHarness.MINUTES);

    assertThat(harness.spotify.requests)
        .filteredOn(request -> request.line().equals(TOKEN))
        .extracting(FakeSpotify.Request::body)
        .containsExactly(
            "grant_type=refresh_token&refresh_token=" + ExtractHarness.REFRESH_TOKEN,
            "grant_type=refresh_token&refresh_token=rotated",
            "grant_type=refresh_token&refresh_token=rotated");
  }

  @Test
  void sendsTheSecretOnlyToTheAccountsHostAndTheTokenOnlyToTheApi() {
    try (FakeSpotify accounts = new FakeSpotify()) {
      harness.environment.put("SPOTIFY_ACCOUNTS_URL", accounts.url());
      harness.environment.put("PLAYLIST_IDS", A);
      harness.playlist(A, json(ONE));

      assertThat(harness.run().stored()).isEqualTo(1);

      assertThat(accounts.requests)
          .extracting(request -> request.header("Authorization"))
          .singleElement()
          .asString()
          .startsWith("Basic ");
      assertThat(harness.spotify.requests)
          .extracting(request -> request.header("Authorization"))
          .containsExactly("Bearer " + FakeSpotify.ACCESS_TOKEN);
    }
  }

  @Test
  void rejectsAnInvalidTime() {
    assertThatThrownBy(() -> handle(Map.of("time", "yesterday")))
        .hasMessage("event: time is \"yesterday\", expected an instant like 2026-11-21T06:00:00Z");
  }

  @Test
  void equalResponsesResultInEqualBytes() {
    harness.playlist(A, json(ONE));

    harness.run();
    byte[] first = harness.stored().getOrDefault(ExtractHarness.key(A), new byte[0]);
    harness.run();

    assertThat(harness.stored().get(ExtractHarness.key(A))).isEqualTo(first);
    assertThat(new String(first, 0, 10, StandardCharsets.ISO_8859_1))
        .isEqualTo("\u001f\u008b\b\0\0\0\0\0\0\u00ff");
  }

  private ExtractReport handle(@Nullable Map<String, Object> event) {
    return new ExtractHandler(harness.extraction()).handleRequest(event, new LoggingContext(log));
  }
}
