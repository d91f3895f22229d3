package dev.playlistlake.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/// Tests that `statements.txt` lists the permissions of the template. With `-Dgolden.update`, the
/// test writes the file and then fails.
class StatementRulesTest {

  @Test
  void theFileListsThePermissionsOfTheTemplate() throws IOException {
    List<String> lines = StatementRules.lines(Template.read());
    if (System.getProperty("golden.update") != null) {
      Files.write(StatementRules.FILE, lines);
      Assertions.fail(StatementRules.FILE + " was written. Review the difference.");
    }
    assertThat(Files.readAllLines(StatementRules.FILE))
        .as(
            "%s is not current: add -Dgolden.update to this test run to rewrite it",
            StatementRules.FILE)
        .isEqualTo(lines);
  }
}
