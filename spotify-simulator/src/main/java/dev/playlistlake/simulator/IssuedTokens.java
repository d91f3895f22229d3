package dev.playlistlake.simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The codes and tokens that the accounts host has issued, for one app and one user. The accounts
/// host adds to them, the Web API checks them, and [SimulatedSpotify] ends them. Safe for many
/// threads: every method that reads or changes them is synchronized.
final class IssuedTokens {
  private final Duration lifetime;
  private final InstantSource clock;
  private final Map<String, Grant> grants = new HashMap<>();
  private final Map<String, String> redirectsByCode = new HashMap<>();
  private final Set<String> endedRefreshTokens = new HashSet<>();
  private String refreshToken;
  private String endReason = "Invalid refresh token";
  private boolean rotating;
  private int issued;

  /// What an access token permits.
  ///
  /// @param user whether a user agreed to it; if not, it is the app's own
  record Grant(boolean user, Instant until) {}

  IssuedTokens(SimulatedSpotifyConfig config) {
    lifetime = config.tokenLifetime();
    clock = config.clock();
    refreshToken = config.credentials().refreshToken();
  }

  Duration lifetime() {
    return lifetime;
  }

  synchronized String issueAccessToken(boolean user) {
    String token = next("access");
    grants.put(token, new Grant(user, clock.instant().plus(lifetime)));
    return token;
  }

  /// @throws ApiException 401 for a token that was never issued or has expired
  synchronized Grant check(String accessToken) {
    Grant grant = grants.get(accessToken);
    if (grant == null) {
      throw new ApiException(401, "Invalid access token");
    }
    if (!clock.instant().isBefore(grant.until())) {
      throw new ApiException(401, "The access token expired");
    }
    return grant;
  }

  synchronized String issueCode(String redirectUri) {
    String code = next("code");
    redirectsByCode.put(code, redirectUri);
    return code;
  }

  /// Whether the code was issued for that address. It is valid once.
  synchronized boolean redeem(String code, String redirectUri) {
    return redirectUri.equals(redirectsByCode.remove(code));
  }

  /// Why a refresh token is invalid; empty for the valid one.
  synchronized Optional<String> refreshError(String token) {
    if (endedRefreshTokens.contains(token)) {
      return Optional.of(endReason);
    }
    return token.equals(refreshToken) ? Optional.empty() : Optional.of("Invalid refresh token");
  }

  /// The new refresh token, if refreshing issues one; then the old one is no longer valid.
  synchronized Optional<String> rotate() {
    return rotating ? Optional.of(issueRefreshToken()) : Optional.empty();
  }

  synchronized String issueRefreshToken() {
    refreshToken = next("refresh");
    return refreshToken;
  }

  synchronized void rotateFromNowOn() {
    rotating = true;
  }

  synchronized void endConsent(String reason) {
    endedRefreshTokens.add(refreshToken);
    endReason = reason;
  }

  synchronized void expireAccessTokens() {
    grants.replaceAll((_, grant) -> new Grant(grant.user(), Instant.MIN));
  }

  private String next(String use) {
    issued++;
    String id = SeededRandom.of(issued).derive(use).spotifyId();
    return "simulated-" + use + "-" + issued + "-" + id;
  }
}
