package dev.playlistlake.local.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playlistlake.athena.SqlException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Where statements end, and how errors in them are shown.
final class SqlStatementsTest {
  @Test
  void aSemicolonEndsAStatement() {
    assertThat(SqlStatements.split("SELECT 1;\n SELECT 2 ;; -- the end\n"))
        .containsExactly(
            new SqlStatements.Statement("SELECT 1", 1, 1),
            new SqlStatements.Statement("SELECT 2", 2, 2));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT ';'",
        "SELECT 'it''s; so'",
        "SELECT \";\"",
        "SELECT 1 -- ;\n + 1",
        "SELECT /* ; */ 1",
        "SELECT 'open ;"
      })
  void aSemicolonInQuotesOrInACommentDoesNotEndAStatement(String sql) {
    assertThat(SqlStatements.split(sql)).containsExactly(new SqlStatements.Statement(sql, 1, 1));
    assertThat(SqlStatements.isComplete(sql)).isFalse();
    assertThat(SqlStatements.isComplete(sql + "\n; -- done")).isEqualTo(!sql.contains("open"));
  }

  @Test
  void theLineIsShownWithACaretBelowTheError() {
    SqlException error = SqlException.of("line 2:11: Column 'foo' cannot be resolved", null);

    assertThat(SqlErrors.describe(error, "SELECT\n\t'日本', 1, foo\nFROM t", "").lines())
        .containsExactly(
            "error: line 2:11: Column 'foo' cannot be resolved",
            "2 |  '日本', 1, foo",
            "  |             ^");
  }

  @Test
  void anErrorWithoutAPositionIsOnlyItsMessage() {
    assertThat(SqlErrors.describe(SqlException.of("too much", null), "SELECT 1", ""))
        .isEqualTo("error: too much");
  }

  @Test
  void aPositionAfterTheEndOfTheLineIsShownAtTheEnd() {
    assertThat(SqlErrors.describe(SqlException.of("line 1:99: what?", null), "SELECT", ""))
        .endsWith("1 | SELECT\n  |       ^");
  }

  @Test
  void anErrorInOneOfSeveralStatementsHasItsNumberAndItsLineInTheFile() {
    String text = "SELECT 1;\n\n/* é */ SELECT '日本',\n foo FROM t; SELECT 3";
    SqlStatements.Statement second = SqlStatements.split(text).get(1);
    SqlStatements.Statement third = SqlStatements.split(text).get(2);

    assertThat(described("line 2:2: Column 'foo' cannot be resolved", 2, second, text))
        .containsExactly(
            "error: q.sql: statement 2, line 4:2: Column 'foo' cannot be resolved (did you mean"
                + " f?)",
            "4 |  foo FROM t; SELECT 3",
            "  |  ^");
    assertThat(described("line 1:8: what?", 3, third, text))
        .containsExactly(
            "error: q.sql: statement 3, line 4:21: what? (did you mean f?)",
            "4 |  foo FROM t; SELECT 3",
            "  |                     ^");
    assertThat(described("too much", 2, second, text))
        .containsExactly("error: q.sql: statement 2, line 3: too much (did you mean f?)");
  }

  private static Stream<String> described(
      String message, int number, SqlStatements.Statement statement, String text) {
    return SqlErrors.describe(
            SqlException.of(message, null), number, statement, text, "q.sql", " (did you mean f?)")
        .lines();
  }
}
