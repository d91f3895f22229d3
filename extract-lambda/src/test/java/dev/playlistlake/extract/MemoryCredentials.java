package dev.playlistlake.extract;

import java.time.Instant;
import java.util.Optional;

/// Credentials that can be stored, in memory.
final class MemoryCredentials implements CredentialStore {
  private Credentials kept =
      new Credentials(
          "client-id", Lab.SECRET, Optional.of(Lab.REFRESH_TOKEN), Optional.of(Lab.NOW));

  MemoryCredentials authorizedAt(Instant consent) {
    kept =
        new Credentials(
            kept.clientId(), kept.clientSecret(), kept.refreshToken(), Optional.of(consent));
    return this;
  }

  MemoryCredentials refreshToken(String token) {
    kept = kept.withRefreshToken(token);
    return this;
  }

  String refreshToken() {
    return kept.refreshToken().orElse("");
  }

  @Override
  public Credentials load() {
    return kept;
  }

  @Override
  public Credentials replaceRefreshToken(String used, String rotated) {
    if (refreshToken().equals(used)) {
      kept = kept.withRefreshToken(rotated);
    }
    return kept;
  }

  @Override
  public String loginCommand() {
    return "./playlist-lake login --secret-id spotify";
  }
}
