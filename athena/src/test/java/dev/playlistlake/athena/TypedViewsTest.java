package dev.playlistlake.athena;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/// The typed views of `queries.sql` are those of the schema. `-Dgolden.update` writes them anew,
/// and still fails.
final class TypedViewsTest {
  private static final Path FILE = Path.of("queries.sql");

  @Test
  void giveEveryColumnOfTheSchemaItsType() throws IOException {
    String file = Files.readString(FILE);
    String wanted =
        MarkedSection.into(file, "-- ", "typed views", "\n" + TypedViews.section() + "\n");
    if (System.getProperty("golden.update") != null) {
      Files.writeString(FILE, wanted);
      Assertions.fail("wrote " + FILE + ": look at the difference");
    }
    assertThat(file)
        .as(
            "typed views: athena/queries.sql is not current: add -Dgolden.update to this test run"
                + " to rewrite it")
        .isEqualTo(wanted);
  }
}
