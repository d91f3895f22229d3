package dev.playlistlake.athena;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/// `docs/sql.md` names every statement. `-Dgolden.update` writes the list anew, and still fails.
final class QueriesDocTest {
  private static final Path PAGE = Path.of("../docs/sql.md");

  @Test
  void namesEveryStatementWithWhatItAnswers() throws IOException {
    String page = Files.readString(PAGE);
    QueriesFile ours = QueriesFile.ours();
    String list =
        table("view", ours.all(QueryDefinition.Kind.VIEW))
            + table("question", ours.all(QueryDefinition.Kind.QUESTION))
            + table("history", ours.all(QueryDefinition.Kind.HISTORY));
    String wanted = MarkedSection.into(page, "<!-- ", "statements", list + "\n");
    if (System.getProperty("golden.update") != null) {
      Files.writeString(PAGE, wanted);
      Assertions.fail("wrote " + PAGE + ": look at the difference");
    }
    assertThat(page)
        .as("docs/sql.md is not current: add -Dgolden.update to this test run to rewrite it")
        .isEqualTo(wanted);
  }

  private static String table(String head, List<QueryDefinition> statements) {
    return statements.stream()
        .map(statement -> "| `%s` | %s |\n".formatted(statement.name(), statement.comment()))
        .collect(Collectors.joining("", "\n| " + head + " | |\n|---|---|\n", ""));
  }
}
