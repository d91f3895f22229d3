package dev.playlistlake.transform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Compares the six files of one document byte for byte. With `-Dgolden.update` the test replaces
/// the expected files and fails, so that you review the change.
final class GoldenFilesTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");

  @ParameterizedTest
  @ValueSource(strings = {"songs", "albums", "artists", "song_artists", "rejects", "playlists"})
  void writesTheTableByteForByte(String table) throws IOException {
    InMemoryTables tables = new InMemoryTables();
    String key = "playlists/snapshot_date=2026-11-21/2v3iNvBX8Ay1Gt2uXtUKUT.json.gz";
    DocumentReader.read(key, new ByteArrayInputStream(SampleDocument.valid()))
        .snapshots(LocalDate.of(2026, 11, 21), Assertions::fail, key)
        .forEach(tables::put);
    String written = table + "/snapshot_date=2026-11-21/2v3iNvBX8Ay1Gt2uXtUKUT.csv";

    assertThat(tables.files).hasSize(6).containsKey(written);
    String file =
        new String(tables.files.getOrDefault(written, new byte[0]), StandardCharsets.UTF_8);
    Path golden = GOLDEN.resolve(table + ".csv");
    if (System.getProperty("golden.update") != null) {
      Files.writeString(golden, file);
      Assertions.fail("wrote " + golden + ". Review the change, then run the test again.");
    }
    assertThat(file).isEqualTo(Files.readString(golden));
  }
}
