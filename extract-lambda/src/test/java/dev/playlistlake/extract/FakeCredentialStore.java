package dev.playlistlake.extract;

import dev.playlistlake.extract.credentials.CredentialStore;
import dev.playlistlake.extract.credentials.Credentials;
import java.time.Instant;
import java.util.Optional;

/// Credentials in memory. Tests override methods that have to fail.
class FakeCredentialStore implements CredentialStore {
  private Credentials kept =
      new Credentials(
          "client-id",
          ExtractHarness.SECRET,
          Optional.of(ExtractHarness.REFRESH_TOKEN),
          Optional.of(ExtractHarness.NOW));

  FakeCredentialStore authorizedAt(Instant login) {
    kept =
        new Credentials(
            kept.clientId(), kept.clientSecret(), kept.refreshToken(), Optional.of(login));
    return this;
  }

  FakeCredentialStore refreshToken(String token) {
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
  public String howToLogIn() {
    return "fill secret spotify";
  }
}
