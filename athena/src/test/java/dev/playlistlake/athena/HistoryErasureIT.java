package dev.playlistlake.athena;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// After the statements of [HistoryErasure], no file of the history tables contains the rows of an
/// erased playlist.
final class HistoryErasureIT {
  private static final Map<String, String> ALL_DAYS = Map.of("from_date", "0000-01-01");

  /// Text that only the rows of the erased playlist contain: in playlist and song ids, and in the
  /// names of its songs, artists, albums and owner.
  private static final String MARK = "ZEBRA";

  @TempDir private Path folder;

  @Test
  void noFileContainsTheRowsOfAnErasedPlaylistOrOfAllAndTheOthersStay() throws IOException {
    try (OnDemandEngine athena = filled()) {
      assertThat(filesWith(MARK)).as("files before").hasSizeGreaterThanOrEqualTo(8);
      List<Integer> before = rows(athena, "playlist_id = 'other'");
      assertThat(before).doesNotContain(0);
      assertThat(rows(athena, "playlist_id = 'ZEBRA1'")).doesNotContain(0);

      athena.run("DELETE FROM song_history WHERE playlist_id = 'ZEBRA1' AND song_id = 'ZEBRA-s1'");
      assertThat(filesWith(MARK)).as("files after only a DELETE").isNotEmpty();
      HistoryErasure.onThisMachine(Set.of("ZEBRA1")).forEach(athena::run);

      assertThat(filesWith(MARK)).isEmpty();
      everyDataFileHasOnlyRowsOfItsTable(athena);
      assertThat(rows(athena, "true")).isEqualTo(before);
      assertThat(
              SampleLakeEngine.text(
                  athena.run("SELECT * FROM song_history ORDER BY snapshot_date, song_id"),
                  "snapshot_date",
                  "playlist_id",
                  "song_name"))
          .containsExactly(
              "2026-03-01 other Song s1", "2026-03-01 other Song s2", "2026-03-02 other Song s1");
    }
    try (OnDemandEngine restarted = OnDemandEngine.over(folder.resolve("processed"), folder)) {
      assertThat(rows(restarted, "playlist_id = 'other'")).containsExactly(3, 3, 4, 2);

      HistoryErasure.onThisMachine(Set.of()).forEach(restarted::run);

      assertThat(rows(restarted, "true")).containsOnly(0);
      assertThat(filesWith("other")).isEmpty();
      assertThat(filesWith("Song s1")).isEmpty();
    }
  }

  @Test
  void theWeeklyExpiryDeletesOnlyDaysThatAreOlderThanTheRetention() throws IOException {
    try (OnDemandEngine athena = OnDemandEngine.over(folder)) {
      for (HistoryTable table : HistoryTable.ALL) {
        athena.run(
            "INSERT INTO %s (snapshot_date, snapshot_day, playlist_id) SELECT date_format(d, '%%Y-%%m-%%d'), d, 'recent' FROM (VALUES current_date - INTERVAL '730' DAY, current_date) AS t (d)"
                .formatted(table.name()));
        athena.run(
            "INSERT INTO %s (snapshot_date, snapshot_day, playlist_id) VALUES ('old', current_date - INTERVAL '731' DAY, 'old')"
                .formatted(table.name()));
        athena.run(HistoryUpkeep.EXPIRY.sql(table, "730"));
      }
      assertThat(rows(athena, "playlist_id = 'old'")).containsOnly(0);
      assertThat(rows(athena, "playlist_id = 'recent'")).containsOnly(2);
    }
  }

  /// Two playlists with several snapshots. A repeated snapshot leaves updated and deleted rows in
  /// older files.
  private OnDemandEngine filled() throws IOException {
    Path tables = Files.createDirectories(folder.resolve("processed"));
    SampleLakeWriter lake = new SampleLakeWriter(tables);
    SampleSong zebra = zebra("ZEBRA-s1");
    Map<String, String> owner =
        Map.of("playlist_name", "ZEBRA list", "owner_id", "ZEBRA-u", "owner_name", "ZEBRA owner");
    lake.snapshot("ZEBRA1", "2026-03-01", List.of(zebra, zebra("ZEBRA-s2")), owner);
    lake.snapshot("ZEBRA1", "2026-03-02", List.of(zebra), owner);
    SampleSong s1 = SampleSong.song("s1", "A").album("al1", "2026-02-10");
    lake.snapshot("other", "2026-03-01", List.of(s1, SampleSong.song("s2", "A", "B")), Map.of());
    lake.snapshot("other", "2026-03-02", List.of(s1), Map.of());
    OnDemandEngine athena = OnDemandEngine.over(tables, folder);
    try {
      merge(athena);
      lake.snapshot("ZEBRA1", "2026-03-02", List.of(zebra.popularity(7), zebra("ZEBRA-s3")), owner);
      merge(athena);
      return athena;
    } catch (IOException | RuntimeException failed) {
      athena.close();
      throw failed;
    }
  }

  private static SampleSong zebra(String id) {
    return SampleSong.song(id, "ZEBRA-a", "ZEBRA-b")
        .with("song_name", "ZEBRA song " + id)
        .album("ZEBRA-al", "1999");
  }

  private static void merge(OnDemandEngine athena) {
    for (String table : HistoryErasure.TABLES) {
      athena.run(QueriesFile.ours().get(table + "_merge").with(ALL_DAYS).sql());
    }
  }

  private static List<Integer> rows(OnDemandEngine athena, String condition) {
    return HistoryErasure.TABLES.stream()
        .map(table -> athena.run("SELECT 1 FROM " + table + " WHERE " + condition).rows().size())
        .toList();
  }

  /// Every Parquet file belongs to the current version of its table, and the only hidden row is the
  /// one that [HistoryErasure] writes and deletes. So the files contain exactly the rows that a
  /// query returns. A search in their bytes finds only statistics, because the columns are
  /// compressed.
  private void everyDataFileHasOnlyRowsOfItsTable(OnDemandEngine athena) throws IOException {
    for (HistoryTable table : HistoryTable.ALL) {
      List<List<@Nullable Object>> files =
          athena
              .run("SELECT file_path, content, record_count FROM \"" + table.name() + "$files\"")
              .rows();
      assertThat(files)
          .filteredOn(file -> !Objects.equals(file.get(1), 0L))
          .singleElement()
          .satisfies(file -> assertThat(file.get(2)).isEqualTo(1L));
      Path data = folder.resolve(table.folder()).resolve("data");
      try (Stream<Path> found = Files.list(data)) {
        assertThat(found.map(file -> file.getFileName() + ""))
            .containsExactlyInAnyOrderElementsOf(
                files.stream()
                    .map(file -> (file.getFirst() + "").replaceFirst(".*/", ""))
                    .toList());
      }
    }
  }

  /// The files of the history tables that contain a text. The content of Avro files is compressed,
  /// so their records are read.
  private List<String> filesWith(String text) throws IOException {
    List<String> found = new ArrayList<>();
    for (String name : HistoryErasure.FOLDERS) {
      try (Stream<Path> files = Files.walk(folder.resolve(name))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          if (content(file).contains(text)) {
            found.add(folder.relativize(file) + "");
          }
        }
      }
    }
    return found;
  }

  private static String content(Path file) throws IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.write(Files.readAllBytes(file));
    if (file.toString().endsWith(".avro")) {
      try (InputStream bytes = Files.newInputStream(file);
          DataFileStream<GenericRecord> records =
              new DataFileStream<>(bytes, new GenericDatumReader<>())) {
        for (GenericRecord entry : records) {
          content.write(entry.toString().getBytes(StandardCharsets.ISO_8859_1));
        }
      }
    }
    return content.toString(StandardCharsets.ISO_8859_1);
  }
}
