package dev.playlistlake.extract;

import static dev.playlistlake.extract.ExtractHarness.A;
import static dev.playlistlake.extract.ExtractHarness.B;
import static dev.playlistlake.extract.spotify.FakeSpotify.TOKEN;
import static dev.playlistlake.extract.spotify.FakeSpotify.error;
import static dev.playlistlake.extract.spotify.FakeSpotify.json;
import static dev.playlistlake.extract.spotify.FakeSpotify.reply;
import static org.assertj.core.api.Assertions.assertThat;

import dev.playlistlake.extract.ExtractCheck.PlaylistCheck;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExtractCheckTest {
  private final ExtractHarness harness = new ExtractHarness(A, B, "liked");

  @AfterEach
  void close() {
    harness.close();
  }

  @Test
  void requestsEachPlaylistOnceAndStoresNothing() {
    String next = harness.spotify.url() + "/p";
    harness
        .playlist(
            A,
            json(
                "{\"name\":\"Mine\",\"items\":{\"items\":[],\"total\":7,\"next\":\"%s\"}}"
                    .formatted(next)))
        .playlist(B, error(404, "Resource not found"));
    harness.spotify.on("GET /v1/me/tracks?limit=50", json("{\"items\":[],\"total\":130}"));

    ExtractCheck.Report report = harness.extraction(new FakeCredentialStore()).check();

    assertThat(report.isGood()).isFalse();
    assertThat(report.error()).isEmpty();
    assertThat(report.requests()).isEqualTo(4);
    assertThat(report.refreshTokenDaysLeft()).isEqualTo(181);
    assertThat(report.playlists()).first().isEqualTo(new PlaylistCheck(A, "Mine", "7", ""));
    assertThat(report.playlists().get(1).error()).startsWith("playlist " + B + ": 404 at GET");
    assertThat(report.playlists())
        .last()
        .isEqualTo(new PlaylistCheck("liked", "Liked Songs", "130", ""));
    assertThat(harness.s3.objects).isEmpty();
  }

  @Test
  void requestsNoPlaylistWithoutAToken() {
    harness.spotify.on(TOKEN, reply(400, "{\"error\":\"invalid_client\"}"));

    ExtractCheck.Report report = harness.extraction().check();

    assertThat(report.error()).startsWith("Spotify does not accept the client ID");
    assertThat(report.playlists()).isEmpty();
    assertThat(report.requests()).isEqualTo(1);
  }

  @Test
  void aBlockStopsTheCheck() {
    harness.playlist(A, error(429, "Slow down", "Retry-After", "3600"));

    ExtractCheck.Report report = harness.extraction().check();

    assertThat(report.requests()).isEqualTo(2);
    assertThat(report.playlists())
        .allMatch(check -> check.error().startsWith("Spotify is rate-limiting this app (429 "));
  }

  @Test
  void findsOwnedPlaylistsFirst() {
    harness.environment.put("PLAYLIST_IDS", "owned");
    harness
        .spotify
        .on("GET /v1/me", json("{\"id\":\"me\"}"))
        .on(
            "GET /v1/me/playlists?limit=50",
            json("{\"items\":[{\"id\":\"" + A + "\",\"owner\":{\"id\":\"me\"}}]}"));
    harness.playlist(A, json("{\"items\":{\"items\":[]}}"));

    ExtractCheck.Report report = harness.extraction().check();

    assertThat(report.isGood()).isTrue();
    assertThat(report.playlists()).containsExactly(new PlaylistCheck(A, "", "", ""));
  }
}
