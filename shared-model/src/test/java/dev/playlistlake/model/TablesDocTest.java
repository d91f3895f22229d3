package dev.playlistlake.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/// Checks that `docs/tables.md` matches the schema. With `-Dgolden.update` the test writes the page
/// and fails, so that you review the change.
final class TablesDocTest {
  private static final Path PAGE = Path.of("../docs/tables.md");
  private static final String INTRODUCTION =
      """
      # The six tables

      Generated from the schema (`shared-model`, `Tables.java`) by `TablesDocTest`.

      Each snapshot of a playlist is one file per table:
      `<table>/snapshot_date=<YYYY-MM-DD>/<playlist_id>.csv`. `snapshot_date` is the UTC date of the
      run. It is the partition column of every table and part of every primary key (*key*). In the
      files all values are quoted text, and an empty value is `""`. *opt* columns may be empty.
      Timestamps are UTC, `YYYY-MM-DDTHH:MM:SSZ`. New columns are only appended.
      """;

  @Test
  void describesEveryColumn() throws IOException {
    String page =
        INTRODUCTION
            + Tables.ALL.stream().map(TablesDocTest::section).collect(Collectors.joining());
    if (System.getProperty("golden.update") != null) {
      Files.writeString(PAGE, page);
      Assertions.fail("wrote " + PAGE + ". Review the change, then run the test again.");
    }
    assertThat(Files.readString(PAGE))
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
