package dev.playlistlake.athena;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Checks the statements that create and fill the history tables. With `-Dgolden.update` the test
/// writes them into `queries.sql` and fails, so that you review the change.
final class HistoryTableTest {
  private static final Path FILE = Path.of("queries.sql");
  private static final Pattern INSERT =
      Pattern.compile("(?s)INSERT \\((.*?)\\) VALUES \\((.*?)\\)");

  @Test
  void theFileHasTheStatementsOfEveryTable() throws IOException {
    MarkedSection.assertCurrent(FILE, "-- ", "history tables", HistoryTable.section());
  }

  @ParameterizedTest
  @MethodSource("tables")
  void mergesEveryColumn(HistoryTable table) {
    String merge = QueriesFile.ours().get(table.name() + "_merge").sql();
    List<String> names = table.columns().stream().map(HistoryTable.Column::name).toList();
    Matcher insert = INSERT.matcher(merge);
    assertThat(insert.find()).isTrue();
    assertThat(list(insert.group(1))).isEqualTo(names);
    assertThat(list(insert.group(2))).isEqualTo(names.stream().map("n."::concat).toList());
    assertThat(names)
        .startsWith("snapshot_date", "snapshot_day", "playlist_id")
        .filteredOn(name -> names.indexOf(name) > 1 && !table.keys().contains(name))
        .isNotEmpty()
        .allSatisfy(
            name ->
                assertThat(merge)
                    .contains("  " + name + " = n." + name)
                    .contains("h.%1$s IS DISTINCT FROM n.%1$s".formatted(name)));
    assertThat(table.keys())
        .allSatisfy(key -> assertThat(merge).contains("AND h.%1$s = n.%1$s".formatted(key)));
  }

  @Test
  void everyTableHasASeparateFolder() {
    assertThat(HistoryErasure.FOLDERS)
        .doesNotHaveDuplicates()
        .startsWith("history")
        .allMatch(folder -> folder.matches("\\w+"));
    assertThat(HistoryErasure.TABLES)
        .containsExactly(
            "song_history", "song_detail_history", "credit_history", "snapshot_history");
  }

  @ParameterizedTest
  @MethodSource("tables")
  void theTemplateHasTheColumnsOfEveryTable(HistoryTable table) throws IOException {
    String columns =
        table.columns().stream()
            .map(
                column ->
                    "            - {Name: %s, Type: %s}\n"
                        .formatted(column.name(), HistoryTable.athenaType(column.type())))
            .collect(Collectors.joining());
    assertThat(Files.readString(TemplateParts.FOLDER.resolve("history.yaml")))
        .containsPattern(
            "Name: %1$s\n +Description: \"%2$s\"\n.*\n.*\n +Location: .*/%1$s\n +Columns:\n%3$s\n"
                .formatted(table.name(), Pattern.quote(table.comment()), Pattern.quote(columns)));
  }

  private static List<HistoryTable> tables() {
    return HistoryTable.ALL;
  }

  private static List<String> list(String text) {
    return Arrays.stream(text.split(",")).map(String::strip).toList();
  }
}
