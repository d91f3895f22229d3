package dev.playlistlake.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.playlistlake.model.Artist;
import dev.playlistlake.model.PlaylistId;
import dev.playlistlake.model.Tables;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The parser inside Athena returns the values that were written.
final class CsvFileTest {
  @Test
  void hivesParserReturnsEveryRow() throws IOException {
    List<Artist> artists =
        IntStream.range(0, 20_000)
            .mapToObj(RandomDocument::new)
            .map(random -> new Artist(random.text(), random.text(), 1, random.text()))
            .toList();

    List<List<String>> lines = HiveCsv.read(csv(artists));

    List<List<String>> expected = new ArrayList<>();
    expected.add(List.of(Tables.ARTISTS.header()));
    artists.forEach(
        a ->
            expected.add(
                List.of(
                    "p",
                    HiveCsv.cleaned(a.id()),
                    HiveCsv.cleaned(a.name()),
                    "1",
                    HiveCsv.cleaned(a.url()))));
    assertThat(lines).isEqualTo(expected);
  }

  @Test
  void quotesEveryFieldAndDoublesOnlyQuotes() throws IOException {
    assertThat(text(new Artist("", "say \"\\\"", 0, "a,b")))
        .isEqualTo(
            """
            "playlist_id","artist_id","artist_name","songs_on_playlist","artist_url"
            "p","","say ""\\""\","0","a,b"
            """);
  }

  @Test
  void writesOnlyTheHeaderForATableWithoutRows() throws IOException {
    assertThat(text())
        .isEqualTo(
            "\"playlist_id\",\"artist_id\",\"artist_name\",\"songs_on_playlist\",\"artist_url\"\n");
  }

  @Test
  void failsWhenTheOutputDoes() {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int octet) throws IOException {
            throw new IOException("disk full");
          }
        };
    assertThatThrownBy(() -> file(List.of()).writeTo(full))
        .isInstanceOf(IOException.class)
        .hasMessage("disk full");
  }

  private static String text(Artist... artists) throws IOException {
    return new String(csv(List.of(artists)), StandardCharsets.UTF_8);
  }

  private static byte[] csv(List<Artist> artists) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    file(artists).writeTo(out);
    return out.toByteArray();
  }

  private static CsvFile<Artist> file(List<Artist> artists) {
    return new CsvFile<>("artists/p.csv", new PlaylistId("p"), Tables.ARTISTS, artists);
  }
}
