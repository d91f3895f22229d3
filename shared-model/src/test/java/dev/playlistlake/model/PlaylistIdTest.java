package dev.playlistlake.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PlaylistIdTest {
  private static final String ID = "2v3iNvBX8Ay1Gt2uXtUKUT";

  @ParameterizedTest
  @ValueSource(
      strings = {
        ID,
        "  " + ID + "\n",
        "spotify:playlist:" + ID,
        "https://open.spotify.com/playlist/" + ID,
        "https://open.spotify.com/playlist/" + ID + "?si=e8e1e56d145e4f9b",
        "https://open.spotify.com/intl-de/playlist/" + ID + "?si=1&pt=2",
        "http://open.spotify.com/playlist/" + ID + "#x",
        "https://open.spotify.com/playlist/" + ID + "/",
        "https://open.spotify.com/playlist/" + ID + "/?si=1",
        "open.spotify.com/playlist/" + ID,
        "HTTPS://Open.Spotify.com/playlist/" + ID,
        "https://play.spotify.com/playlist/" + ID,
        "https://open.spotify.com/embed/playlist/" + ID + "?utm_source=generator&theme=0",
        "https://open.spotify.com/intl-pt/embed/playlist/" + ID,
        "https://open.spotify.com/intl-es-419/playlist/" + ID + "/",
        "https://open.spotify.com/user/lake.side/playlist/" + ID + "?si=1",
        "open.spotify.com/user/J%C3%BCrgen/playlist/" + ID + "/",
        "https://open.spotify.com/embed/user/spotify/playlist/" + ID,
        "spotify:user:lake.side:playlist:" + ID,
        "spotify:user:31x:playlist:" + ID + "?si=1",
        "https://api.spotify.com/v1/playlists/" + ID,
        "https://api.spotify.com/v1/playlists/" + ID + "/tracks?offset=0&limit=100",
        "https://api.spotify.com/v1/playlists/" + ID + "/items?offset=0",
        "api.spotify.com/v1/users/lake.side/playlists/" + ID + "/tracks",
      })
  void readsEveryFormThatSpotifyShares(String text) {
    assertThat(PlaylistId.ofSpotify(text)).isEqualTo(new PlaylistId(ID));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2v3iNvBX8Ay1Gt2uXtUKU",
        "2v3iNvBX8Ay1Gt2uXtUKUTT",
        "2v3iNvBX8Ay1Gt2uXtUKU-",
        "spotify:album:" + ID,
        "https://open.spotify.com/album/" + ID,
        "https://open.spotify.com.evil.example/playlist/" + ID,
        "https://open.spotify.com/playlist/../" + ID,
        "https://evil.example/open.spotify.com/playlist/" + ID,
        "https://open.spotify.com/user/a/b/playlist/" + ID,
        "https://open.spotify.com/user/x/album/" + ID,
        "https://open.spotify.com/embed/track/" + ID,
        "https://open.spotify.com/playlist/" + ID + "/more",
        "https://api.spotify.com/v1/albums/" + ID,
        "spotify:user:x:" + ID,
        "spotify:user:x:collection",
        "ftp://open.spotify.com/playlist/" + ID,
      })
  void rejectsAnyOtherText(String text) {
    assertThatThrownBy(() -> PlaylistId.ofSpotify(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith(
            " is not a Spotify playlist: expected an id of 22 letters and digits,"
                + " https://open.spotify.com/playlist/<id> or spotify:playlist:<id>");
  }

  @Test
  void cutsAndCleansTheTextInTheError() {
    assertThatThrownBy(() -> PlaylistId.ofSpotify("\u001B[31m" + "x".repeat(500)))
        .hasMessageStartingWith("\"�[31mxxx")
        .message()
        .hasSizeLessThan(250);
  }

  @ParameterizedTest
  @CsvSource({
    "liked.json, liked",
    "liked.json.gz, liked",
    "my list (2).json, my_list__2_",
    "Ünïcode🎵.json, _n_code_",
    "notes.txt, notes_txt",
    "page.gz, page_gz",
    "a.json.json, a_json",
    "A.JSON, A_JSON"
  })
  void makesAnIdFromAFileName(String fileName, String id) {
    assertThat(PlaylistId.ofFileName(fileName)).hasToString(id);
  }

  @Test
  void rejectsCharactersThatAKeyCannotContain() {
    assertThatThrownBy(() -> new PlaylistId("a/b"))
        .hasMessage("invalid playlist id \"a/b\": expected only the characters A-Z a-z 0-9 _ -");
    assertThatThrownBy(() -> PlaylistId.ofFileName(".json"))
        .hasMessageStartingWith("invalid playlist id");
  }
}
