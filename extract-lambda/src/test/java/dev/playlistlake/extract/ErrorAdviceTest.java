package dev.playlistlake.extract;

import static dev.playlistlake.extract.ExtractHarness.A;
import static dev.playlistlake.extract.spotify.FakeSpotify.TOKEN;
import static dev.playlistlake.extract.spotify.FakeSpotify.error;
import static dev.playlistlake.extract.spotify.FakeSpotify.json;
import static dev.playlistlake.extract.spotify.FakeSpotify.reply;
import static org.assertj.core.api.Assertions.assertThat;

import dev.playlistlake.extract.PlaylistReport.Status;
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
  void anExpiredTokenIsRenewedOnceAndTheRequestSentAgain() {
    harness.playlist(A, error(401, "The access token expired"), json(EMPTY));
    harness.spotify.on(
        TOKEN, json("{\"access_token\":\"old\"}"), json("{\"access_token\":\"new\"}"));

    assertThat(harness.runOne()).returns(Status.STORED, PlaylistReport::status);
    assertThat(harness.spotify.requests).hasSize(4);
    assertThat(harness.spotify.requests.getLast().header("Authorization")).isEqualTo("Bearer new");
  }

  @Test
  void aTokenThatExpiresAgainAtOnceIsAFailureThatARetryMayCure() {
    harness.playlist(A, error(401, "The access token expired"));

    PlaylistReport report = harness.runOne();

    assertThat(report.status()).isEqualTo(Status.FAILED_RETRYABLE);
    assertThat(report.requests()).isEqualTo(2);
  }

  @Test
  void anAppsOwnTokenThatCannotReadPlaylistsAsksForALogin() {
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
  }

  @Test
  void aUsersTokenThatIsNotAcceptedAsksForALogin() {
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
  void a403NamesItsFiveLikelyCauses() {
    harness.playlist(A, error(403, "Forbidden"));

    assertFinal(
        "playlist "
            + A
            + ": 403 at GET API/v1/playlists/"
            + A
            + ": \"Forbidden\". Likely causes: (1) the user who logged in neither owns the playlist"
            + " nor collaborates on it; (2) the app may not use this endpoint, which is an old one;"
            + " (3) the user is not on the app's allowlist (User Management in Spotify's"
            + " dashboard); (4) the Premium subscription of the app's owner lapsed; (5) the login"
            + " lacks a scope (playlist-read-private playlist-read-collaborative)");
  }

  @Test
  void a404SaysPrivateDeletedOrSpotifyOwned() {
    harness.playlist(A, error(404, "Resource not found"));

    assertFinal(
        "playlist "
            + A
            + ": 404 at GET API/v1/playlists/"
            + A
            + ": \"Resource not found\". The playlist is private, deleted, or owned by Spotify"
            + " (which no longer gives its own playlists to apps): make it readable or take it out"
            + " of PLAYLIST_IDS");
  }

  @Test
  void aRedirectIsNotFollowed() {
    harness.playlist(A, reply(302, "", "Location", harness.spotify.url() + "/elsewhere"));

    assertFinal(
        "playlist "
            + A
            + ": 302 at GET API/v1/playlists/"
            + A
            + ". A retry doesn't help: look the status up in Spotify's Web API documentation");
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
  void aPlaylistWithoutAPageIsNotReadableAndNeverEmpty(String answer) {
    harness.playlist(A, json(answer));

    assertFinal(
        "playlist "
            + A
            + " is not readable: the response of GET API/v1/playlists/"
            + A
            + " has neither in items nor in tracks a page with an array items. Spotify sends"
            + " entries only to a user who owns the playlist or collaborates on it: log in as one,"
            + " or take it out of PLAYLIST_IDS");
    assertThat(harness.stored()).isEmpty();
  }

  @Test
  void aDeadRefreshTokenAsksForALoginAndIsNotTriedAgain() {
    harness.spotify.on(
        TOKEN,
        reply(
            400, "{\"error\":\"invalid_grant\",\"error_description\":\"Refresh token revoked\"}"));

    assertFinal(
        "Spotify no longer accepts the refresh token (400 invalid_grant at POST API/api/token:"
            + " \"Refresh token revoked\"): it was revoked, or the user's consent is six months"
            + " old. "
            + ExtractHarness.LOG_IN);
    assertThat(harness.spotify.requests).hasSize(1);
    assertThat(harness.spotify.requests.getFirst().body())
        .isEqualTo("grant_type=refresh_token&refresh_token=" + ExtractHarness.REFRESH_TOKEN);
  }

  @Test
  void aWrongSecretSaysWhereToLook() {
    harness.spotify.on(TOKEN, reply(400, "{\"error\":\"invalid_client\"}"));

    assertFinal(
        "Spotify doesn't know this client id with this secret (400 invalid_client at POST"
            + " API/api/token): compare client id and secret with the app's settings in Spotify's"
            + " dashboard; a retry doesn't help");
  }

  private void assertFinal(String reason) {
    assertThat(harness.reason()).isEqualTo(reason);
    harness.spotify.requests.clear();
    assertThat(harness.runOne().status()).isEqualTo(Status.FAILED_FINAL);
  }
}
