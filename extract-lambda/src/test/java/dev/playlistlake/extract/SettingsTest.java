package dev.playlistlake.extract;

import static dev.playlistlake.extract.Lab.A;
import static dev.playlistlake.extract.Lab.B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.playlistlake.model.PlaylistId;
import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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

    assertThat(settings.credentials().refreshToken()).isEmpty();
    assertThat(settings.credentials().clientSecret()).isEqualTo("secret");
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

    assertThat(Settings.of(environment).playlists())
        .containsExactly(new PlaylistId(B), new PlaylistId(A));
  }

  @Test
  void everythingThatIsMissingIsNamedAtOnce() {
    assertThatThrownBy(() -> Settings.of(Map.of("PLAYLIST_IDS", " , ")))
        .isInstanceOf(ExtractException.class)
        .hasMessage(
            "settings in the environment are missing or wrong:"
                + " RAW_BUCKET is missing (the bucket for raw snapshots);"
                + " PLAYLIST_IDS is missing (ids, URLs or URIs of playlists);"
                + " SPOTIFY_CLIENT_ID is missing (from the app's settings in Spotify's dashboard);"
                + " SPOTIFY_CLIENT_SECRET is missing (from the app's settings in Spotify's"
                + " dashboard)");
  }

  @Test
  void everythingThatIsWrongIsNamedAtOnceAndNoSecretIsShown() {
    environment.put("RAW_BUCKET", "Raw");
    environment.put("PLAYLIST_IDS", A + " nope");
    environment.put("SPOTIFY_CLIENT_SECRET", "hush hush");
    environment.put("SPOTIFY_API_URL", "http://api.example.org");

    assertThatThrownBy(() -> Settings.of(environment))
        .hasMessage(
            "settings in the environment are missing or wrong: RAW_BUCKET is \"Raw\", no bucket"
                + " name; PLAYLIST_IDS: \"nope\" is no Spotify playlist: want an id of 22 letters"
                + " and digits, https://open.spotify.com/playlist/<id> or"
                + " spotify:playlist:<id>; SPOTIFY_CLIENT_SECRET has white space inside;"
                + " SPOTIFY_API_URL is no https://host or https://host:port (http for this"
                + " machine's own hosts alone)");
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

    assertThat(Settings.of(environment).toString()).doesNotContain("hush", "secret");
  }
}
