package dev.playlistlake.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playlistlake.local.lake.LakeLayout;
import dev.playlistlake.model.RawKey;
import dev.playlistlake.model.Table;
import dev.playlistlake.transform.CsvFile;
import dev.playlistlake.transform.DocumentReader;
import dev.playlistlake.transform.HiveCsv;
import dev.playlistlake.transform.Snapshot;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Reads the tables of a lake with Hive's parser and compares them with the raw objects.
///
/// @param lake the folder of the lake
public record LakeReading(Path lake) {

  /// Returns the keys of the raw objects, sorted.
  public List<RawKey> rawKeys() throws IOException {
    Path raw = lake.resolve(LakeLayout.RAW);
    try (Stream<Path> files = Files.walk(raw)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> RawKey.parse(raw.relativize(file).toString()).orElseThrow())
          .sorted(Comparator.comparing(RawKey::toString))
          .toList();
    }
  }

  /// Reads a table's file as Athena does, with the header.
  List<List<String>> csv(Table<?> table, RawKey key) throws IOException {
    Path file = lake.resolve(LakeLayout.PROCESSED).resolve(table.key(key.date(), key.playlist()));
    return HiveCsv.read(Files.readAllBytes(file));
  }

  /// Checks that Hive's parser returns every value of every row that was written.
  public void assertEveryRowComesBack() throws IOException {
    for (RawKey key : rawKeys()) {
      try (InputStream raw =
          Files.newInputStream(lake.resolve(LakeLayout.RAW).resolve(key.toString()))) {
        Snapshot snapshot =
            DocumentReader.read(key.toString(), raw)
                .snapshots(key.date(), _ -> key.playlist(), key.toString())
                .getFirst();
        for (CsvFile<?> file : snapshot.files()) {
          assertThat(csv(file.table(), key)).as(file.key()).isEqualTo(lines(file));
        }
      }
    }
  }

  private static <R> List<List<String>> lines(CsvFile<R> file) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(List.of(file.table().header()));
    for (R row : file.rows()) {
      String[] values = file.table().values(file.playlist(), row);
      lines.add(Arrays.stream(values).map(HiveCsv::cleaned).toList());
    }
    return lines;
  }
}
