package dev.playlistlake.extract;

import static dev.playlistlake.extract.ExtractHarness.A;
import static dev.playlistlake.extract.ExtractHarness.B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertThrows;

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
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExtractSettingsTest {
  private static final String INVALID = "settings in the environment are missing or invalid: ";

  private final Map<String, String> environment =
      new HashMap<>(
          Map.of(
              "RAW_BUCKET", "raw",
              "PLAYLIST_IDS", A,
              "SPOTIFY_CLIENT_ID", "id",
              "SPOTIFY_CLIENT_SECRET", " secret\n"));

  @Test
  void optionalSettingsHaveDefaults() {
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
  void readsPlaylistIdsUrlsAndUrisWithoutDuplicates() {
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
  void listsAllMissingSettings() {
    assertThatThrownBy(() -> start(Map.of("PLAYLIST_IDS", " , ")))
        .isInstanceOf(ExtractException.class)
        .hasMessage(
            INVALID
                + "RAW_BUCKET is missing (the bucket for raw snapshots); PLAYLIST_IDS is missing"
                + " (IDs, URLs or URIs of playlists, owned, or liked); credentials are missing,"
                + " expected SPOTIFY_SECRET_ID (the secret that a login fills) or both"
                + " SPOTIFY_CLIENT_ID and SPOTIFY_CLIENT_SECRET");
  }

  @Test
  void listsAllInvalidSettingsWithoutSecrets() {
    environment.put("RAW_BUCKET", "Raw");
    environment.put("PLAYLIST_IDS", A + " nope");
    environment.put("SPOTIFY_CLIENT_SECRET", "hush hush");
    environment.put("SPOTIFY_API_URL", "http://api.example.org");

    assertThatThrownBy(() -> start(environment))
        .hasMessage(
            INVALID
                + String.join(
                    "; ",
                    "RAW_BUCKET is \"Raw\", expected a bucket name",
                    "PLAYLIST_IDS is invalid because "
                        + notAPlaylist("nope")
                        + ", or owned, or liked",
                    "SPOTIFY_API_URL is not https://host or https://host:port (http is allowed only"
                        + " for localhost and loopback addresses)",
                    "SPOTIFY_CLIENT_SECRET contains white space"));
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
  void acceptsHttpsAndLoopbackHosts(String url) {
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
  void rejectsOtherHosts(String url) {
    environment.put("SPOTIFY_ACCOUNTS_URL", url);

    assertThatThrownBy(() -> ExtractSettings.of(environment))
        .hasMessageContaining("SPOTIFY_ACCOUNTS_URL is not https://host");
  }

  @Test
  void toStringShowsNoSecret() {
    environment.put("SPOTIFY_REFRESH_TOKEN", "hush");

    assertThat(credentials().toString()).doesNotContain("hush", "secret");
  }

  @Test
  void readsOwnedAndLikedTogetherWithIds() {
    environment.put("PLAYLIST_IDS", "liked, " + A + " owned,liked");

    assertThat(ExtractSettings.of(environment).selection())
        .isEqualTo(new Selection(List.of(PlaylistId.LIKED, new PlaylistId(A)), true, Set.of()));
  }

  @Test
  void aMinusInFrontLeavesAPlaylistOut() {
    environment.put(
        "PLAYLIST_IDS", "owned,-" + A + " liked " + B + " -liked,-spotify:user:x:playlist:" + B);

    assertThat(ExtractSettings.of(environment).selection())
        .isEqualTo(
            new Selection(
                List.of(), true, Set.of(new PlaylistId(A), new PlaylistId(B), PlaylistId.LIKED)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-owned", "owned,-", "owned --x", "owned,-nope"})
  void rejectsAMinusWithoutAPlaylist(String list) {
    environment.put("PLAYLIST_IDS", list);

    assertThatThrownBy(() -> ExtractSettings.of(environment))
        .hasMessageStartingWith(INVALID + "PLAYLIST_IDS is invalid because \"")
        .hasMessageContaining("\" is not a Spotify playlist: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-liked", "liked,-liked"})
  void rejectsASelectionWithoutPlaylists(String list) {
    environment.put("PLAYLIST_IDS", list);

    assertThatThrownBy(() -> ExtractSettings.of(environment))
        .hasMessage(
            INVALID
                + "PLAYLIST_IDS is invalid because every named playlist is left out with -,"
                + " expected a playlist to read, or owned");
  }

  @Test
  void aTooLongListIsAnErrorThatSuggestsOwned() {
    environment.put("PLAYLIST_IDS", (A + ",").repeat(153));

    assertThatThrownBy(() -> ExtractSettings.of(environment))
        .hasMessage(
            INVALID
                + "PLAYLIST_IDS has 3,519 characters, expected at most 3,500 because all settings"
                + " of a Lambda share 4 KB (owned selects all your playlists)");
  }

  @Test
  void rejectsASecretTogetherWithCredentialValues() {
    environment.put("SPOTIFY_SECRET_ID", "spotify");

    assertThatThrownBy(() -> start(environment))
        .hasMessage(
            INVALID
                + "SPOTIFY_SECRET_ID cannot be combined with SPOTIFY_CLIENT_ID,"
                + " SPOTIFY_CLIENT_SECRET");
  }

  @Test
  void acceptsNameOrArnOfASecret() {
    environment.keySet().removeIf(name -> name.startsWith("SPOTIFY_"));
    environment.put("SPOTIFY_SECRET_ID", "arn:aws:secretsmanager:eu-west-1:1:secret:a/b-AbC");
    SettingsReader from = new SettingsReader(environment);
    ExtractSettings.readCredentials(from, ExtractHarness.ADVICE);
    assertThatCode(from::requireValid).doesNotThrowAnyException();

    environment.put("SPOTIFY_SECRET_ID", "a; rm -rf b");
    assertThatThrownBy(() -> start(environment))
        .hasMessageEndingWith("SPOTIFY_SECRET_ID is not a name or ARN of a secret");
  }

  @ParameterizedTest
  @CsvSource({
    "SPOTIFY_REQUESTS_PER_SECOND,-1,not a number from 0 to 1000",
    "SPOTIFY_REQUESTS_PER_SECOND,NaN,not a number from 0 to 1000",
    "SPOTIFY_REQUESTS_PER_SECOND,1e3,not a number from 0 to 1000",
    "SPOTIFY_CONCURRENCY,0,not a number from 1 to 64",
    "SPOTIFY_CONCURRENCY,2.5,not a whole number",
    "SPOTIFY_WAIT_BUDGET_SECONDS,901,not a number from 0 to 900",
    "SPOTIFY_TIMEOUT_SECONDS,0,not a number from 0.1 to 300",
    "SPOTIFY_AUTHORIZED_AT,yesterday,not an instant like 2026-11-21T06:00:00Z",
    "LOG_LEVEL,verbose,'invalid: expected DEBUG, INFO or WARN'",
  })
  void rejectsInvalidNumbersInstantsAndLevels(String name, String value, String problem) {
    environment.put(name, value);

    assertThatThrownBy(() -> start(environment)).hasMessage(INVALID + name + " is " + problem);
  }

  private CredentialStore credentials() {
    return ExtractSettings.readCredentials(new SettingsReader(environment), ExtractHarness.ADVICE)
        .get();
  }

  /// The message for text that is not a playlist.
  private static String notAPlaylist(String text) {
    Throwable thrown =
        assertThrows(IllegalArgumentException.class, () -> PlaylistId.ofSpotify(text));
    return String.valueOf(thrown.getMessage());
  }

  /// Reads settings and credentials like the start of the function.
  private static void start(Map<String, String> environment) {
    Extraction.of(environment, new FakeS3(Instant::now), Clock.systemUTC(), ExtractHarness.ADVICE);
  }
}
