package dev.playlistlake.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/// Checks that the tables in `docs/tables.md` match the schema. With `-Dgolden.update` the test
/// writes them into the page and fails, so that you review the change.
final class TablesDocTest {
  private static final Path PAGE = Path.of("../docs/tables.md");
  private static final String BEGIN =
      "<!-- <tables, generated from shared-model's Tables.java by TablesDocTest> -->\n";
  private static final String END = "\n<!-- </tables> -->\n";

  @Test
  void describesEveryColumn() throws IOException {
    String found = Files.readString(PAGE);
    assertThat(found).contains(BEGIN, END);
    String page =
        found.substring(0, found.indexOf(BEGIN) + BEGIN.length())
            + Tables.ALL.stream().map(TablesDocTest::section).collect(Collectors.joining())
            + found.substring(found.indexOf(END));
    if (System.getProperty("golden.update") != null) {
      Files.writeString(PAGE, page);
      Assertions.fail("wrote " + PAGE + ". Review the change, then run the test again.");
    }
    assertThat(found)
        .as("docs/tables.md is not current: add -Dgolden.update to this test run to rewrite it")
        .isEqualTo(page);
  }

  private static String section(Table<?> table) {
    return "\n## "
        + table.name()
        + "\n\nA row is "
        + table.meaning()
        + ".\n\n| column | type | meaning |\n|---|---|---|\n"
        + table.columns().stream().map(TablesDocTest::line).collect(Collectors.joining());
  }

  private static String line(Column<?> column) {
    String type = column.type().name().toLowerCase(Locale.ROOT);
    return "| %s%s | %s%s | %s |\n"
        .formatted(
            column.name(),
            column.key() ? " *key*" : "",
            type,
            column.optional() ? ", opt" : "",
            column.meaning());
  }
}
