package dev.playlistlake.extract;

import static dev.playlistlake.extract.Lab.A;
import static dev.playlistlake.extract.StubSpotify.TOKEN;
import static dev.playlistlake.extract.StubSpotify.error;
import static dev.playlistlake.extract.StubSpotify.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Refresh tokens that Spotify replaces while the store takes none: a warm process keeps the
/// newest.
class RotationTest {
  private static final String ONE = "{\"items\":{\"items\":[1]}}";
  private static final String FIRST = "{\"access_token\":\"a\",\"refresh_token\":\"first\"}";
  private static final String SECOND = "{\"access_token\":\"b\",\"refresh_token\":\"second\"}";
  private static final String KEPT = "{\"access_token\":\"c\"}";

  private final Lab lab = new Lab(A);
  private final MemoryCredentials credentials = new MemoryCredentials();
  private final Moody store = new Moody();

  @BeforeEach
  void rotateTwiceInTheFirstRun() {
    lab.spotify.on(TOKEN, json(FIRST), json(SECOND), json(KEPT));
    lab.playlist(A, error(401, "The access token expired"), json(ONE));
  }

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void theSecondTokenIsStoredAfterAFirstThatWasNot() {
    store.refusals = 1;
    Extraction warm = lab.extraction(lab.store, store);

    assertThat(run(warm).warnings()).singleElement().asString().contains("it is NOT STORED");

    assertThat(credentials.refreshToken()).isEqualTo("second");
    assertThat(run(warm).warnings()).isEmpty();
    assertThat(refreshes()).containsExactly(Lab.REFRESH_TOKEN, "first", "second");
  }

  @Test
  void aStoreThatNeverTakesATokenLeavesTheProcessItsNewestAndAWarningInEachRun() {
    store.refusals = Integer.MAX_VALUE;
    Extraction warm = lab.extraction(lab.store, store);

    for (int i = 0; i < 3; i++) {
      assertThat(run(warm).warnings()).singleElement().asString().contains("it is NOT STORED");
    }

    assertThat(credentials.refreshToken()).isEqualTo(Lab.REFRESH_TOKEN);
    assertThat(refreshes()).containsExactly(Lab.REFRESH_TOKEN, "first", "second", "second");
  }

  @Test
  void theEnvironmentIsSuchAStore() {
    Extraction warm = lab.extraction();

    run(warm);

    assertThat(run(warm).warnings()).anyMatch(warning -> warning.contains("it is NOT STORED"));
    assertThat(refreshes()).containsExactly(Lab.REFRESH_TOKEN, "first", "second");
  }

  @Test
  void theNextRunOfAWarmProcessStoresWhatTheLastOneCouldNot() {
    store.refusals = 2;
    Extraction warm = lab.extraction(lab.store, store);
    run(warm);
    assertThat(credentials.refreshToken()).isEqualTo(Lab.REFRESH_TOKEN);

    assertThat(run(warm).warnings()).isEmpty();

    assertThat(credentials.refreshToken()).isEqualTo("second");
  }

  @Test
  void aWriteThatFailedAndWasMadeAllTheSameHoldsUpNoLaterToken() {
    store.refusals = 1;
    store.writesAllTheSame = true;

    run(lab.extraction(lab.store, store));

    assertThat(credentials.refreshToken()).isEqualTo("second");
  }

  @Test
  void aLoginInTheMeantimeCounts() {
    store.refusals = 2;
    Extraction warm = lab.extraction(lab.store, store);
    run(warm);
    credentials.refreshToken("of-a-new-login");

    assertThat(run(warm).warnings()).isEmpty();

    assertThat(credentials.refreshToken()).isEqualTo("of-a-new-login");
    assertThat(refreshes()).last().isEqualTo("of-a-new-login");
  }

  private static ExtractReport run(Extraction extraction) {
    return extraction.run(RunRequest.now(), Lab.MINUTES);
  }

  private List<String> refreshes() {
    return lab.spotify.requests.stream()
        .filter(request -> request.line().equals(TOKEN))
        .map(request -> request.body().replaceAll(".*refresh_token=", ""))
        .toList();
  }

  /// Takes a token only after some refusals.
  private final class Moody implements CredentialStore {
    private int refusals;
    private boolean writesAllTheSame;

    @Override
    public Credentials load() {
      return credentials.load();
    }

    @Override
    public Credentials replaceRefreshToken(String used, String rotated) {
      if (refusals-- <= 0) {
        return credentials.replaceRefreshToken(used, rotated);
      }
      if (writesAllTheSame) {
        credentials.replaceRefreshToken(used, rotated);
      }
      throw ExtractException.passing("the store takes nothing", null);
    }
  }
}
