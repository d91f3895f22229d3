package dev.playlistlake.extract;

import static dev.playlistlake.extract.Lab.A;
import static dev.playlistlake.extract.StubSpotify.TOKEN;
import static dev.playlistlake.extract.StubSpotify.json;
import static dev.playlistlake.extract.StubSpotify.part;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.playlistlake.extract.PlaylistReport.Status;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import org.apache.hc.core5.http.Header;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SilenceTest {
  private final Lab lab = new Lab(A);

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void aServerThatSaysNothingIsGivenUp() {
    lab.spotify.on("GET /x", _ -> {});
    assertGivenUp();
  }

  @Test
  void aServerThatFallsSilentInTheMiddleIsGivenUp() {
    lab.spotify.on("GET /x", part("{\"items\":", false));
    assertGivenUp();
  }

  @Test
  void aServerThatIsNotThereIsGivenUp() {
    lab.close();

    assertThat(lab.runOne().status()).isEqualTo(Status.FAILED_RETRYABLE);
    assertThat(lab.waits).hasSize(3);
  }

  @Test
  void whatTheTokenTookIsNotGivenToThePlaylistsAgain() {
    lab.spotify.on(
        TOKEN,
        exchange -> {
          lab.nanos.addAndGet(Duration.ofMillis(9_700).toNanos());
          json("{\"access_token\":\"late\"}").send(exchange);
        });
    lab.playlist(A, _ -> {});

    assertThat(reasonInTime(lab.outside(), Duration.ofSeconds(10))).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {TOKEN, "GET /v1/me"})
  void noRequestOutlastsTheRunThatSentIt(String silent) {
    lab.environment.put("PLAYLIST_IDS", "owned");
    lab.environment.put("SPOTIFY_TIMEOUT_SECONDS", "8");
    lab.spotify.on(silent, _ -> {});

    assertThat(reasonInTime(Outside.real(lab.clock), Duration.ofMillis(600)))
        .isEqualTo(
            "the time that this run was given is over: a retry goes on with what is missing");
  }

  private String reasonInTime(Outside outside, Duration time) {
    long start = System.nanoTime();
    ExtractReport report =
        new Extraction(Settings.of(lab.environment), lab.credentials(), lab.store, outside)
            .run(RunRequest.now(), time);

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    assertThat(report.failedRetryable()).isEqualTo(1);
    return report.playlists().getFirst().reason();
  }

  @Test
  void anInterruptedWaitEndsTheRun() {
    Outside outside =
        new Outside(
            Clock.systemUTC(),
            () -> 0,
            _ -> {
              throw new InterruptedException();
            },
            () -> 0.5);
    lab.playlist(A, StubSpotify.error(500, "Server error"));

    ExtractReport report =
        new Extraction(Settings.of(lab.environment), lab.credentials(), lab.store, outside)
            .run(RunRequest.now(), Lab.MINUTES);

    assertThat(report.playlists().getFirst().reason())
        .isEqualTo("interrupted while waiting for Spotify");
    assertThat(report.failedRetryable()).isEqualTo(1);
  }

  private void assertGivenUp() {
    URI stub = URI.create(lab.spotify.url());
    Duration patience = Duration.ofMillis(100);
    SpotifyHttp http =
        new SpotifyHttp(
            new Endpoints(stub, stub),
            new Patience(patience, patience, new Backoff(1, Duration.ZERO)),
            Clock.systemUTC());

    assertThatThrownBy(() -> http.get(stub.resolve("/x"), new Header[0]))
        .isInstanceOf(IOException.class)
        .hasMessage("no whole answer within 100 ms");
  }
}
