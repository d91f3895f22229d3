package dev.playlistlake.extract;

import static dev.playlistlake.extract.spotify.FakeSpotify.TOKEN;
import static dev.playlistlake.extract.spotify.FakeSpotify.error;
import static dev.playlistlake.extract.spotify.FakeSpotify.json;
import static dev.playlistlake.extract.spotify.FakeSpotify.reply;
import static org.assertj.core.api.Assertions.assertThat;

import dev.playlistlake.extract.PlaylistReport.Status;
import dev.playlistlake.extract.spotify.FakeSpotify;
import dev.playlistlake.extract.spotify.Platform;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Playlists that are read at the same time.
class ConcurrentPlaylistsTest {
  private static final String ONE = "{\"items\":{\"items\":[1]}}";
  private static final List<String> IDS =
      IntStream.range(0, 12).mapToObj("%022d"::formatted).toList();

  private final ExtractHarness harness = new ExtractHarness(IDS.toArray(String[]::new));

  ConcurrentPlaylistsTest() {
    harness.environment.put("SPOTIFY_CONCURRENCY", "4");
    IDS.forEach(id -> harness.playlist(id, json(ONE)));
  }

  @AfterEach
  void close() {
    harness.close();
  }

  @Test
  void readsAsManyPlaylistsAtTheSameTimeAsConfigured() {
    CountDownLatch four = new CountDownLatch(4);
    for (String id : IDS) {
      harness.playlist(
          id,
          exchange -> {
            four.countDown();
            boolean together = await(four);
            (together ? json(ONE) : reply(404, "")).send(exchange);
          });
    }

    ExtractReport report = harness.run();

    assertThat(report.stored()).isEqualTo(12);
    assertThat(report.playlists()).extracting(PlaylistReport::playlist).isEqualTo(IDS);
  }

  @Test
  void allPlaylistsShareOneRenewalOfAnExpiredToken() {
    CountDownLatch four = new CountDownLatch(4);
    harness.spotify.on(
        TOKEN, json("{\"access_token\":\"old\"}"), json("{\"access_token\":\"new\"}"));
    for (String id : IDS) {
      harness.playlist(
          id,
          exchange -> {
            boolean old = exchange.getRequestHeaders().getFirst("Authorization").endsWith("old");
            four.countDown();
            await(four);
            (old ? error(401, "The access token expired") : json(ONE)).send(exchange);
          });
    }

    ExtractReport report = harness.run();

    assertThat(report.stored()).isEqualTo(12);
    assertThat(harness.spotify.lines()).filteredOn(TOKEN::equals).hasSize(2);
  }

  @Test
  void aBlockStopsAllPlaylistsAndOneReportsIt() {
    respondTogether(error(429, "Slow down", "Retry-After", "3600"));

    ExtractReport report = harness.run();

    assertThat(report.failedFinal()).isEqualTo(1);
    assertThat(report.skipped()).isEqualTo(11);
    assertThat(report.requests()).isEqualTo(5);
    assertThat(harness.spotify.requests).hasSize(5);
  }

  @Test
  void oneThreadRepeatsARejectedRequestForAllThreads() {
    respondTogether(error(429, "Slow down", "Retry-After", "0"));

    ExtractReport report = harness.run();

    assertThat(report.quotaStop()).isEqualTo(1);
    assertThat(report.failedFinal()).isEqualTo(1);
    assertThat(report.skipped()).isEqualTo(11);
    // The token, four requests at the same time, and four more.
    assertThat(harness.spotify.requests).hasSize(9);
  }

  @Test
  void allThreadsContinueAfterARateLimit() {
    respondTogether(error(429, "Slow down", "Retry-After", "0"), json(ONE));

    assertThat(harness.run().stored()).isEqualTo(12);
  }

  @Test
  void reportsAPlaylistThatIsNotCompleteAtTheDeadline() {
    CountDownLatch never = new CountDownLatch(1);
    harness.playlist(IDS.getFirst(), _ -> await(never));

    Platform platform = Platform.system(harness.clock);
    ExtractReport report =
        harness.extraction(platform).run(ExtractRequest.now(), Duration.ofMillis(900));
    never.countDown();

    assertThat(report.playlists().getFirst())
        .returns(Status.FAILED_RETRYABLE, PlaylistReport::status)
        .returns(
            "the run reached its time limit. A retry reads the missing playlists.",
            PlaylistReport::reason)
        .returns(1, PlaylistReport::requests);
    assertThat(report.requests()).isEqualTo(harness.spotify.requests.size());
    assertThat(report.failedRetryable()).isPositive();
  }

  /// Each playlist responds to its first request when four requests have arrived.
  ///
  /// @param later the responses after the first one; without them the first one is repeated
  private void respondTogether(FakeSpotify.Reply first, FakeSpotify.Reply... later) {
    CountDownLatch four = new CountDownLatch(4);
    FakeSpotify.Reply together =
        exchange -> {
          four.countDown();
          await(four);
          first.send(exchange);
        };
    for (String id : IDS) {
      harness.playlist(
          id,
          Stream.concat(Stream.of(together), Stream.of(later)).toArray(FakeSpotify.Reply[]::new));
    }
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
