package dev.playlistlake.extract;

import static dev.playlistlake.extract.ExtractHarness.A;
import static dev.playlistlake.extract.spotify.FakeSpotify.TOKEN;
import static dev.playlistlake.extract.spotify.FakeSpotify.error;
import static dev.playlistlake.extract.spotify.FakeSpotify.json;
import static dev.playlistlake.extract.spotify.FakeSpotify.reply;
import static org.assertj.core.api.Assertions.assertThat;

import dev.playlistlake.extract.PlaylistReport.Status;
import dev.playlistlake.extract.credentials.CredentialStore;
import dev.playlistlake.extract.credentials.Credentials;
import dev.playlistlake.extract.spotify.ExtractException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The refresh token in a run: expiry, rotation, revocation.
class RefreshTokenTest {
  private static final String ONE = "{\"items\":{\"items\":[1]}}";
  private static final String ROTATED =
      "{\"access_token\":\"a\",\"refresh_token\":\"rotated-token\"}";
  private static final String INVALID =
      "{\"error\":\"invalid_grant\",\"error_description\":\"Refresh token revoked\"}";

  private final ExtractHarness harness = new ExtractHarness(A).playlist(A, json(ONE));
  private final FakeCredentialStore credentials = new FakeCredentialStore();

  @AfterEach
  void close() {
    harness.close();
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-21T06:00:03.987Z, 181, ''",
    "2026-06-22T06:00:03.987Z, 31, ''",
    "2026-06-21T06:00:03.987Z, 30, expires on 2026-12-21T06:00:03Z (30 days left)",
    "2026-05-23T06:00:00Z, 1, expires on 2026-11-23T06:00:00Z (1 day left)",
    "2026-05-21T06:00:04Z, 0, expires on 2026-11-21T06:00:04Z (0 days left)",
    "2026-05-21T06:00:00Z, -1, expired on 2026-11-21T06:00:00Z",
    "2026-08-31T12:00:00Z, 99, ''",
  })
  void reportsTheRemainingDaysOfTheLogin(Instant login, int days, String warning) {
    ExtractReport report = run(credentials.authorizedAt(login));

    assertThat(report.refreshTokenDaysLeft()).isEqualTo(days);
    assertThat(report.warnings())
        .isEqualTo(
            warning.isEmpty()
                ? List.of()
                : List.of("the refresh token " + warning + ". Log in again: fill secret spotify"));
  }

  @Test
  void warnsInEachRunIfTheTimeOfTheLoginIsUnknown() {
    harness.environment.remove("SPOTIFY_AUTHORIZED_AT");

    ExtractReport report = harness.run();

    assertThat(report.refreshTokenDaysLeft()).isNull();
    assertThat(report.warnings())
        .containsExactly(
            "the expiry of the refresh token is unknown, because the time of the login"
                + " (authorized_at) is not stored. The token expires six months after the login,"
                + " and you get no warning before. "
                + ExtractHarness.LOG_IN);
    assertThat(ReportLine.format(report)).doesNotContain("refresh_token_days_left");
  }

  @Test
  void doesNotWarnAboutALoginWithoutAUser() {
    harness.environment.remove("SPOTIFY_AUTHORIZED_AT");
    harness.environment.remove("SPOTIFY_REFRESH_TOKEN");

    assertThat(harness.run().warnings()).isEmpty();
  }

  @Test
  void logsEachWarningOnItsOwnLineBeforeTheReport() {
    StringBuilder log = new StringBuilder();
    credentials.authorizedAt(Instant.parse("2026-06-01T00:00:00Z"));

    new ExtractHandler(harness.extraction(credentials))
        .handleRequest(Map.of(), new LoggingContext(log));

    assertThat(log.toString().lines())
        .first()
        .isEqualTo(
            "WARNING: the refresh token expires on 2026-12-01T00:00:00Z (9 days left). Log in"
                + " again: fill secret spotify");
    assertThat(log.toString().lines().skip(1))
        .singleElement()
        .asString()
        .contains("\"refresh_token_days_left\":9");
  }

  @Test
  void storesARotatedTokenImmediatelyAndUsesItInTheRun() {
    harness.spotify.on(TOKEN, json(ROTATED), json("{\"access_token\":\"b\"}"));
    harness.playlist(A, error(401, "The access token expired"), json(ONE));

    ExtractReport report = run(credentials);

    assertThat(report.stored()).isEqualTo(1);
    assertThat(report.warnings()).isEmpty();
    assertThat(credentials.refreshToken()).isEqualTo("rotated-token");
    assertThat(refreshes()).containsExactly(ExtractHarness.REFRESH_TOKEN, "rotated-token");
  }

  @Test
  void aTokenThatCannotBeStoredIsAWarningAndTheRunSucceeds() {
    harness.spotify.on(TOKEN, json(ROTATED));

    ExtractReport report = harness.run();

    assertThat(report.stored()).isEqualTo(1);
    assertThat(report.warnings())
        .containsExactly(
            "Spotify sent a new refresh token, and it is NOT STORED (environment variable"
                + " SPOTIFY_REFRESH_TOKEN is read-only: keep the credentials in a secret, named by"
                + " SPOTIFY_SECRET_ID, or in a file). The stored token may be invalid at the next"
                + " start. "
                + ExtractHarness.LOG_IN);
  }

  @Test
  void anExceptionOfTheStoreIsAWarningWithoutTheToken() {
    harness.spotify.on(TOKEN, json(ROTATED));
    CredentialStore failing =
        new FakeCredentialStore() {
          @Override
          public Credentials replaceRefreshToken(String used, String rotated) {
            throw new IllegalStateException(used + rotated);
          }
        };

    ExtractReport report = run(failing);

    assertThat(report.stored()).isEqualTo(1);
    assertThat(report.warnings())
        .singleElement()
        .asString()
        .contains("NOT STORED (IllegalStateException). ")
        .doesNotContain(ExtractHarness.REFRESH_TOKEN, "rotated-token");
  }

  @Test
  void usesANewerTokenFromTheStoreIfTheTokenIsInvalid() {
    harness.spotify.on(TOKEN, reply(400, INVALID), json("{\"access_token\":\"b\"}"));
    CredentialStore store =
        new FakeCredentialStore() {
          @Override
          public Credentials load() {
            Credentials stored = super.load();
            refreshToken("newer");
            return stored;
          }
        };

    assertThat(run(store).stored()).isEqualTo(1);
    assertThat(refreshes()).containsExactly(ExtractHarness.REFRESH_TOKEN, "newer");
  }

  @Test
  void waitsAMomentUntilAnotherProcessHasStoredItsToken() {
    harness.spotify.on(TOKEN, reply(400, INVALID), json("{\"access_token\":\"b\"}"));
    CredentialStore store =
        new FakeCredentialStore() {
          @Override
          public Credentials load() {
            if (!harness.waits.isEmpty()) {
              refreshToken("newer");
            }
            return super.load();
          }
        };

    assertThat(run(store).stored()).isEqualTo(1);
    assertThat(harness.waits).containsExactly(Duration.ofSeconds(1));
  }

  @Test
  void readsTheStoreAgainOnlyOnce() {
    harness.spotify.on(TOKEN, reply(400, INVALID));
    CredentialStore store =
        new FakeCredentialStore() {
          private int loads;

          @Override
          public Credentials load() {
            loads++;
            refreshToken("token-" + loads);
            return super.load();
          }
        };

    assertThat(run(store).failedFinal()).isEqualTo(1);
    assertThat(refreshes()).containsExactly("token-1", "token-2");
  }

  @Test
  void anInvalidTokenEndsTheRunWithTheLoginAdvice() {
    harness.spotify.on(TOKEN, reply(400, INVALID));

    ExtractReport report = run(credentials);

    assertThat(report.failedFinal()).isEqualTo(1);
    assertThat(report.requests()).isEqualTo(1);
    assertThat(report.playlists().getFirst().reason())
        .endsWith(" Log in again: fill secret spotify");
  }

  @Test
  void unreadableCredentialsEndTheRunWithoutARequest() {
    harness.environment.put("PLAYLIST_IDS", A + "," + ExtractHarness.B);
    CredentialStore store =
        new FakeCredentialStore() {
          @Override
          public Credentials load() {
            throw ExtractException.permanent("secret spotify: client_id is missing");
          }
        };

    ExtractReport report = run(store);

    assertThat(report.playlists())
        .extracting(PlaylistReport::status)
        .containsExactly(Status.FAILED_FINAL, Status.SKIPPED);
    assertThat(report.playlists().getFirst().reason())
        .isEqualTo("secret spotify: client_id is missing");
    assertThat(report.refreshTokenDaysLeft()).isNull();
    assertThat(harness.spotify.requests).isEmpty();
  }

  private ExtractReport run(CredentialStore store) {
    return harness.extraction(store).run(ExtractRequest.now(), ExtractHarness.MINUTES);
  }

  private List<String> refreshes() {
    return harness.spotify.requests.stream()
        .filter(request -> request.line().equals(TOKEN))
        .map(request -> request.body().replaceAll(".*refresh_token=", ""))
        .toList();
  }
}
