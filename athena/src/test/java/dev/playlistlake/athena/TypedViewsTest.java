package dev.playlistlake.athena;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// Checks that the typed views of `queries.sql` match the schema. With `-Dgolden.update` the test
/// writes them and fails, so that you review the change.
final class TypedViewsTest {
  private static final Path FILE = Path.of("queries.sql");

  @Test
  void castEveryColumnToItsTypeInTheSchema() throws IOException {
    MarkedSection.assertCurrent(FILE, "-- ", "typed views", "\n" + TypedViews.section() + "\n");
  }
}
