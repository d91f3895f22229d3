package dev.playlistlake.simulator;

import static dev.playlistlake.simulator.AppKind.EXTENDED_QUOTA;
import static dev.playlistlake.simulator.AppKind.NEW_DEVELOPMENT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.playlistlake.simulator.SimulatedSpotifyConfig.Credentials;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/// Login and tokens: the Authorization Code flow, refresh tokens, the app's own token, and their
/// errors.
class AccountsHostTest {
  private static final SimulatedSpotifyConfig CONFIG = SimulatorClient.config(NEW_DEVELOPMENT);
  private static final String REFRESH =
      "grant_type=refresh_token&refresh_token=" + Credentials.DEFAULT.refreshToken();

  @Test
  void aRefreshReturnsAnAccessTokenAndUsuallyNoNewRefreshToken() throws Exception {
    try (SimulatorClient client = new SimulatorClient(CONFIG)) {
      JsonNode tokens = client.requestToken(REFRESH).body();
      assertThat(tokens.path("expires_in").asInt()).isEqualTo(3600);
      assertThat(tokens.path("scope").asText()).contains("user-library-read");
      assertThat(tokens.has("refresh_token")).isFalse();
      client.withToken(tokens.path("access_token").asText());
      assertThat(client.get("/v1/me").status()).isEqualTo(200);
    }
  }

  @Test
  void aRotatedRefreshTokenReplacesTheOldOne() throws Exception {
    try (SimulatorClient client = new SimulatorClient(CONFIG)) {
      client.spotify.rotateRefreshTokens();
      String rotated = client.requestToken(REFRESH).body().path("refresh_token").asText();
      assertThat(client.requestToken(REFRESH).oauthError())
          .isEqualTo("400 invalid_grant Invalid refresh token");
      String again = "grant_type=refresh_token&refresh_token=" + rotated;
      assertThat(client.requestToken(again).status()).isEqualTo(200);
    }
  }

  @Test
  void theErrorNamesAnInvalidClientSecretOrGrant() throws Exception {
    try (SimulatorClient client = new SimulatorClient(CONFIG)) {
      assertThat(client.requestToken(REFRESH, "stranger:secret").oauthError())
          .isEqualTo("400 invalid_client Invalid client");
      assertThat(client.requestToken(REFRESH, "simulated-client:other").oauthError())
          .isEqualTo("400 invalid_client Invalid client secret");
      assertThat(client.requestToken("grant_type=refresh_token&refresh_token=x").oauthError())
          .isEqualTo("400 invalid_grant Invalid refresh token");
      assertThat(client.requestToken("grant_type=password").oauthError())
          .startsWith("400 unsupported_grant_type");
    }
  }

  @Test
  void anEndedConsentIsAnErrorWithTheChosenReason() throws Exception {
    try (SimulatorClient client = new SimulatorClient(CONFIG)) {
      client.spotify.endConsent("Refresh token expired");
      assertThat(client.requestToken(REFRESH).oauthError())
          .isEqualTo("400 invalid_grant Refresh token expired");
    }
  }

  @Test
  void anotherAppAndUserCanBeConfigured() throws Exception {
    Credentials other = new Credentials("other-client", "other-secret", "other-refresh-token");
    try (SimulatorClient client = new SimulatorClient(CONFIG.withCredentials(other))) {
      assertThat(client.logIn().get("/v1/me").status()).isEqualTo(200);
      assertThat(client.requestToken(REFRESH).oauthError())
          .isEqualTo("400 invalid_grant Invalid refresh token");
    }
    assertThat(other).hasToString("Credentials[other-client]");
  }

  @Test
  void theConsentReturnsACodeThatIsValidOnce() throws Exception {
    try (SimulatorClient client = new SimulatorClient(CONFIG)) {
      String redirect = "http://127.0.0.1:8888/callback";
      String location = authorize(client, redirect).headers().firstValue("Location").orElseThrow();
      assertThat(location).startsWith(redirect + "?code=").endsWith("&state=a%2Bb");
      String code = location.replaceAll(".*code=([^&]+).*", "$1");
      String form = "grant_type=authorization_code&code=" + code + "&redirect_uri=" + redirect;
      assertThat(client.requestToken(form).body().has("refresh_token")).isTrue();
      assertThat(client.requestToken(form).oauthError())
          .isEqualTo("400 invalid_grant Invalid authorization code");
    }
  }

  @Test
  void aRedirectUriWithLocalhostIsAnError() throws Exception {
    try (SimulatorClient client = new SimulatorClient(CONFIG)) {
      assertThat(authorize(client, "http://localhost:8888/callback").statusCode()).isEqualTo(400);
    }
  }

  private static HttpResponse<Void> authorize(SimulatorClient client, String redirect)
      throws Exception {
    String query = "/authorize?response_type=code&state=a%2Bb&client_id=simulated-client";
    return client.send(
        client.request(query + "&redirect_uri=" + redirect).build(),
        HttpResponse.BodyHandlers.discarding());
  }

  @Test
  void accessTokensExpireByTheConfiguredClock() throws Exception {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-21T06:00:00Z"));
    SimulatedSpotifyConfig config = CONFIG.withTokenLifetime(Duration.ofMinutes(5), now::get);
    try (SimulatorClient client = new SimulatorClient(config).logIn()) {
      assertThat(client.get("/v1/me").status()).isEqualTo(200);
      now.set(Instant.parse("2026-11-21T06:05:00Z"));
      assertThat(client.get("/v1/me").error()).isEqualTo("401 The access token expired");
    }
  }

  @Test
  void anExpiredAnUnknownAndAMissingTokenAreDifferentErrors() throws Exception {
    try (SimulatorClient client = SimulatorClient.loggedIn(NEW_DEVELOPMENT)) {
      client.spotify.expireAccessTokens();
      assertThat(client.get("/v1/me").error()).isEqualTo("401 The access token expired");
      assertThat(client.withToken("x").get("/v1/me").error()).isEqualTo("401 Invalid access token");
      assertThat(client.withToken("").get("/v1/me").error()).isEqualTo("401 No token provided");
    }
  }

  @Test
  void onlyACompanyReadsEntriesWithoutAUser() throws Exception {
    try (SimulatorClient client = new SimulatorClient(CONFIG).logInWithoutUser()) {
      assertThat(client.get(client.path("A Friend's Mixtape")).error())
          .isEqualTo("401 Valid user authentication required");
    }
    SimulatedSpotifyConfig company = SimulatorClient.config(EXTENDED_QUOTA);
    try (SimulatorClient client = new SimulatorClient(company).logInWithoutUser()) {
      assertThat(client.get(client.path("A Friend's Mixtape")).status()).isEqualTo(200);
      assertThat(client.get("/v1/me").error()).isEqualTo("401 Valid user authentication required");
    }
  }

  @Test
  void savedSongsNeedTheirScope() throws Exception {
    SimulatedSpotifyConfig config = CONFIG.withScopes(Set.of("playlist-read-private"));
    try (SimulatorClient client = new SimulatorClient(config).logIn()) {
      assertThat(client.get("/v1/me/tracks").error()).isEqualTo("403 Insufficient client scope");
    }
  }
}
