package dev.playlistlake.extract;

import static dev.playlistlake.extract.ExtractHarness.A;
import static dev.playlistlake.extract.spotify.FakeSpotify.TOKEN;
import static dev.playlistlake.extract.spotify.FakeSpotify.error;
import static dev.playlistlake.extract.spotify.FakeSpotify.json;
import static dev.playlistlake.extract.spotify.FakeSpotify.reply;
import static org.assertj.core.api.Assertions.assertThat;

import dev.playlistlake.extract.PlaylistReport.Status;
import dev.playlistlake.extract.spotify.FakeSpotify;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorAdviceTest {
  private static final String EMPTY = "{\"id\":\"" + A + "\",\"items\":{\"items\":[]}}";

  private final ExtractHarness harness = new ExtractHarness(A);

  @AfterEach
  void close() {
    harness.close();
  }

  @Test
  void renewsAnExpiredTokenOnceAndSendsTheRequestAgain() {
    harness.playlist(A, error(401, "The access token expired"), json(EMPTY));
    harness.spotify.on(
        TOKEN, json("{\"access_token\":\"old\"}"), json("{\"access_token\":\"new\"}"));

    assertThat(harness.runOne()).returns(Status.STORED, PlaylistReport::status);
    assertThat(harness.spotify.requests).hasSize(4);
    assertThat(harness.spotify.requests.getLast().header("Authorization")).isEqualTo("Bearer new");
  }

  @Test
  void aRenewedTokenThatExpiresImmediatelyIsARetryableError() {
    harness.playlist(A, error(401, "The access token expired"));

    PlaylistReport report = harness.runOne();

    assertThat(report.status()).isEqualTo(Status.FAILED_RETRYABLE);
    assertThat(report.requests()).isEqualTo(2);
  }

  @Test
  void requestsALoginIfAnAppTokenCannotReadPlaylists() {
    harness.environment.remove("SPOTIFY_REFRESH_TOKEN");
    harness.playlist(A, error(401, "Valid user authentication required"));

    assertFinal(
        "playlist "
            + A
            + ": 401 at GET API/v1/playlists/"
            + A
            + ": \"Valid user authentication required\". No user is logged in"
            + " (client-credentials token). That token can read neither playlists in Development"
            + " Mode nor user data. Log in again: set a SPOTIFY_REFRESH_TOKEN");
    assertThat(harness.spotify.requests.getFirst().body())
        .isEqualTo("grant_type=client_credentials");
    assertThat(harness.spotify.requests).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "The access token expired",
        "Invalid access token",
        "Unauthorized.",
        "Permissions missing",
        "No token provided",
        "Valid user authentication required",
        ""
      })
  void renewsARejectedTokenOfAUserWhateverTheWording(String message) {
    harness.playlist(A, error(401, message), json(EMPTY));

    assertThat(harness.runOne()).returns(Status.STORED, PlaylistReport::status);
    assertThat(harness.spotify.lines()).filteredOn(TOKEN::equals).hasSize(2);
  }

  @Test
  void renewsTheTokenOnceInARun() {
    harness.environment.put("PLAYLIST_IDS", A + "," + ExtractHarness.B);
    harness.playlist(A, error(401, "The access token expired"));
    harness.playlist(ExtractHarness.B, error(401, "Unauthorized."));

    harness.run();

    assertThat(harness.spotify.lines()).filteredOn(TOKEN::equals).hasSize(2);
    assertThat(harness.spotify.requests).hasSize(5);
  }

  @Test
  void renewsTheTokenAgainInARunOfHours() {
    FakeSpotify.Reply expired = error(401, "The access token expired");
    FakeSpotify.Reply later =
        exchange -> {
          harness.nanos.addAndGet(Duration.ofHours(1).toNanos());
          expired.send(exchange);
        };
    String[] playlists = {A, ExtractHarness.B, ExtractHarness.C};
    harness.environment.put("PLAYLIST_IDS", String.join(",", playlists));
    for (String playlist : playlists) {
      harness.playlist(playlist, later, json("{\"items\":{\"items\":[]}}"));
    }

    ExtractReport report = harness.extraction().run(ExtractRequest.now(), Duration.ofHours(6));

    assertThat(report.stored()).isEqualTo(3);
    assertThat(harness.spotify.lines()).filteredOn(TOKEN::equals).hasSize(4);
  }

  @Test
  void renewsAnExpiredTokenOfAnApp() {
    harness.environment.remove("SPOTIFY_REFRESH_TOKEN");
    harness.playlist(A, error(401, "The access token expired"), json(EMPTY));

    assertThat(harness.runOne()).returns(Status.STORED, PlaylistReport::status);
  }

  @Test
  void requestsALoginIfAUserTokenIsNotAccepted() {
    harness.playlist(A, error(401, "Invalid access token"));

    assertFinal(
        "playlist "
            + A
            + ": 401 at GET API/v1/playlists/"
            + A
            + ": \"Invalid access token\". The access token was not accepted. "
            + ExtractHarness.LOG_IN);
  }

  @Test
  void a403ListsFiveLikelyCauses() {
    harness.playlist(A, error(403, "Forbidden"));

    assertFinal(
        "playlist "
            + A
            + ": 403 at GET API/v1/playlists/"
            + A
            + ": \"Forbidden\". Likely causes: (1) the user who logged in neither owns the playlist"
            + " nor collaborates on it; (2) the app may not use this address (apps created since"
            + " February 2026 may not use /tracks); (3) the user is not on the app's allowlist"
            + " (User Management in Spotify's dashboard); (4) the Premium subscription of the app's"
            + " owner has ended; (5) the login lacks a scope (playlist-read-private"
            + " playlist-read-collaborative).");
  }

  @Test
  void a404NamesPrivateDeletedAndSpotifyOwnedPlaylists() {
    harness.playlist(A, error(404, "Resource not found"));

    assertFinal(
        "playlist "
            + A
            + ": 404 at GET API/v1/playlists/"
            + A
            + ": \"Resource not found\". The playlist is private, deleted, or owned by Spotify"
            + " (apps can no longer read Spotify's own playlists). Make it readable or remove it"
            + " from those that you configured.");
  }

  @Test
  void followsNoRedirect() {
    harness.playlist(A, reply(302, "", "Location", harness.spotify.url() + "/elsewhere"));

    assertFinal(
        "playlist "
            + A
            + ": 302 at GET API/v1/playlists/"
            + A
            + ". A retry does not help. Look up the status in Spotify's Web API documentation.");
    assertThat(harness.spotify.requests).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"items\":null,\"tracks\":null}",
        "{\"items\":[]}",
        "{\"tracks\":{}}",
        "{\"items\":{\"items\":{}},\"tracks\":{\"items\":[1]}}",
        "{\"owner\":{\"items\":{\"items\":[]}}}",
      })
  void aPlaylistWithoutAPageIsAnErrorAndNotEmpty(String body) {
    harness.playlist(A, json(body));

    assertFinal(
        "playlist "
            + A
            + ": the response to GET API/v1/playlists/"
            + A
            + " contains no page of entries in items or tracks. Spotify sends entries only to users"
            + " who own the playlist or collaborate on it. Log in as such a user, or remove the"
            + " playlist from those that you configured. If owned selects it, add its ID with a -"
            + " in front.");
    assertThat(harness.stored()).isEmpty();
  }

  @Test
  void requestsALoginForAnInvalidRefreshTokenWithoutARetry() {
    harness.spotify.on(
        TOKEN,
        reply(
            400, "{\"error\":\"invalid_grant\",\"error_description\":\"Refresh token revoked\"}"));

    assertFinal(
        "Spotify no longer accepts the refresh token (400 invalid_grant at POST API/api/token:"
            + " \"Refresh token revoked\"). It was revoked, or the user's consent is six months"
            + " old. "
            + ExtractHarness.LOG_IN);
    assertThat(harness.spotify.requests).hasSize(1);
    assertThat(harness.spotify.requests.getFirst().body())
        .isEqualTo("grant_type=refresh_token&refresh_token=" + ExtractHarness.REFRESH_TOKEN);
  }

  @Test
  void anInvalidClientSecretNamesTheDashboard() {
    harness.spotify.on(TOKEN, reply(400, "{\"error\":\"invalid_client\"}"));

    assertFinal(
        "Spotify does not accept the client ID or the client secret (400 invalid_client at POST"
            + " API/api/token). Compare both with the app's settings in Spotify's dashboard. A"
            + " retry does not help.");
  }

  private void assertFinal(String reason) {
    assertThat(harness.reason()).isEqualTo(reason);
    harness.spotify.requests.clear();
    assertThat(harness.runOne().status()).isEqualTo(Status.FAILED_FINAL);
  }
}
