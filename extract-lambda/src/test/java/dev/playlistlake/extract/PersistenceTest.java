package dev.playlistlake.extract;

import static dev.playlistlake.extract.Lab.A;
import static dev.playlistlake.extract.Lab.B;
import static dev.playlistlake.extract.StubSpotify.TOKEN;
import static dev.playlistlake.extract.StubSpotify.bytes;
import static dev.playlistlake.extract.StubSpotify.error;
import static dev.playlistlake.extract.StubSpotify.json;
import static dev.playlistlake.extract.StubSpotify.part;
import static dev.playlistlake.extract.StubSpotify.reply;
import static org.assertj.core.api.Assertions.assertThat;

import dev.playlistlake.extract.PlaylistReport.Status;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PersistenceTest {
  private static final String EMPTY = "{\"items\":{\"items\":[]}}";

  private final Lab lab = new Lab(A, B).playlist(B, json(EMPTY));

  @AfterEach
  void close() {
    lab.close();
  }

  static List<StubSpotify.Reply> passing() {
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
  @MethodSource("passing")
  void passingFailuresAreSleptOver(StubSpotify.Reply failure) {
    lab.playlist(A, failure, failure, failure, json(EMPTY));

    assertThat(lab.runOne()).returns(Status.STORED, PlaylistReport::status);
    assertThat(lab.waits)
        .containsExactly(Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(2));
  }

  @Test
  void aFailureThatStaysIsReportedAndTheOtherPlaylistsAreRead() {
    lab.playlist(A, reply(502, "<html>Bad gateway</html>"));

    ExtractReport report = lab.run();

    assertThat(report.playlists().getFirst().reason().replace(lab.spotify.url(), "API"))
        .isEqualTo(
            "Spotify gave no usable answer in 4 attempts, at last 502 at GET API/v1/playlists/"
                + A);
    assertThat(report.playlists())
        .extracting(PlaylistReport::status)
        .containsExactly(Status.FAILED_RETRYABLE, Status.STORED);
    assertThat(lab.stored).containsOnlyKeys(Lab.key(B));
  }

  @Test
  void anAnswerThatStaysBrokenSaysWhatIsWrongWithIt() {
    lab.playlist(A, reply(200, "<html>Sorry</html>"));

    assertThat(lab.reason())
        .isEqualTo(
            "Spotify gave no usable answer in 4 attempts, at last GET API/v1/playlists/"
                + A
                + ": the answer is not one JSON object: character 0 of 18 is wrong"
                + " (it looks like HTML)");
  }

  @Test
  void aShortRetryAfterIsWaitedFor() {
    lab.playlist(A, error(429, "Slow down", "Retry-After", "7"), json(EMPTY));

    assertThat(lab.run().stored()).isEqualTo(2);
    assertThat(lab.waits).containsExactly(Duration.ofSeconds(7));
  }

  @Test
  void aRetryAfterMayBeADate() {
    lab.playlist(
        A, error(429, "Slow down", "Retry-After", "Sat, 21 Nov 2026 06:00:13 GMT"), json(EMPTY));

    assertThat(lab.run().stored()).isEqualTo(2);
    assertThat(lab.waits).containsExactly(Duration.ofMillis(9_013));
  }

  @Test
  void aMissingRetryAfterIsTheRateWindow() {
    lab.playlist(A, error(429, "Slow down"), json(EMPTY));

    assertThat(lab.run().stored()).isEqualTo(2);
    assertThat(lab.waits).containsExactly(Duration.ofSeconds(30));
  }

  @Test
  void aRetryAfterOfNothingStillCannotGoOnForEver() {
    lab.playlist(A, error(429, "Slow down", "Retry-After", "0"));

    assertThat(lab.runOne().status()).isEqualTo(Status.FAILED_RETRYABLE);
    assertThat(lab.waits).hasSize(60).containsOnly(Duration.ofSeconds(1));
  }

  @Test
  void aLongRetryAfterEndsTheRunAndKeepsWhatIsStored() {
    lab.environment.put("PLAYLIST_IDS", B + "," + A + "," + Lab.C);
    lab.playlist(A, error(429, "Slow down", "Retry-After", "3600"));

    ExtractReport report = lab.run();

    assertThat(report.playlists())
        .extracting(PlaylistReport::status)
        .containsExactly(Status.STORED, Status.FAILED_FINAL, Status.SKIPPED);
    assertThat(report.playlists().get(1).reason().replace(lab.spotify.url(), "API"))
        .isEqualTo(
            "Spotify takes no more requests for now (429 at GET API/v1/playlists/"
                + A
                + ": \"Slow down\"), and 60 s of waiting are left to this run: what is stored"
                + " stays; run again not before 2026-11-21T07:00:03Z");
    assertThat(lab.waits).isEmpty();
    assertThat(lab.spotify.requests).hasSize(3);
  }

  @Test
  void anEmptiedQuotaEndsTheRunHoweverShortTheWaitSeems() {
    lab.playlist(
        A, reply(429, "{\"error\":{\"message\":\"Quota\",\"reason\":\"QUOTA_EXCEEDED\"}}"));

    assertThat(lab.reason())
        .isEqualTo(
            "Spotify takes no more requests for now (429 QUOTA_EXCEEDED at GET API/v1/playlists/"
                + A
                + ": \"Quota\"), and 60 s of waiting are left to this run: what is stored stays;"
                + " run again not before 2026-11-21T18:00:03Z (Spotify doesn't say when)");
    assertThat(lab.waits).isEmpty();
  }

  @Test
  void withoutATokenTheRunEnds() {
    lab.spotify.on(TOKEN, reply(503, "upstream connect error"));

    ExtractReport report = lab.run();

    assertThat(report.playlists())
        .extracting(PlaylistReport::status)
        .containsExactly(Status.FAILED_RETRYABLE, Status.SKIPPED);
    assertThat(report.requests()).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"access_token\":1}", "{\"access_token\":\"a\\nb\"}"})
  void aTokenAnswerWithoutAUsableTokenIsAFailureThatDoesNotShowIt(String answer) {
    lab.spotify.on(TOKEN, json(answer));

    assertThat(lab.reason())
        .isEqualTo("the answer of POST API/api/token has no access_token of printable characters");
  }
}
