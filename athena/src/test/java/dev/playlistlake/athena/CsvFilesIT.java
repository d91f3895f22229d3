package dev.playlistlake.athena;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playlistlake.model.Artist;
import dev.playlistlake.model.PlaylistId;
import dev.playlistlake.model.Tables;
import dev.playlistlake.transform.CsvFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The engine returns every value of the transform's files unchanged.
final class CsvFilesIT {
  private static final PlaylistId PLAYLIST = new PlaylistId("p");
  private static final LocalDate DATE = LocalDate.of(2026, 3, 1);
  private static final int ROWS = 2_000;

  /// Parts of values. The first ones have a meaning in some dialect of CSV.
  private static final List<String> PARTS =
      List.of(
          "\"", "\\", ",", " ", "\"\"", "\\\\", "\\\"", "\",\"", "\\n", "\\t", "'", ";", "#",
          "=1+1", "NULL", "\\N", "\u00a0", "a", "日本", "🎵", "<b>", "&amp;", "${x}", "%s", "{", "}",
          "--");

  @TempDir private Path tables;

  @Test
  void theEngineReturnsEveryValueThatTheTransformWrites() throws IOException {
    List<Artist> artists =
        Stream.concat(
                Stream.of(new Artist("", "", 0, ""), new Artist(" ", "\\", 0, "\"")),
                IntStream.range(0, ROWS).mapToObj(CsvFilesIT::artist))
            .toList();
    write(artists);

    try (OnDemandEngine athena = OnDemandEngine.over(tables)) {
      SqlResult rows =
          athena.run(
              "SELECT playlist_id, artist_id, artist_name, songs_on_playlist, artist_url"
                  + " FROM artists ORDER BY CAST(songs_on_playlist AS bigint), artist_id");
      assertThat(rows.rows())
          .containsExactlyElementsOf(artists.stream().map(CsvFilesIT::values).toList());
    }
  }

  private void write(List<Artist> artists) throws IOException {
    String key = Tables.ARTISTS.key(DATE, PLAYLIST);
    Path file = tables.resolve(key);
    Files.createDirectories(file.getParent());
    try (OutputStream out = Files.newOutputStream(file)) {
      new CsvFile<>(key, PLAYLIST, Tables.ARTISTS, artists).writeTo(out);
    }
  }

  // The number orders the rows.
  private static Artist artist(int number) {
    Random random = new Random(number);
    return new Artist(value(random), value(random), number + 1, value(random));
  }

  private static String value(Random random) {
    return IntStream.range(0, random.nextInt(7))
        .mapToObj(_ -> PARTS.get(random.nextInt(PARTS.size())))
        .collect(Collectors.joining());
  }

  private static List<Object> values(Artist artist) {
    return List.of(
        PLAYLIST.value(), artist.id(), artist.name(), artist.songsOnPlaylist() + "", artist.url());
  }
}
