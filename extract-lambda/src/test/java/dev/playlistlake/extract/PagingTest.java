package dev.playlistlake.extract;

import static dev.playlistlake.extract.ExtractHarness.A;
import static dev.playlistlake.extract.spotify.FakeSpotify.error;
import static dev.playlistlake.extract.spotify.FakeSpotify.gzipped;
import static dev.playlistlake.extract.spotify.FakeSpotify.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.playlistlake.extract.PlaylistReport.Status;
import dev.playlistlake.extract.spotify.FakeSpotify;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PagingTest {
  private final ExtractHarness harness = new ExtractHarness(A);

  @AfterEach
  void close() {
    harness.close();
  }

  @Test
  void storesAPlaylistOfOnePageAsSentWithOneRequest() {
    harness.playlist(
        A, json("{\"id\": \"" + A + "\", \"items\": {\"items\": [{}, 1.0e3], \"next\": null} }"));

    PlaylistReport report = harness.runOne();

    assertThat(harness.storedText(A))
        .isEqualTo(
            """
            {"schema": "playlist-snapshot/1",
             "extracted_at": "2026-11-21T06:00:03Z",
             "playlist": {"id": "%s" },
             "pages": [{"items": [{}, 1.0e3], "next": null}]}
            """
                .formatted(A));
    assertThat(harness.spotify.lines())
        .containsExactly(
            FakeSpotify.TOKEN, "GET /v1/playlists/" + A + "?additional_types=track%2Cepisode");
    assertThat(report)
        .isEqualTo(new PlaylistReport(A, Status.STORED, "", 1, 2, false, 0, ExtractHarness.key(A)));
  }

  @Test
  void aNextOfAnotherTypeIsAnError() {
    harness.playlist(
        A, json("{\"id\":\"" + A + "\",\"items\":{\"items\":[1],\"total\":2000,\"next\":7}}"));

    PlaylistReport report = harness.runOne();

    assertThat(report.status()).isEqualTo(Status.FAILED_RETRYABLE);
    assertThat(report.reason()).isEqualTo("playlist " + A + ": next is neither a URL nor null");
  }

  @Test
  void doesNotStoreAnIncompletePlaylist() {
    harness.playlist(A, json("{\"id\":\"" + A + "\",\"items\":{\"items\":[1],\"total\":2000}}"));

    PlaylistReport report = harness.runOne();

    assertThat(report.status()).isEqualTo(Status.FAILED_RETRYABLE);
    assertThat(report.reason())
        .isEqualTo("playlist " + A + ": received 1 of 2000 entries, and the last page has no next");
  }

  @Test
  void followsTheExactUrlOfEachPageToTheLast() {
    harness.playlist(A, json(playlistWith("/p?offset=1&limit=1&additional_types=track,episode")));
    on("/p?offset=1&limit=1&additional_types=track,episode", gzipped(page("/q?o=%2C", "2")));
    on("/q?o=%2C", json("{\"items\":[3]}"));

    PlaylistReport report = harness.runOne();

    assertThat(harness.storedText(A)).contains(page("/q?o=%2C", "2") + ",\n{\"items\":[3]}]}");
    assertThat(report.entries()).isEqualTo(3);
    assertThat(report.requests()).isEqualTo(3);
    assertThat(harness.spotify.requests.getLast().header("Accept-encoding")).isEqualTo("gzip");
    assertThat(harness.spotify.requests.getLast().header("Authorization"))
        .isEqualTo("Bearer " + FakeSpotify.ACCESS_TOKEN);
  }

  @Test
  void retriesANextWithAnInvalidLimitOnceWithALimitOf50() {
    String invalid = "/v1/playlists/" + A + "/items?offset=100&limit=100";
    String fallback =
        "/v1/playlists/" + A + "/items?limit=50&offset=100&additional_types=track,episode";
    harness.playlist(A, json(playlistWith(invalid)));
    on(invalid, error(400, "Invalid limit"));
    on(fallback, json(page("/last", "2")));
    on("/last", json("{\"items\":[],\"next\":null}"));

    assertThat(harness.runOne().status()).isEqualTo(Status.STORED);
    assertThat(harness.spotify.lines()).endsWith("GET " + invalid, "GET " + fallback, "GET /last");
  }

  @Test
  void retriesANextWithAnOldPathOnceWithTheNewPath() {
    String fallback =
        "/v1/playlists/" + A + "/items?limit=50&offset=1&additional_types=track,episode";
    harness.playlist(A, json(playlistWith("/v1/playlists/" + A + "/tracks")));
    on("/v1/playlists/" + A + "/tracks", error(403, "Forbidden"));
    on(fallback, json("{\"items\":[2],\"next\":null}"));

    assertThat(harness.runOne().entries()).isEqualTo(2);
  }

  @Test
  void usesOnlyOneFallbackUrl() {
    String fallback =
        "/v1/playlists/" + A + "/items?limit=50&offset=1&additional_types=track,episode";
    harness.playlist(A, json(playlistWith("/x/tracks")));
    on("/x/tracks", error(403, "Forbidden"));
    on(fallback, error(400, "Invalid limit"));

    assertThat(harness.reason())
        .isEqualTo(
            "playlist "
                + A
                + ": 400 at GET API"
                + fallback
                + ": \"Invalid limit\"."
                + " A retry does not help. Look up the status in Spotify's Web API documentation.");
    assertThat(harness.stored()).isEmpty();
  }

  @Test
  void sendsNoRequestToANextAtAnotherHost() {
    harness.playlist(
        A, json(playlist("\"https://api.spotify.com/v1/x?access_token=abc&offset=1\"")));

    assertThat(harness.reason())
        .isEqualTo(
            "playlist "
                + A
                + ": next points to https://api.spotify.com/v1/x?offset=1,"
                + " expected a URL of the API at API");
    assertThat(harness.spotify.requests).hasSize(2);
  }

  @Test
  void aNextThatWasAlreadyFollowedIsAnError() {
    harness.playlist(A, json(playlistWith("/p?offset=1")));
    on("/p?offset=1", json(page("/p?offset=1", "2")));

    assertThat(harness.reason())
        .isEqualTo(
            "playlist "
                + A
                + ": next points to API/p?offset=1 for the second time, so the pages form a loop");
    assertThat(harness.stored()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/playlists/bbbbbbbbbbbbbbbbbbbbbb/tracks?offset=1",
        "/v1/playlists/bbbbbbbbbbbbbbbbbbbbbb",
        "/v1/users/me/playlists/bbbbbbbbbbbbbbbbbbbbbb/tracks",
        "/v1/playlists/aaaaaaaaaaaaaaaaaaaaaaa/tracks",
        "/v1/playlists/aaaaaaaaaaaaaaaaaaaaaa/../bbbbbbbbbbbbbbbbbbbbbb/tracks",
        "/v1/me/tracks?offset=50",
        "/v1/albums/aaaaaaaaaaaaaaaaaaaaaa/tracks",
      })
  void aNextIntoAnotherListIsAnError(String next) {
    harness.playlist(A, json(playlistWith(next)));

    assertThat(harness.reason())
        .startsWith("playlist " + A + ": next points to API/v1/")
        .endsWith(", which belongs to another list");
    assertThat(harness.spotify.requests).hasSize(2);
  }

  @Test
  void followsANextWithTheUserInItsPath() {
    String next = "/v1/users/me/playlists/" + A + "/tracks?offset=1";
    harness.playlist(A, json(playlistWith(next)));
    on(next, json("{\"items\":[2],\"next\":null}"));

    assertThat(harness.runOne().entries()).isEqualTo(2);
  }

  @Test
  void anInvalidUrlInNextIsAnErrorThatDoesNotShowTheUrl() {
    harness.playlist(A, json(playlist("\"no url\"")));

    assertThat(harness.reason())
        .isEqualTo(
            "playlist " + A + ": next is not a URL (Illegal character in path at character 2)");
  }

  @Test
  void aPageWithoutEntriesIsAnError() {
    harness.playlist(A, json(playlistWith("/p")));
    on("/p", json("{\"item\":[],\"next\":null}"));

    assertThat(harness.reason())
        .isEqualTo(
            "playlist "
                + A
                + ": the response to GET API/p is not a page, because it has no array items");
    assertThat(harness.stored()).isEmpty();
  }

  @Test
  void aResponseWithAnotherPlaylistIsAnError() {
    harness.playlist(A, json("{\"id\":\"" + ExtractHarness.B + "\",\"items\":{\"items\":[]}}"));

    assertThat(harness.reason())
        .isEqualTo(
            "playlist "
                + A
                + ": the response to GET API/v1/playlists/"
                + A
                + " contains another playlist");
  }

  private void on(String pathAndQuery, FakeSpotify.Reply reply) {
    harness.spotify.on("GET " + pathAndQuery, reply);
  }

  private String playlistWith(String next) {
    return playlist("\"" + harness.spotify.url() + next + "\"");
  }

  private static String playlist(String next) {
    return "{\"id\":\"%s\",\"tracks\":{\"items\":[1],\"next\":%s}}".formatted(A, next);
  }

  private String page(String next, String entry) {
    return "{\"items\":[%s],\"next\":\"%s%s\"}".formatted(entry, harness.spotify.url(), next);
  }
}
