package dev.playlistlake.extract;

import static dev.playlistlake.extract.ExtractHarness.A;
import static dev.playlistlake.extract.spotify.FakeSpotify.TOKEN;
import static dev.playlistlake.extract.spotify.FakeSpotify.json;
import static dev.playlistlake.extract.spotify.FakeSpotify.part;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.playlistlake.extract.PlaylistReport.Status;
import dev.playlistlake.extract.spotify.Endpoints;
import dev.playlistlake.extract.spotify.FakeSpotify;
import dev.playlistlake.extract.spotify.Platform;
import dev.playlistlake.extract.spotify.SpotifyHttp;
import dev.playlistlake.extract.spotify.Timeouts;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import org.apache.hc.core5.http.Header;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnresponsiveSpotifyTest {
  private final ExtractHarness harness = new ExtractHarness(A);

  @AfterEach
  void close() {
    harness.close();
  }

  @Test
  void timesOutIfTheServerSendsNothing() {
    harness.spotify.on("GET /x", _ -> {});
    assertTimeout();
  }

  @Test
  void timesOutIfTheServerStopsInTheMiddle() {
    harness.spotify.on("GET /x", part("{\"items\":", false));
    assertTimeout();
  }

  @Test
  void retriesIfNoServerListens() {
    harness.close();

    assertThat(harness.runOne().status()).isEqualTo(Status.FAILED_RETRYABLE);
    assertThat(harness.waits).hasSize(3);
  }

  @Test
  void theTokenRequestReducesTheTimeForThePlaylists() {
    harness.spotify.on(
        TOKEN,
        exchange -> {
          harness.nanos.addAndGet(Duration.ofMillis(9_700).toNanos());
          json("{\"access_token\":\"late\"}").send(exchange);
        });
    harness.playlist(A, _ -> {});

    assertThat(reasonInTime(harness.platform(), Duration.ofSeconds(10))).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {TOKEN, "GET /v1/me"})
  void noRequestTakesLongerThanTheRun(String silent) {
    harness.environment.put("PLAYLIST_IDS", "owned");
    harness.environment.put("SPOTIFY_TIMEOUT_SECONDS", "8");
    harness.spotify.on(silent, _ -> {});

    assertThat(reasonInTime(Platform.system(harness.clock), Duration.ofMillis(600)))
        .isEqualTo("the run reached its time limit. A retry reads the missing playlists.");
  }

  private String reasonInTime(Platform platform, Duration time) {
    long start = System.nanoTime();
    ExtractReport report = harness.extraction(platform).run(ExtractRequest.now(), time);

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    assertThat(report.failedRetryable()).isEqualTo(1);
    return report.playlists().getFirst().reason();
  }

  @Test
  void anInterruptedWaitEndsTheRun() {
    Platform platform =
        new Platform(
            Clock.systemUTC(),
            () -> 0,
            _ -> {
              throw new InterruptedException();
            },
            () -> 0.5);
    harness.playlist(A, FakeSpotify.error(500, "Server error"));

    ExtractReport report =
        harness.extraction(platform).run(ExtractRequest.now(), ExtractHarness.MINUTES);

    assertThat(report.playlists().getFirst().reason())
        .isEqualTo("interrupted while waiting for Spotify");
    assertThat(report.failedRetryable()).isEqualTo(1);
  }

  private void assertTimeout() {
    URI fake = URI.create(harness.spotify.url());
    Duration timeout = Duration.ofMillis(100);
    SpotifyHttp http =
        new SpotifyHttp(
            new Endpoints(fake, fake), new Timeouts(timeout, timeout), Clock.systemUTC());

    assertThatThrownBy(() -> http.get(fake.resolve("/x"), new Header[0]))
        .isInstanceOf(IOException.class)
        .hasMessage("no complete response within 100 ms");
  }
}
