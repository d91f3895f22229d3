package dev.playlistlake.athena;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/// Checks that the statements of the history table have the same columns. With `-Dgolden.update`
/// the test writes the statement that creates the table and fails, so that you review the change.
final class HistoryTableTest {
  private static final Path FILE = Path.of("queries.sql");
  private static final Pattern INSERT =
      Pattern.compile("(?s)INSERT \\((.*?)\\) VALUES \\((.*?)\\)");

  @Test
  void createsTheColumnsOfBothEngines() throws IOException {
    String file = Files.readString(FILE);
    String expected = MarkedSection.into(file, "-- ", "history table", HistoryTable.section());
    if (System.getProperty("golden.update") != null) {
      Files.writeString(FILE, expected);
      Assertions.fail("wrote " + FILE + ". Review the change, then run the test again.");
    }
    assertThat(file)
        .as(
            "history table: athena/queries.sql is not current: add -Dgolden.update to this test run"
                + " to rewrite it")
        .isEqualTo(expected);
  }

  @Test
  void mergesEveryColumn() {
    String merge = QueriesFile.ours().get("song_history_merge").sql();
    List<String> names = HistoryTable.COLUMNS.stream().map(SqlResult.Column::name).toList();
    Matcher insert = INSERT.matcher(merge);
    assertThat(insert.find()).isTrue();
    assertThat(list(insert.group(1))).isEqualTo(names);
    assertThat(list(insert.group(2))).isEqualTo(names.stream().map("n."::concat).toList());
    assertThat(names.subList(4, names.size()))
        .allSatisfy(
            name ->
                assertThat(merge)
                    .contains("  " + name + " = n." + name)
                    .contains("h.%1$s IS DISTINCT FROM n.%1$s".formatted(name)));
  }

  private static List<String> list(String text) {
    return Arrays.stream(text.split(",")).map(String::strip).toList();
  }
}
