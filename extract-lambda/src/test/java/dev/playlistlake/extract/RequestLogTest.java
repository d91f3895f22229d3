package dev.playlistlake.extract;

import static dev.playlistlake.extract.ExtractHarness.A;
import static dev.playlistlake.extract.spotify.FakeSpotify.error;
import static dev.playlistlake.extract.spotify.FakeSpotify.json;
import static dev.playlistlake.extract.spotify.FakeSpotify.reply;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The lines that a run logs at each log level.
class RequestLogTest {
  private static final String TOKEN = "DEBUG: POST API/api/token: ";
  private static final String PLAYLIST = "DEBUG: GET API/v1/playlists/" + A + ": ";

  private final ExtractHarness harness = new ExtractHarness(A);
  private final StringBuilder log = new StringBuilder();

  @AfterEach
  void close() {
    harness.close();
  }

  @Test
  void debugLogsOutcomeTimeAndWaitOfEachRequest() {
    harness.playlist(
        A,
        error(500, "Server error"),
        error(429, "API rate limit exceeded", "Retry-After", "7"),
        json("no JSON"),
        json("{\"items\":{\"items\":[]}}"));

    assertThat(linesAt("DEBUG"))
        .startsWith(
            TOKEN + "2xx in 0 ms, attempt 1, waited 0 ms",
            PLAYLIST + "500 in 0 ms, attempt 1, waited 0 ms",
            PLAYLIST + "429 in 0 ms, attempt 2, waited 500 ms",
            PLAYLIST
                + "the response is not one JSON object (error at character 0 of 7) in 0 ms, attempt"
                + " 3, waited 7000 ms",
            PLAYLIST + "2xx in 0 ms, attempt 4, waited 1000 ms")
        .last()
        .asString()
        .startsWith("{\"snapshot_date\":");
  }

  @Test
  void debugLogsTheReasonOfAnErrorAfterItsStatus() {
    harness.playlist(
        A,
        reply(
            429, "{\"error\":{\"status\":429,\"message\":\"no\",\"reason\":\"QUOTA_EXCEEDED\"}}"));

    assertThat(linesAt("DEBUG"))
        .contains(PLAYLIST + "429 QUOTA_EXCEEDED in 0 ms, attempt 1, waited 0 ms");
  }

  @ParameterizedTest
  @ValueSource(strings = {"INFO", "WARN", ""})
  void otherLevelsLogOnlyTheWarningsAndTheReport(String level) {
    harness.environment.put("SPOTIFY_AUTHORIZED_AT", "2026-06-01T06:00:00Z");
    harness.playlist(A, json("{\"items\":{\"items\":[]}}"));

    List<String> lines = linesAt(level);

    assertThat(lines).hasSize(2);
    assertThat(lines.get(0)).startsWith("WARNING: ");
    assertThat(lines.get(1)).startsWith("{\"snapshot_date\":");
  }

  private List<String> linesAt(String level) {
    harness.environment.put("LOG_LEVEL", level);
    new ExtractHandler(harness.extraction()).handleRequest(Map.of(), new LoggingContext(log));
    return log.toString().replace(harness.spotify.url(), "API").lines().toList();
  }
}
