package dev.playlistlake.extract;

import static dev.playlistlake.extract.ExtractHarness.A;
import static dev.playlistlake.extract.ExtractHarness.B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.playlistlake.extract.credentials.CredentialStore;
import dev.playlistlake.extract.credentials.Credentials;
import dev.playlistlake.extract.spotify.Endpoints;
import dev.playlistlake.extract.spotify.ExtractException;
import dev.playlistlake.extract.spotify.RateLimit;
import dev.playlistlake.extract.spotify.Timeouts;
import dev.playlistlake.model.LogLevel;
import dev.playlistlake.model.PlaylistId;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExtractSettingsTest {
  private final Map<String, String> environment =
      new HashMap<>(
          Map.of(
              "RAW_BUCKET", "raw",
              "PLAYLIST_IDS", A,
              "SPOTIFY_CLIENT_ID", "id",
              "SPOTIFY_CLIENT_SECRET", " secret\n"));

  @Test
  void whatIsOptionalHasDefaults() {
    ExtractSettings settings = ExtractSettings.of(environment);
    Credentials credentials = credentials().load();

    assertThat(credentials.refreshToken()).isEmpty();
    assertThat(credentials.authorizedAt()).isEmpty();
    assertThat(credentials.clientSecret()).isEqualTo("secret");
    assertThat(settings.rateLimit()).isEqualTo(new RateLimit(10, 4, Duration.ofSeconds(60)));
    assertThat(settings.timeouts()).isEqualTo(Timeouts.DEFAULT);
    assertThat(settings.logLevel()).isEqualTo(LogLevel.INFO);
    assertThat(settings.endpoints())
        .isEqualTo(
            new Endpoints(
                URI.create("https://api.spotify.com"), URI.create("https://accounts.spotify.com")));
  }

  @Test
  void playlistsAreIdsUrlsAndUrisEachOnce() {
    environment.put(
        "PLAYLIST_IDS",
        "\n "
            + B
            + ",,https://open.spotify.com/playlist/"
            + A
            + "?si=1\tspotify:playlist:"
            + B
            + ",");

    assertThat(ExtractSettings.of(environment).selection().named())
        .containsExactly(new PlaylistId(B), new PlaylistId(A));
  }

  @Test
  void everythingThatIsMissingIsNamedAtOnce() {
    assertThatThrownBy(() -> start(Map.of("PLAYLIST_IDS", " , ")))
        .isInstanceOf(ExtractException.class)
        .hasMessage(
            "settings in the environment are missing or invalid:"
                + " RAW_BUCKET is missing (the bucket for raw snapshots);"
                + " PLAYLIST_IDS is missing (ids, URLs or URIs of playlists, or the words owned"
                + " and liked);"
                + " SPOTIFY_SECRET_ID is missing (the secret that a login fills), and so are"
                + " SPOTIFY_CLIENT_ID and SPOTIFY_CLIENT_SECRET in its place");
  }

  @Test
  void everythingThatIsWrongIsNamedAtOnceAndNoSecretIsShown() {
    environment.put("RAW_BUCKET", "Raw");
    environment.put("PLAYLIST_IDS", A + " nope");
    environment.put("SPOTIFY_CLIENT_SECRET", "hush hush");
    environment.put("SPOTIFY_API_URL", "http://api.example.org");

    assertThatThrownBy(() -> start(environment))
        .hasMessage(
            "settings in the environment are missing or invalid: RAW_BUCKET is \"Raw\", no bucket"
                + " name; PLAYLIST_IDS: \"nope\" is not a Spotify playlist: expected an id of 22"
                + " letters and digits, https://open.spotify.com/playlist/<id> or"
                + " spotify:playlist:<id>, or the words owned and liked; SPOTIFY_API_URL is no"
                + " https://host or https://host:port (http for this machine's own hosts only);"
                + " SPOTIFY_CLIENT_SECRET has white space inside");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:8080",
        "http://localhost:1",
        "http://[::1]:8080/",
        "https://a.b",
        "HTTPS://A.b:8443"
      })
  void tokensGoEncryptedOrToThisMachine(String url) {
    environment.put("SPOTIFY_ACCOUNTS_URL", url);

    assertThat(ExtractSettings.of(environment).endpoints().accounts())
        .hasToString(url.replaceFirst("/$", "").toLowerCase(Locale.ROOT));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1.example.org",
        "http://localhost.org",
        "ftp://localhost",
        "localhost:80",
        "https://u:p@a.b",
        "https://a.b/v1",
        "https://a.b?x",
        "https://a.b#x",
        "https://",
        "https://a b"
      })
  void anythingElseIsRefused(String url) {
    environment.put("SPOTIFY_ACCOUNTS_URL", url);

    assertThatThrownBy(() -> ExtractSettings.of(environment))
        .hasMessageContaining("SPOTIFY_ACCOUNTS_URL is no https://host");
  }

  @Test
  void printingThemShowsNoSecret() {
    environment.put("SPOTIFY_REFRESH_TOKEN", "hush");

    assertThat(credentials().toString()).doesNotContain("hush", "secret");
  }

  @Test
  void theWordsOwnedAndLikedStandBesideIds() {
    environment.put("PLAYLIST_IDS", "liked, " + A + " owned,liked");

    assertThat(ExtractSettings.of(environment).selection())
        .isEqualTo(new Selection(List.of(PlaylistId.LIKED, new PlaylistId(A)), true));
  }

  @Test
  void aListTooLongForALambdaIsRefusedNamingOwned() {
    environment.put("PLAYLIST_IDS", (A + ",").repeat(153));

    assertThatThrownBy(() -> ExtractSettings.of(environment))
        .hasMessage(
            "settings in the environment are missing or invalid: PLAYLIST_IDS has 3,519 characters,"
                + " more than the 3,500 that fit into a Lambda's environment (4 KB for all"
                + " settings): write owned for every playlist of yours");
  }

  @Test
  void aSecretOrTheValuesButNotBoth() {
    environment.put("SPOTIFY_SECRET_ID", "spotify");

    assertThatThrownBy(() -> start(environment))
        .hasMessage(
            "settings in the environment are missing or invalid: SPOTIFY_SECRET_ID and"
                + " SPOTIFY_CLIENT_ID, SPOTIFY_CLIENT_SECRET are set: want only the secret, or no"
                + " secret");
  }

  @Test
  void aSecretIsNamedByNameOrArn() {
    environment.keySet().removeIf(name -> name.startsWith("SPOTIFY_"));
    environment.put("SPOTIFY_SECRET_ID", "arn:aws:secretsmanager:eu-west-1:1:secret:a/b-AbC");
    SettingsReader from = new SettingsReader(environment);
    ExtractSettings.readCredentials(from, ExtractHarness.ADVICE);
    assertThatCode(from::requireValid).doesNotThrowAnyException();

    environment.put("SPOTIFY_SECRET_ID", "a; rm -rf b");
    assertThatThrownBy(() -> start(environment))
        .hasMessageEndingWith("SPOTIFY_SECRET_ID is no name or ARN of a secret");
  }

  @ParameterizedTest
  @CsvSource({
    "SPOTIFY_REQUESTS_PER_SECOND,-1,no number from 0 to 1000",
    "SPOTIFY_REQUESTS_PER_SECOND,NaN,no number from 0 to 1000",
    "SPOTIFY_REQUESTS_PER_SECOND,1e3,no number from 0 to 1000",
    "SPOTIFY_CONCURRENCY,0,no number from 1 to 64",
    "SPOTIFY_CONCURRENCY,2.5,no whole number",
    "SPOTIFY_WAIT_BUDGET_SECONDS,901,no number from 0 to 900",
    "SPOTIFY_TIMEOUT_SECONDS,0,no number from 0.1 to 300",
    "SPOTIFY_AUTHORIZED_AT,yesterday,no instant like 2026-11-21T06:00:00Z",
    "LOG_LEVEL,verbose,'invalid: expected DEBUG, INFO or WARN'",
  })
  void numbersInstantsAndLevelsAreChecked(String name, String value, String problem) {
    environment.put(name, value);

    assertThatThrownBy(() -> start(environment))
        .hasMessage(
            "settings in the environment are missing or invalid: " + name + " is " + problem);
  }

  private CredentialStore credentials() {
    return ExtractSettings.readCredentials(new SettingsReader(environment), ExtractHarness.ADVICE)
        .get();
  }

  /// Reads settings and credentials, as a start of the function does.
  private static void start(Map<String, String> environment) {
    Extraction.of(environment, new FakeS3(Instant::now), Clock.systemUTC(), ExtractHarness.ADVICE);
  }
}
