package dev.playlistlake.simulator;

import static dev.playlistlake.simulator.AppKind.EXTENDED_QUOTA;
import static dev.playlistlake.simulator.AppKind.NEW_DEVELOPMENT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class TokensTest {
  private static final String REFRESH =
      "grant_type=refresh_token&refresh_token=" + Credentials.DEFAULT.refreshToken();

  @Test
  void aRefreshTokenGivesAnAccessTokenAndUsuallyNoOtherRefreshToken() throws Exception {
    try (Caller caller = new Caller(Caller.config(NEW_DEVELOPMENT))) {
      JsonNode grant = caller.grant(REFRESH).body();
      assertThat(grant.path("expires_in").asInt()).isEqualTo(3600);
      assertThat(grant.path("scope").asText()).contains("user-library-read");
      assertThat(grant.has("refresh_token")).isFalse();
      caller.with(grant.path("access_token").asText());
      assertThat(caller.get("/v1/me").status()).isEqualTo(200);
    }
  }

  @Test
  void aRotatedRefreshTokenReplacesTheOldOne() throws Exception {
    try (Caller caller = new Caller(Caller.config(NEW_DEVELOPMENT))) {
      caller.spotify.rotateRefreshTokens();
      String rotated = caller.grant(REFRESH).body().path("refresh_token").asText();
      assertThat(grantError(caller.grant(REFRESH)))
          .isEqualTo("400 invalid_grant Invalid refresh token");
      String again = "grant_type=refresh_token&refresh_token=" + rotated;
      assertThat(caller.grant(again).status()).isEqualTo(200);
    }
  }

  @Test
  void wrongClientsAndGrantsAreNamed() throws Exception {
    try (Caller caller = new Caller(Caller.config(NEW_DEVELOPMENT))) {
      assertThat(grantError(caller.grant(REFRESH, "stranger:secret")))
          .isEqualTo("400 invalid_client Invalid client");
      assertThat(grantError(caller.grant(REFRESH, Credentials.DEFAULT.clientId() + ":wrong")))
          .isEqualTo("400 invalid_client Invalid client secret");
      assertThat(grantError(caller.grant("grant_type=refresh_token&refresh_token=x")))
          .isEqualTo("400 invalid_grant Invalid refresh token");
      assertThat(grantError(caller.grant("grant_type=password")))
          .startsWith("400 unsupported_grant_type");
      caller.spotify.endConsent("Refresh token expired");
      assertThat(grantError(caller.grant(REFRESH)))
          .isEqualTo("400 invalid_grant Refresh token expired");
    }
  }

  @Test
  void aPersonsConsentGivesACodeThatCountsOnce() throws Exception {
    try (Caller caller = new Caller(Caller.config(NEW_DEVELOPMENT))) {
      String redirect = "http://127.0.0.1:8888/callback";
      HttpResponse<Void> consent = authorize(caller, redirect);
      String location = consent.headers().firstValue("Location").orElseThrow();
      assertThat(location).startsWith(redirect + "?code=").endsWith("&state=a%2Bb");
      String code = location.replaceAll(".*code=([^&]+).*", "$1");
      String form = "grant_type=authorization_code&code=" + code + "&redirect_uri=" + redirect;
      assertThat(caller.grant(form).body().has("refresh_token")).isTrue();
      assertThat(grantError(caller.grant(form)))
          .isEqualTo("400 invalid_grant Invalid authorization code");
    }
  }

  @Test
  void anUnsafeRedirectIsRefused() throws Exception {
    try (Caller caller = new Caller(Caller.config(NEW_DEVELOPMENT))) {
      assertThat(authorize(caller, "http://localhost:8888/callback").statusCode()).isEqualTo(400);
    }
  }

  @Test
  void accessTokensExpireByTheClock() throws Exception {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-21T06:00:00Z"));
    SimulatedSpotifyConfig config =
        Caller.config(NEW_DEVELOPMENT).withTokenLife(Duration.ofMinutes(5), now::get);
    try (Caller caller = new Caller(config).asUser()) {
      assertThat(caller.get("/v1/me").status()).isEqualTo(200);
      now.set(Instant.parse("2026-11-21T06:05:00Z"));
      assertThat(caller.get("/v1/me").error()).isEqualTo("401 The access token expired");
    }
  }

  @Test
  void anExpiredAnUnknownAndAMissingTokenAreToldApart() throws Exception {
    try (Caller caller = Caller.of(NEW_DEVELOPMENT)) {
      caller.spotify.expireAccessTokens();
      assertThat(caller.get("/v1/me").error()).isEqualTo("401 The access token expired");
      assertThat(caller.with("x").get("/v1/me").error()).isEqualTo("401 Invalid access token");
      assertThat(caller.with("").get("/v1/me").error()).isEqualTo("401 No token provided");
    }
  }

  @Test
  void anAppWithoutUserReadsEntriesOnlyForACompany() throws Exception {
    try (Caller caller = new Caller(Caller.config(NEW_DEVELOPMENT)).asApp()) {
      assertThat(caller.get(publicPlaylist(caller)).error())
          .isEqualTo("401 Valid user authentication required");
    }
    try (Caller caller = new Caller(Caller.config(EXTENDED_QUOTA)).asApp()) {
      assertThat(caller.get(publicPlaylist(caller)).status()).isEqualTo(200);
      assertThat(caller.get("/v1/me").error()).isEqualTo("401 Valid user authentication required");
    }
  }

  @Test
  void savedSongsNeedTheirScope() throws Exception {
    SimulatedSpotifyConfig config = Caller.config(NEW_DEVELOPMENT);
    try (Caller caller = new Caller(config.withScopes(Set.of("playlist-read-private"))).asUser()) {
      assertThat(caller.get("/v1/me/tracks").error()).isEqualTo("403 Insufficient client scope");
    }
  }

  private static String publicPlaylist(Caller caller) {
    return "/v1/playlists/" + caller.named("A Friend's Mixtape").id();
  }

  private static String grantError(Caller.Reply reply) {
    JsonNode body = reply.body();
    return reply.status()
        + " "
        + body.path("error").asText()
        + " "
        + body.path("error_description").asText();
  }

  private static HttpResponse<Void> authorize(Caller caller, String redirect) throws Exception {
    String query = "/authorize?response_type=code&state=a%2Bb&client_id=simulated-client";
    return caller.send(
        caller.at(query + "&redirect_uri=" + redirect).build(),
        HttpResponse.BodyHandlers.discarding());
  }
}
