package dev.playlistlake.extract;

import static dev.playlistlake.extract.ExtractHarness.A;
import static dev.playlistlake.extract.spotify.FakeSpotify.TOKEN;
import static dev.playlistlake.extract.spotify.FakeSpotify.error;
import static dev.playlistlake.extract.spotify.FakeSpotify.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.playlistlake.extract.credentials.Credentials;
import dev.playlistlake.extract.spotify.ExtractException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Refresh tokens that Spotify replaces and the store cannot store. A warm process keeps the newest
/// token.
class RefreshTokenRotationTest {
  private static final String ONE = "{\"items\":{\"items\":[1]}}";
  private static final String FIRST = "{\"access_token\":\"a\",\"refresh_token\":\"first\"}";
  private static final String SECOND = "{\"access_token\":\"b\",\"refresh_token\":\"second\"}";
  private static final String KEPT = "{\"access_token\":\"c\"}";

  private final ExtractHarness harness = new ExtractHarness(A);
  private final UnreliableStore store = new UnreliableStore();

  @BeforeEach
  void rotateTwiceInTheFirstRun() {
    harness.spotify.on(TOKEN, json(FIRST), json(SECOND), json(KEPT));
    harness.playlist(A, error(401, "The access token expired"), json(ONE));
  }

  @AfterEach
  void close() {
    harness.close();
  }

  @Test
  void storesTheSecondTokenIfTheFirstCouldNotBeStored() {
    store.failures = 1;
    Extraction warm = harness.extraction(store);

    assertThat(run(warm).warnings()).singleElement().asString().contains("NOT STORED");

    assertThat(store.refreshToken()).isEqualTo("second");
    assertThat(run(warm).warnings()).isEmpty();
    assertThat(refreshes()).containsExactly(ExtractHarness.REFRESH_TOKEN, "first", "second");
  }

  @Test
  void usesTheNewestTokenAndWarnsInEachRunIfNoTokenCanBeStored() {
    store.failures = Integer.MAX_VALUE;
    Extraction warm = harness.extraction(store);

    for (int i = 0; i < 3; i++) {
      assertThat(run(warm).warnings()).singleElement().asString().contains("NOT STORED");
    }

    assertThat(store.refreshToken()).isEqualTo(ExtractHarness.REFRESH_TOKEN);
    assertThat(refreshes())
        .containsExactly(ExtractHarness.REFRESH_TOKEN, "first", "second", "second");
  }

  @Test
  void theEnvironmentCannotStoreATokenAndEachRunWarns() {
    Extraction warm = harness.extraction();

    run(warm);

    assertThat(run(warm).warnings()).anyMatch(warning -> warning.contains("NOT STORED"));
    assertThat(refreshes()).containsExactly(ExtractHarness.REFRESH_TOKEN, "first", "second");
  }

  @Test
  void theNextRunOfAWarmProcessStoresTheToken() {
    store.failures = 2;
    Extraction warm = harness.extraction(store);
    run(warm);
    assertThat(store.refreshToken()).isEqualTo(ExtractHarness.REFRESH_TOKEN);

    assertThat(run(warm).warnings()).isEmpty();

    assertThat(store.refreshToken()).isEqualTo("second");
  }

  @Test
  void storesALaterTokenIfAnErrorFollowedASuccessfulWrite() {
    store.failures = 1;
    store.storesBeforeItFails = true;

    run(harness.extraction(store));

    assertThat(store.refreshToken()).isEqualTo("second");
  }

  @Test
  void aLoginInTheMeantimeHasPriority() {
    store.failures = 2;
    Extraction warm = harness.extraction(store);
    run(warm);
    store.refreshToken("of-a-new-login");

    assertThat(run(warm).warnings()).isEmpty();

    assertThat(store.refreshToken()).isEqualTo("of-a-new-login");
    assertThat(refreshes()).last().isEqualTo("of-a-new-login");
  }

  private static ExtractReport run(Extraction extraction) {
    return extraction.run(ExtractRequest.now(), ExtractHarness.MINUTES);
  }

  private List<String> refreshes() {
    return harness.spotify.requests.stream()
        .filter(request -> request.line().equals(TOKEN))
        .map(request -> request.body().replaceAll(".*refresh_token=", ""))
        .toList();
  }

  /// Stores a token only after some failures.
  private static final class UnreliableStore extends FakeCredentialStore {
    private int failures;
    private boolean storesBeforeItFails;

    @Override
    public Credentials replaceRefreshToken(String used, String rotated) {
      if (failures-- <= 0) {
        return super.replaceRefreshToken(used, rotated);
      }
      if (storesBeforeItFails) {
        super.replaceRefreshToken(used, rotated);
      }
      throw ExtractException.retryable("nothing can be stored");
    }
  }
}
