package dev.playlistlake.transform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.playlistlake.model.Column;
import dev.playlistlake.model.Reject;
import dev.playlistlake.model.Table;
import dev.playlistlake.model.Tables;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Compares the six files of one document byte for byte. With `-Dgolden.update` the test replaces
/// the expected files and fails, so that you review the change.
final class GoldenFilesTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");

  @Test
  void theSampleDocumentHasAValueForEveryColumn() throws IOException {
    InMemoryTables tables = InMemoryTables.transform(SampleDocument.valid());
    Set<String> empty = new TreeSet<>();
    for (Table<?> table : Tables.ALL) {
      for (Column<?> column : table.columns()) {
        if (tables.column(table, column.name()).stream().allMatch(String::isEmpty)) {
          empty.add(table.name() + "." + column.name());
        }
      }
    }

    assertThat(empty)
        .as(
            "columns without a value: is the member in golden/snapshot.json, and does a reader such"
                + " as EntryContent read it?")
        .isEmpty();
  }

  @Test
  void theSampleDocumentHasAnEntryForEveryReasonToRejectIt() throws IOException {
    InMemoryTables tables = InMemoryTables.transform(SampleDocument.valid());

    assertThat(tables.column(Tables.REJECTS, "reason"))
        .as("reasons of the rejects of golden/snapshot.json, expected all of Reject.Reason")
        .containsAll(Stream.of(Reject.Reason.values()).map(Reject.Reason::text).toList());
  }

  @Test
  void theSampleDocumentHasEveryCharacterThatIsCleaned() throws IOException {
    JsonNode document = new ObjectMapper().readTree(SampleDocument.valid());
    String texts = String.join("", document.findValuesAsText("name"));
    Set<String> missing = new TreeSet<>();
    for (char c = 0; c < Character.MIN_SURROGATE; c++) {
      String text = "a" + c + "b";
      if (!HiveCsv.cleaned(text).equals(text) && texts.indexOf(c) < 0) {
        missing.add(String.format("U+%04X", (int) c));
      }
    }

    assertThat(missing).as("characters that no name in golden/snapshot.json has").isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"songs", "albums", "artists", "song_artists", "rejects", "playlists"})
  void writesTheTableByteForByte(String table) throws IOException {
    InMemoryTables tables = new InMemoryTables();
    String key = "playlists/snapshot_date=2026-11-21/2v3iNvBX8Ay1Gt2uXtUKUT.json.gz";
    DocumentReader.read(key, new ByteArrayInputStream(SampleDocument.valid()))
        .snapshots(LocalDate.of(2026, 11, 21), _ -> Assertions.fail(), key)
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
    assertThat(file)
        .as("%s is not current: add -Dgolden.update to this test run to rewrite it", golden)
        .isEqualTo(Files.readString(golden));
  }
}
