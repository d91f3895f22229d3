package dev.playlistlake.simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The codes and tokens that the accounts host has issued, for one app and one user. [AccountsHost]
/// adds them, [WebApiHost] checks them, and [SimulatedSpotify] invalidates them. Threads share it:
/// every method that reads or changes them is synchronized.
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

  /// The rights of an access token.
  ///
  /// @param user whether it is the token of a user; otherwise it is the app's own token
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

  /// Returns the rights of an access token.
  ///
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

  /// Returns whether the code was issued for this redirect URI, and invalidates the code.
  synchronized boolean redeem(String code, String redirectUri) {
    return redirectUri.equals(redirectsByCode.remove(code));
  }

  /// Returns why a refresh token is invalid; empty for the valid one.
  synchronized Optional<String> refreshError(String token) {
    if (endedRefreshTokens.contains(token)) {
      return Optional.of(endReason);
    }
    return token.equals(refreshToken) ? Optional.empty() : Optional.of("Invalid refresh token");
  }

  /// Returns a new refresh token, if rotation is on; the old one is then invalid.
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
