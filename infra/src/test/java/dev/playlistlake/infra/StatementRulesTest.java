package dev.playlistlake.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/// The page of all permissions is the template's. `-Dgolden.update` writes it anew, and still
/// fails.
class StatementRulesTest {

  @Test
  void whoMayDoWhatIsWhatWasReviewed() throws IOException {
    List<String> page = StatementRules.page(Template.read());
    if (System.getProperty("golden.update") != null) {
      Files.write(StatementRules.FILE, page);
      Assertions.fail("wrote " + StatementRules.FILE + ": look at the difference");
    }
    assertThat(Files.readAllLines(StatementRules.FILE))
        .as(
            "%s is not current: add -Dgolden.update to this test run to rewrite it",
            StatementRules.FILE)
        .isEqualTo(page);
  }
}
