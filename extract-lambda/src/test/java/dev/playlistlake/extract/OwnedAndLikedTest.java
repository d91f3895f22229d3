package dev.playlistlake.extract;

import static dev.playlistlake.extract.ExtractHarness.A;
import static dev.playlistlake.extract.ExtractHarness.B;
import static dev.playlistlake.extract.ExtractHarness.C;
import static dev.playlistlake.extract.spotify.FakeSpotify.error;
import static dev.playlistlake.extract.spotify.FakeSpotify.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.playlistlake.extract.PlaylistReport.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// `owned` and `liked`, and playlists that change during the reading.
class OwnedAndLikedTest {
  private static final String ONE = "{\"items\":{\"items\":[1]}}";
  private static final String MINE = "GET /v1/me/playlists?limit=50";
  private static final String D = "dddddddddddddddddddddd";

  private final ExtractHarness harness = new ExtractHarness("owned");

  @AfterEach
  void close() {
    harness.close();
  }

  @Test
  void ownedSelectsPlaylistsThatTheUserOwnsOrCollaboratesOn() {
    String next = harness.spotify.url() + "/more?offset=50";
    harness
        .spotify
        .on("GET /v1/me", json("{\"id\":\"me\"}"))
        .on(
            MINE,
            json(
                "{\"items\":[null,%s,%s],\"next\":\"%s\",\"total\":4}"
                    .formatted(listed(B, "me", false), listed(C, "friend", false), next)))
        .on(
            "GET /more?offset=50",
            json(
                "{\"items\":[%s,%s],\"next\":null,\"total\":4}"
                    .formatted(listed(A, "friend", true), listed(D, "me", false))));
    harness.playlist(A, json(ONE)).playlist(B, json(ONE)).playlist(D, json(ONE));
    harness.environment.put("PLAYLIST_IDS", "owned," + D);

    ExtractReport report = harness.run();

    assertThat(report.playlists()).extracting(PlaylistReport::playlist).containsExactly(D, B, A);
    assertThat(report.stored()).isEqualTo(3);
    assertThat(report.requests()).isEqualTo(7);
  }

  @Test
  void storesTheNamedPlaylistsIfTheListCannotBeRead() {
    harness.environment.put("PLAYLIST_IDS", "owned," + A);
    harness.playlist(A, json(ONE));
    harness
        .spotify
        .on("GET /v1/me", json("{\"id\":\"me\"}"))
        .on(MINE, error(403, "Insufficient client scope"));

    ExtractReport report = harness.run();

    assertThat(report.playlists())
        .extracting(PlaylistReport::playlist, PlaylistReport::status)
        .containsExactly(tuple("owned", Status.FAILED_FINAL), tuple(A, Status.STORED));
    assertThat(report.playlists().getFirst().reason().replace(harness.spotify.url(), "API"))
        .isEqualTo(
            "owned: 403 at GET API/v1/me/playlists?limit=50: \"Insufficient client scope\". Likely"
                + " causes: (1) the login lacks a scope (playlist-read-private"
                + " playlist-read-collaborative); (2) the user is not on the app's allowlist (User"
                + " Management in Spotify's dashboard); (3) the Premium subscription of the app's"
                + " owner has ended; (4) the app may not use this endpoint. If a scope is missing,"
                + " log in again: set another SPOTIFY_REFRESH_TOKEN");
  }

  @Test
  void skipsAListedPlaylistWithAnInvalidIdAndWarns() {
    harness
        .spotify
        .on("GET /v1/me", json("{\"id\":\"me\"}"))
        .on(MINE, json("{\"items\":[" + listed("../etc", "me", false) + "]}"));

    ExtractReport report = harness.run();

    assertThat(report.playlists()).isEmpty();
    assertThat(report.warnings())
        .satisfiesExactly(
            skipped ->
                assertThat(skipped)
                    .startsWith("owned: a playlist is skipped because \"../etc\" is n"),
            none ->
                assertThat(none)
                    .isEqualTo(
                        "owned: Spotify lists no playlist that the logged-in user owns or"
                            + " collaborates on. Check that you logged in with the right"
                            + " account."));
  }

  @Test
  void storesLikedSongsAsSentWithoutAnInventedPlaylist() {
    harness.environment.put("PLAYLIST_IDS", "liked");
    String next = harness.spotify.url() + "/v1/me/tracks?offset=50&limit=50";
    String first = "{\"items\":[{\"track\":{}}], \"next\":\"" + next + "\"}";
    harness
        .spotify
        .on("GET /v1/me/tracks?limit=50", json(first))
        .on("GET /v1/me/tracks?offset=50&limit=50", json("{\"items\":[{}],\"next\":null}"));

    assertThat(harness.runOne())
        .isEqualTo(
            new PlaylistReport(
                "liked", Status.STORED, "", 2, 2, false, 0, ExtractHarness.key("liked")));
    assertThat(harness.storedText("liked"))
        .isEqualTo(
            """
            {"schema": "playlist-snapshot/1",
             "extracted_at": "2026-11-21T06:00:03Z",
             "playlist": {"id": "liked"},
             "pages": [%s,
            {"items":[{}],"next":null}]}
            """
                .formatted(first));
  }

  @Test
  void aForbiddenPageOfLikedSongsHasNoFallbackUrl() {
    harness.environment.put("PLAYLIST_IDS", "liked");
    harness.spotify.on("GET /v1/me/tracks?limit=50", error(403, "Insufficient client scope"));

    assertThat(harness.reason())
        .startsWith("liked: 403 at GET API/v1/me/tracks?limit=50: ")
        .contains("(1) the login lacks a scope (user-library-read)");
    assertThat(harness.spotify.requests).hasSize(2);
  }

  @Test
  void readsAPlaylistAgainIfItsTotalChanges() {
    harness.environment.put("PLAYLIST_IDS", A);
    harness.playlist(A, json(first(2)), json(first(3)));
    harness.spotify.on("GET /p?offset=1", json("{\"items\":[2,3],\"total\":3,\"next\":null}"));

    PlaylistReport report = harness.runOne();

    assertThat(report)
        .isEqualTo(new PlaylistReport(A, Status.STORED, "", 4, 3, false, 0, ExtractHarness.key(A)));
    assertThat(harness.storedText(A)).contains("\"total\":3").doesNotContain("\"total\":2");
  }

  @Test
  void storesTheThirdReadingOfAChangingPlaylistAndReportsIt() {
    harness.environment.put("PLAYLIST_IDS", A);
    harness.playlist(A, json(first(2)), json(first(3)), json(first(4)));
    String more =
        "{\"items\":[2],\"total\":9,\"next\":\"" + harness.spotify.url() + "/q?offset=2\"}";
    harness
        .spotify
        .on("GET /p?offset=1", json(more))
        .on("GET /q?offset=2", json("{\"items\":[3],\"total\":9,\"next\":null}"));

    ExtractReport report = harness.run();

    assertThat(report.playlists().getFirst())
        .isEqualTo(new PlaylistReport(A, Status.STORED, "", 7, 3, true, 0, ExtractHarness.key(A)));
    assertThat(ReportLine.format(report)).contains("\"entries\":3,\"unsettled\":true,");
  }

  private String first(int total) {
    return "{\"items\":{\"items\":[1],\"total\":%d,\"next\":\"%s/p?offset=1\"}}"
        .formatted(total, harness.spotify.url());
  }

  private static String listed(String id, String owner, boolean collaborative) {
    return "{\"collaborative\":%s,\"id\":\"%s\",\"owner\":{\"id\":\"%s\"},\"items\":{\"total\":1}}"
        .formatted(collaborative, id, owner);
  }
}
