package dev.playlistlake.extract;

import static dev.playlistlake.extract.Lab.A;
import static dev.playlistlake.extract.Lab.B;
import static dev.playlistlake.extract.Lab.C;
import static dev.playlistlake.extract.StubSpotify.TOKEN;
import static dev.playlistlake.extract.StubSpotify.error;
import static dev.playlistlake.extract.StubSpotify.json;
import static dev.playlistlake.extract.StubSpotify.reply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.playlistlake.model.RawKey;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RunTest {
  private static final String ONE = "{\"items\":{\"items\":[1]}}";

  private final Lab lab = new Lab(A, B, C);
  private final StringBuilder log = new StringBuilder();

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void theReportIsOneLineOfJsonWithItsTotalsOnTop() {
    lab.playlist(A, json(ONE)).playlist(B, error(404, "Resource not found")).playlist(C, json(ONE));

    ExtractReport report = handle(Map.of("time", "2026-11-20T23:59:59Z"));

    assertThat(report.stored()).isEqualTo(2);
    assertThat(log.toString().lines()).hasSize(1);
    assertThat(log.toString().replaceAll("404 at .*? PLAYLIST_IDS", "…"))
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
  void aFailureThatARetryMayCureFailsTheInvocationAfterTheLastPlaylistAndTheLog() {
    lab.playlist(A, reply(200, "")).playlist(B, json(ONE)).playlist(C, json(ONE));

    assertThatThrownBy(() -> handle(null))
        .isInstanceOf(ExtractException.class)
        .hasMessageStartingWith(
            "1 of 3 playlists failed in a way that a retry may cure, first " + A + ": Spotify gave")
        .matches(failure -> ((ExtractException) failure).retryMayCure());
    assertThat(lab.stored).containsOnlyKeys(Lab.key(B), Lab.key(C));
    assertThat(log).startsWith("{\"snapshot_date\":\"2026-11-21\",\"stored\":2");
  }

  @Test
  void aPlaylistThatCannotBeStoredFailsAlone() {
    lab.playlist(A, json(ONE)).playlist(B, json(ONE)).playlist(C, json(ONE));
    MemoryStore store =
        new MemoryStore(lab.clock) {
          @Override
          public void put(RawKey key, byte[] envelope) {
            if (key.playlist().value().equals(A)) {
              throw new IllegalStateException("a bug");
            }
            super.put(key, envelope);
          }
        };

    ExtractReport report = lab.extraction(store).run(RunRequest.now(), Lab.MINUTES);

    assertThat(report.failedRetryable()).isEqualTo(1);
    assertThat(report.playlists().getFirst().reason())
        .startsWith("unexpected IllegalStateException: a bug (dev.playlistlake.extract.RunTest");
    assertThat(store.stored).hasSize(2);
  }

  @Test
  void anErrorOfTheMachineIsThrownAfterTheLastPlaylistAndTheLog() {
    lab.playlist(A, json(ONE)).playlist(B, json(ONE)).playlist(C, json(ONE));
    OutOfMemoryError error = new OutOfMemoryError("Java heap space");
    MemoryStore store =
        new MemoryStore(lab.clock) {
          @Override
          public void put(RawKey key, byte[] envelope) {
            if (key.playlist().value().equals(A)) {
              throw error;
            }
            super.put(key, envelope);
          }
        };

    assertThatThrownBy(
            () ->
                new ExtractHandler(lab.extraction(store))
                    .handleRequest(null, new LoggingContext(log)))
        .isSameAs(error);

    assertThat(store.stored).containsOnlyKeys(Lab.key(B), Lab.key(C));
    assertThat(log)
        .startsWith("{\"snapshot_date\":\"2026-11-21\",\"stored\":2")
        .contains("\"requests\":4,", "unexpected OutOfMemoryError: Java heap space (dev.playlist");
  }

  @Test
  void aBugOnTheWayToTheTokenIsReportedToo() {
    lab.spotify.on(TOKEN, error(500, "Server error"));
    Outside outside =
        new Outside(
            lab.clock,
            () -> 0,
            _ -> {},
            () -> {
              throw new IllegalStateException("a bug");
            });

    ExtractReport report =
        new Extraction(Settings.of(lab.environment), lab.credentials(), lab.store, outside)
            .run(RunRequest.now(), Lab.MINUTES);

    assertThat(report.failedRetryable()).isEqualTo(1);
    assertThat(report.skipped()).isEqualTo(2);
    assertThat(report.playlists().getFirst().reason())
        .startsWith("unexpected IllegalStateException: a bug (dev.playlistlake.extract.RunTest");
  }

  @Test
  void oneTokenServesAllPlaylistsOfARun() {
    lab.playlist(A, json(ONE)).playlist(B, json(ONE)).playlist(C, json(ONE));
    Extraction extraction = lab.extraction();

    extraction.run(RunRequest.now(), Lab.MINUTES);
    extraction.run(RunRequest.now(), Lab.MINUTES);

    assertThat(lab.spotify.lines()).filteredOn(TOKEN::equals).hasSize(2);
    assertThat(lab.spotify.requests).hasSize(8);
  }

  @Test
  void aNewRefreshTokenTakesTheOldOnesPlace() {
    lab.spotify.on(
        TOKEN,
        json("{\"access_token\":\"a\",\"refresh_token\":\"rotated\"}"),
        json("{\"access_token\":\"b\",\"refresh_token\":null}"));
    Extraction extraction = lab.extraction();

    extraction.run(RunRequest.now(), Lab.MINUTES);
    extraction.run(RunRequest.now(), Lab.MINUTES);
    extraction.run(RunRequest.now(), Lab.MINUTES);

    assertThat(lab.spotify.requests)
        .filteredOn(request -> request.line().equals(TOKEN))
        .extracting(StubSpotify.Request::body)
        .containsExactly(
            "grant_type=refresh_token&refresh_token=" + Lab.REFRESH_TOKEN,
            "grant_type=refresh_token&refresh_token=rotated",
            "grant_type=refresh_token&refresh_token=rotated");
  }

  @Test
  void theSecretGoesToTheAccountsHostAndTheTokenToTheApiAlone() {
    try (StubSpotify accounts = new StubSpotify()) {
      lab.environment.put("SPOTIFY_ACCOUNTS_URL", accounts.url());
      lab.environment.put("PLAYLIST_IDS", A);
      lab.playlist(A, json(ONE));

      assertThat(lab.run().stored()).isEqualTo(1);

      assertThat(accounts.requests)
          .extracting(request -> request.header("Authorization"))
          .singleElement()
          .asString()
          .startsWith("Basic ");
      assertThat(lab.spotify.requests)
          .extracting(request -> request.header("Authorization"))
          .containsExactly("Bearer " + StubSpotify.ACCESS_TOKEN);
    }
  }

  @Test
  void aWrongTimeIsRefused() {
    assertThatThrownBy(() -> handle(Map.of("time", "yesterday")))
        .hasMessage(
            "the event's time is wrong: \"yesterday\": want an instant like 2026-11-21T06:00:00Z");
  }

  @Test
  void theSameAnswersGiveTheSameBytes() {
    lab.playlist(A, json(ONE));

    lab.run();
    byte[] first = lab.stored.getOrDefault(Lab.key(A), new byte[0]);
    lab.run();

    assertThat(lab.stored.get(Lab.key(A))).isEqualTo(first);
    assertThat(new String(first, 0, 10, StandardCharsets.ISO_8859_1))
        .isEqualTo("\u001f\u008b\b\0\0\0\0\0\0\u00ff");
  }

  private ExtractReport handle(@Nullable Map<String, Object> event) {
    return new ExtractHandler(lab.extraction()).handleRequest(event, new LoggingContext(log));
  }
}
