package dev.playlistlake.athena;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Checks that `docs/sql.md` lists every statement and every function that they use. With
/// `-Dgolden.update` the test writes the list and fails, so that you review the change.
final class QueriesDocTest {
  private static final Path PAGE = Path.of("../docs/sql.md");

  /// A name that a parenthesis follows directly, in lower case. Keywords are in upper case.
  private static final Pattern FUNCTION = Pattern.compile("\\b([a-z_]+)\\(");

  @Test
  void listsEveryStatementWithItsDescription() throws IOException {
    QueriesFile ours = QueriesFile.ours();
    String list =
        table("view", ours.all(QueryDefinition.Kind.VIEW))
            + table("saved query", ours.all(QueryDefinition.Kind.QUESTION))
            + table("check", ours.all(QueryDefinition.Kind.CHECK))
            + table("history", ours.all(QueryDefinition.Kind.HISTORY));
    MarkedSection.assertCurrent(PAGE, "<!-- ", "statements", list + "\n");
  }

  @Test
  void listsEveryFunctionThatAStatementCalls() throws IOException {
    String page = Files.readString(PAGE);
    Set<String> missing = new TreeSet<>();
    for (QueryDefinition.Kind kind : QueryDefinition.Kind.values()) {
      for (QueryDefinition statement : QueriesFile.ours().all(kind)) {
        FUNCTION
            .matcher(statement.sql())
            .results()
            .map(call -> call.group(1))
            .filter(name -> !page.contains("`" + name.toLowerCase(Locale.ROOT) + "`"))
            .filter(name -> !page.contains("`" + name.toUpperCase(Locale.ROOT) + "`"))
            .forEach(missing::add);
      }
    }
    assertThat(missing).as("functions that docs/sql.md does not list").isEmpty();
  }

  private static String table(String head, List<QueryDefinition> statements) {
    return statements.stream()
        .map(statement -> "| `%s` | %s |\n".formatted(statement.name(), statement.comment()))
        .collect(Collectors.joining("", "\n| " + head + " | |\n|---|---|\n", ""));
  }
}
