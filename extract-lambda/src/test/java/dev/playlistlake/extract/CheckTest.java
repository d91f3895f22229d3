package dev.playlistlake.extract;

import static dev.playlistlake.extract.Lab.A;
import static dev.playlistlake.extract.Lab.B;
import static dev.playlistlake.extract.StubSpotify.TOKEN;
import static dev.playlistlake.extract.StubSpotify.error;
import static dev.playlistlake.extract.StubSpotify.json;
import static dev.playlistlake.extract.StubSpotify.reply;
import static org.assertj.core.api.Assertions.assertThat;

import dev.playlistlake.extract.CheckReport.PlaylistCheck;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CheckTest {
  private final Lab lab = new Lab(A, B, "liked");

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void eachPlaylistIsAskedForOnceAndNothingIsStored() {
    String next = lab.spotify.url() + "/p";
    lab.playlist(
            A,
            json(
                "{\"name\":\"Mine\",\"items\":{\"items\":[],\"total\":7,\"next\":\"%s\"}}"
                    .formatted(next)))
        .playlist(B, error(404, "Resource not found"));
    lab.spotify.on("GET /v1/me/tracks?limit=50", json("{\"items\":[],\"total\":130}"));

    CheckReport report = lab.extraction(lab.store, new MemoryCredentials()).check();

    assertThat(report.isGood()).isFalse();
    assertThat(report.problem()).isEmpty();
    assertThat(report.requests()).isEqualTo(4);
    assertThat(report.refreshTokenDaysLeft()).isEqualTo(181);
    assertThat(report.playlists()).first().isEqualTo(new PlaylistCheck(A, "Mine", "7", ""));
    assertThat(report.playlists().get(1).problem()).startsWith("playlist " + B + ": 404 at GET");
    assertThat(report.playlists())
        .last()
        .isEqualTo(new PlaylistCheck("liked", "Liked Songs", "130", ""));
    assertThat(lab.stored).isEmpty();
    assertThat(lab.store.states).isEmpty();
  }

  @Test
  void withoutATokenNoPlaylistIsAskedFor() {
    lab.spotify.on(TOKEN, reply(400, "{\"error\":\"invalid_client\"}"));

    CheckReport report = lab.extraction().check();

    assertThat(report.problem()).startsWith("Spotify doesn't know this client id");
    assertThat(report.playlists()).isEmpty();
    assertThat(report.requests()).isEqualTo(1);
  }

  @Test
  void aBlockStopsTheCheckToo() {
    lab.playlist(A, error(429, "Slow down", "Retry-After", "3600"));

    CheckReport report = lab.extraction().check();

    assertThat(report.requests()).isEqualTo(2);
    assertThat(report.playlists())
        .allMatch(check -> check.problem().startsWith("Spotify takes no more requests for now"));
  }

  @Test
  void ownedPlaylistsAreFoundFirst() {
    lab.environment.put("PLAYLIST_IDS", "owned");
    lab.spotify
        .on("GET /v1/me", json("{\"id\":\"me\"}"))
        .on(
            "GET /v1/me/playlists?limit=50",
            json("{\"items\":[{\"id\":\"" + A + "\",\"owner\":{\"id\":\"me\"}}]}"));
    lab.playlist(A, json("{\"items\":{\"items\":[]}}"));

    CheckReport report = lab.extraction().check();

    assertThat(report.isGood()).isTrue();
    assertThat(report.playlists()).containsExactly(new PlaylistCheck(A, "", "", ""));
  }
}
