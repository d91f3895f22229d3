package dev.playlistlake.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.playlistlake.transform.input.ForeignFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Formats of other tools that are not read. The error names the format and the way out.
final class ForeignFormatTest {
  private static final String ENTRY = "{\"added_at\":null,\"track\":{\"id\":\"a\",\"name\":\"A\"}}";

  private static void assertAdvice(byte[] document, ForeignFormat format) throws IOException {
    for (byte[] bytes : new byte[][] {document, gzip(document)}) {
      assertThatThrownBy(() -> InMemoryTables.transform(bytes))
          .isInstanceOf(TransformException.class)
          .message()
          .startsWith("document.json: rejected at ")
          .endsWith(". " + format.advice())
          .containsOnlyOnce(format.advice());
    }
  }

  private static void assertAdvice(String document, ForeignFormat format) throws IOException {
    assertAdvice(document.getBytes(StandardCharsets.UTF_8), format);
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream gzipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(gzipped)) {
      out.write(plain);
    }
    return gzipped.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE", "x-UTF-16LE-BOM"})
  void namesUtf16(String charset) throws IOException {
    assertAdvice("{\"items\":[]}".getBytes(Charset.forName(charset)), ForeignFormat.UTF_16);
    assertAdvice(" [".getBytes(Charset.forName(charset)), ForeignFormat.UTF_16);
  }

  @Test
  void namesAZipArchive() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("Playlist1.json"));
      zip.write("{\"playlists\":[]}".getBytes(StandardCharsets.UTF_8));
    }

    assertAdvice(bytes.toByteArray(), ForeignFormat.ZIP);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"Track URI\",\"Track Name\",\"Artist Name(s)\"\n\"spotify:track:a\",\"A\",\"B\"\n",
        "\uFEFFSpotify ID,Artist IDs,Track Name\na,b,c\n",
        "Titel;Interpret;Album\r\na;b;c\r\n",
        "track\tartist\talbum\n"
      })
  void namesCsv(String text) throws IOException {
    assertAdvice(text, ForeignFormat.CSV);
  }

  @Test
  void namesJsonLines() throws IOException {
    assertAdvice(ENTRY + "\n" + ENTRY + "\n", ForeignFormat.JSON_LINES);
    assertAdvice("{\"items\":[]}\r\n{\"items\":[]}\r\n", ForeignFormat.JSON_LINES);
    assertAdvice("[]\n[]", ForeignFormat.JSON_LINES);
    // The first line is longer than the part in which a format is recognized.
    String unused = "\"unused\":\"" + "x".repeat(2 * ForeignFormat.HEAD) + "\"";
    assertAdvice("{\"items\":[]," + unused + "}\n{\"items\":[]}\n", ForeignFormat.JSON_LINES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"NaN", "Infinity", "-Infinity"})
  void namesNumbersThatJsonDoesNotHave(String number) throws IOException {
    assertAdvice(
        "{\"items\":[{\"track\":{\"id\":\"a\",\"popularity\":" + number + "}}]}",
        ForeignFormat.NAN);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          [{"ts":"2023-11-04T22:19:36Z","ms_played":1,"master_metadata_track_name":"A"}]
          [{"endTime":"2023-11-04 22:19","artistName":"B","trackName":"A","msPlayed":1}]
          {"items":[{"track":{"id":"a"},"played_at":"2024-01-01T00:00:00Z"}]}
          """)
  void namesListeningHistory(String document) throws IOException {
    assertAdvice(document, ForeignFormat.LISTENING_HISTORY);
  }

  @Test
  void namesTheFormatOfSpotifyPlaylistArchive() throws IOException {
    String track =
        """
        {"added_at":"2020-01-01 00:00:00","album":{"name":"P","url":"https://open.spotify.com/album/b"},
         "artists":[{"name":"B","url":"https://open.spotify.com/artist/c"}],"duration_ms":1,"name":"A",
         "url":"https://open.spotify.com/track/a"}
        """;
    assertAdvice(
        "{\"description\":\"\",\"num_followers\":1,\"original_name\":\"N\",\"tracks\":["
            + track
            + "],\"unique_name\":\"N\",\"url\":\"https://open.spotify.com/playlist/p\"}",
        ForeignFormat.SPOTIFY_PLAYLIST_ARCHIVE);
    assertAdvice(
        "{\"date_first_scraped\":\"2021-01-01\",\"name\":\"N\",\"tracks\":[" + track + "]}",
        ForeignFormat.SPOTIFY_PLAYLIST_ARCHIVE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html>one, two, three",
        "502 Bad Gateway, sorry",
        "{\"items\":[]} trailing",
        "{\"items\":[",
        "{\"name\":\"no entries\"}",
        "5"
      })
  void addsNoAdviceToOtherDocuments(String document) {
    assertThatThrownBy(() -> InMemoryTables.transform(document))
        .isInstanceOf(TransformException.class)
        .satisfies(
            error -> {
              for (ForeignFormat format : ForeignFormat.values()) {
                assertThat(error.getMessage()).doesNotContain(format.advice());
              }
            });
  }
}
