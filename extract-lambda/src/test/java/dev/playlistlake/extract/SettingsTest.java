package dev.playlistlake.extract;

import static dev.playlistlake.extract.Lab.A;
import static dev.playlistlake.extract.Lab.B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.playlistlake.model.LogLevel;
import dev.playlistlake.model.PlaylistId;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  private final Map<String, String> environment =
      new HashMap<>(
          Map.of(
              "RAW_BUCKET", "raw",
              "PLAYLIST_IDS", A,
              "SPOTIFY_CLIENT_ID", "id",
              "SPOTIFY_CLIENT_SECRET", " secret\n"));

  @Test
  void whatIsOptionalHasDefaults() {
    Settings settings = Settings.of(environment);
    Credentials credentials = CredentialSetting.of(new Environment(environment)).open().load();

    assertThat(credentials.refreshToken()).isEmpty();
    assertThat(credentials.authorizedAt()).isEmpty();
    assertThat(credentials.clientSecret()).isEqualTo("secret");
    assertThat(settings.pacing()).isEqualTo(new Pacing(10, 4, Duration.ofSeconds(60)));
    assertThat(settings.patience()).isEqualTo(Patience.DEFAULT);
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

    assertThat(Settings.of(environment).selection().named())
        .containsExactly(new PlaylistId(B), new PlaylistId(A));
  }

  @Test
  void everythingThatIsMissingIsNamedAtOnce() {
    assertThatThrownBy(() -> refused(Map.of("PLAYLIST_IDS", " , ")))
        .isInstanceOf(ExtractException.class)
        .hasMessage(
            "settings in the environment are missing or wrong:"
                + " RAW_BUCKET is missing (the bucket for raw snapshots);"
                + " PLAYLIST_IDS is missing (ids, URLs or URIs of playlists, or the words owned"
                + " and liked);"
                + " SPOTIFY_SECRET_ID is missing (the secret that ./playlist-lake login wrote), and"
                + " so are SPOTIFY_CLIENT_ID and SPOTIFY_CLIENT_SECRET in its place");
  }

  @Test
  void everythingThatIsWrongIsNamedAtOnceAndNoSecretIsShown() {
    environment.put("RAW_BUCKET", "Raw");
    environment.put("PLAYLIST_IDS", A + " nope");
    environment.put("SPOTIFY_CLIENT_SECRET", "hush hush");
    environment.put("SPOTIFY_API_URL", "http://api.example.org");

    assertThatThrownBy(() -> refused(environment))
        .hasMessage(
            "settings in the environment are missing or wrong: RAW_BUCKET is \"Raw\", no bucket"
                + " name; PLAYLIST_IDS: \"nope\" is no Spotify playlist: want an id of 22 letters"
                + " and digits, https://open.spotify.com/playlist/<id> or"
                + " spotify:playlist:<id>, or the words owned and liked;"
                + " SPOTIFY_API_URL is no https://host or https://host:port (http for this"
                + " machine's own hosts alone); SPOTIFY_CLIENT_SECRET has white space inside");
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

    assertThat(Settings.of(environment).endpoints().accounts())
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

    assertThatThrownBy(() -> Settings.of(environment))
        .hasMessageContaining("SPOTIFY_ACCOUNTS_URL is no https://host");
  }

  @Test
  void printingThemShowsNoSecret() {
    environment.put("SPOTIFY_REFRESH_TOKEN", "hush");

    assertThat(CredentialSetting.of(new Environment(environment)).toString())
        .doesNotContain("hush", "secret");
  }

  @Test
  void theWordsOwnedAndLikedStandBesideIds() {
    environment.put("PLAYLIST_IDS", "liked, " + A + " owned,liked");

    assertThat(Settings.of(environment).selection())
        .isEqualTo(new Selection(List.of(PlaylistId.LIKED, new PlaylistId(A)), true));
  }

  @Test
  void aListTooLongForALambdaIsRefusedNamingOwned() {
    environment.put("PLAYLIST_IDS", (A + ",").repeat(153));

    assertThatThrownBy(() -> Settings.of(environment))
        .hasMessage(
            "settings in the environment are missing or wrong: PLAYLIST_IDS has 3,519 characters,"
                + " more than the 3,500 that fit into a Lambda's environment (4 KB for all"
                + " settings): write owned for every playlist of yours");
  }

  @Test
  void aSecretOrTheValuesButNotBoth() {
    environment.put("SPOTIFY_SECRET_ID", "spotify");

    assertThatThrownBy(() -> refused(environment))
        .hasMessage(
            "settings in the environment are missing or wrong: SPOTIFY_SECRET_ID and"
                + " SPOTIFY_CLIENT_ID, SPOTIFY_CLIENT_SECRET are set: want the secret alone, or no"
                + " secret");
  }

  @Test
  void aSecretIsNamedByNameOrArn() {
    environment.keySet().removeIf(name -> name.startsWith("SPOTIFY_"));
    environment.put("SPOTIFY_SECRET_ID", "arn:aws:secretsmanager:eu-west-1:1:secret:a/b-AbC");
    assertThat(CredentialSetting.of(new Environment(environment)))
        .isEqualTo(
            new CredentialSetting.Secret("arn:aws:secretsmanager:eu-west-1:1:secret:a/b-AbC"));

    environment.put("SPOTIFY_SECRET_ID", "a; rm -rf b");
    assertThatThrownBy(() -> refused(environment))
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
    "LOG_LEVEL,verbose,'none of DEBUG, INFO, WARN'",
  })
  void numbersInstantsAndLevelsAreChecked(String name, String value, String problem) {
    environment.put(name, value);

    assertThatThrownBy(() -> refused(environment))
        .hasMessage("settings in the environment are missing or wrong: " + name + " is " + problem);
  }

  private static void refused(Map<String, String> environment) {
    Environment from = new Environment(environment);
    Settings.of(from);
    CredentialSetting.of(from);
    from.refuseIfWrong();
  }
}
