package dev.playlistlake.local.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playlistlake.athena.SqlException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Where statements end, and how errors in them are shown.
final class SqlStatementsTest {
  @Test
  void aSemicolonEndsAStatement() {
    assertThat(SqlStatements.split("SELECT 1;\n SELECT 2 ;; -- the end\n"))
        .containsExactly("SELECT 1", "SELECT 2");
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
    assertThat(SqlStatements.split(sql)).containsExactly(sql);
    assertThat(SqlStatements.isComplete(sql)).isFalse();
    assertThat(SqlStatements.isComplete(sql + "\n; -- done")).isEqualTo(!sql.contains("open"));
  }

  @Test
  void theLineIsShownWithACaretBelowTheError() {
    SqlException error = SqlException.of("line 2:11: Column 'foo' cannot be resolved", null);

    assertThat(SqlErrors.describe(error, "SELECT\n\t'日本', 1, foo\nFROM t").lines())
        .containsExactly(
            "error: line 2:11: Column 'foo' cannot be resolved",
            "2 |  '日本', 1, foo",
            "  |             ^");
  }

  @Test
  void anErrorWithoutAPositionIsOnlyItsMessage() {
    assertThat(SqlErrors.describe(SqlException.of("too much", null), "SELECT 1"))
        .isEqualTo("error: too much");
  }

  @Test
  void aPositionAfterTheEndOfTheLineIsShownAtTheEnd() {
    assertThat(SqlErrors.describe(SqlException.of("line 1:99: what?", null), "SELECT"))
        .endsWith("1 | SELECT\n  |       ^");
  }
}
