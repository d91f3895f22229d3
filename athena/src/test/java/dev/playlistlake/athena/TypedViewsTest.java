package dev.playlistlake.athena;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/// Checks that the typed views of `queries.sql` match the schema. With `-Dgolden.update` the test
/// writes them and fails, so that you review the change.
final class TypedViewsTest {
  private static final Path FILE = Path.of("queries.sql");

  @Test
  void castEveryColumnToItsTypeInTheSchema() throws IOException {
    String file = Files.readString(FILE);
    String expected =
        MarkedSection.into(file, "-- ", "typed views", "\n" + TypedViews.section() + "\n");
    if (System.getProperty("golden.update") != null) {
      Files.writeString(FILE, expected);
      Assertions.fail("wrote " + FILE + ". Review the change, then run the test again.");
    }
    assertThat(file)
        .as(
            "typed views: athena/queries.sql is not current: add -Dgolden.update to this test run"
                + " to rewrite it")
        .isEqualTo(expected);
  }
}
