package dev.playlistlake.simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The tokens that were given out. One user, one app.
final class Tokens {
  private final Duration life;
  private final InstantSource clock;
  private final Map<String, Grant> grants = new HashMap<>();
  private final Map<String, String> redirectsByCode = new HashMap<>();
  private final Set<String> endedRefreshTokens = new HashSet<>();
  private String refreshToken;
  private String endedBecause = "Invalid refresh token";
  private boolean rotating;
  private int given;

  /// What an access token is good for.
  ///
  /// @param user whether it speaks for the user, or for the app alone
  record Grant(boolean user, Instant until) {}

  Tokens(SimulatedSpotifyConfig config) {
    life = config.tokenLife();
    clock = config.clock();
    refreshToken = config.credentials().refreshToken();
  }

  Duration life() {
    return life;
  }

  synchronized String giveAccess(boolean user) {
    String token = next("access");
    grants.put(token, new Grant(user, clock.instant().plus(life)));
    return token;
  }

  /// @throws Refusal 401 for a token that was never given out or has expired
  synchronized Grant check(String token) {
    Grant grant = grants.get(token);
    if (grant == null) {
      throw new Refusal(401, "Invalid access token");
    }
    if (!clock.instant().isBefore(grant.until())) {
      throw new Refusal(401, "The access token expired");
    }
    return grant;
  }

  synchronized String giveCode(String redirectUri) {
    String code = next("code");
    redirectsByCode.put(code, redirectUri);
    return code;
  }

  /// Whether the code was given out for that address. It counts once.
  synchronized boolean redeem(String code, String redirectUri) {
    return redirectUri.equals(redirectsByCode.remove(code));
  }

  /// Why a refresh token is refused; empty for the good one.
  synchronized Optional<String> objectionTo(String token) {
    if (endedRefreshTokens.contains(token)) {
      return Optional.of(endedBecause);
    }
    return token.equals(refreshToken) ? Optional.empty() : Optional.of("Invalid refresh token");
  }

  /// The new refresh token, if refreshing gives one; then the old one is no longer good.
  synchronized Optional<String> rotate() {
    return rotating ? Optional.of(giveRefreshToken()) : Optional.empty();
  }

  synchronized String giveRefreshToken() {
    refreshToken = next("refresh");
    return refreshToken;
  }

  synchronized void rotateFromNowOn() {
    rotating = true;
  }

  synchronized void endConsent(String because) {
    endedRefreshTokens.add(refreshToken);
    endedBecause = because;
  }

  synchronized void expireAccess() {
    grants.replaceAll((_, grant) -> new Grant(grant.user(), Instant.MIN));
  }

  private String next(String use) {
    return "simulated-" + use + "-" + ++given + "-" + Dice.seeded(given).of(use).id();
  }
}
