package dev.playlistlake.athena;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// How `queries.sql` is read, and what holds for each statement of it.
final class QueriesFileTest {
  private static final QueriesFile OURS = QueriesFile.ours();

  @Test
  void aStatementHasItsNameItsCommentAndItsText() {
    NamedSql found =
        QueriesFile.parse(
                "-- intro\n\n-- name: one\n-- Says this\n-- and that.\nSELECT 1,\n  2; \n;\n")
            .get("one");
    assertThat(found).isEqualTo(new NamedSql("one", "Says this and that.", "SELECT 1,\n  2;"));
  }

  @Test
  void aNameStandsOnceAndIsClosed() {
    assertThatThrownBy(() -> QueriesFile.parse("-- name: a\nSELECT 1;\n-- name: a\nSELECT 2;\n"))
        .hasMessage("two statements named a");
    assertThatThrownBy(() -> QueriesFile.parse("-- name: a\nSELECT 1\n"))
        .hasMessage("a: no ; at the end of a line closes it");
    assertThatThrownBy(() -> OURS.get("b")).hasMessage("no statement is named b");
  }

  @Test
  void everyStatementSaysWhatARowIs() {
    for (NamedSql.Kind kind : List.of(NamedSql.Kind.VIEW, NamedSql.Kind.QUESTION)) {
      assertThat(OURS.all(kind))
          .isNotEmpty()
          .allSatisfy(statement -> assertThat(statement.comment()).contains("A row is "));
    }
    assertThat(OURS.all(NamedSql.Kind.VIEW))
        .allSatisfy(view -> assertThat(view.viewSql()).isNotBlank());
  }

  @Test
  void everyQuestionFitsASavedQuery() {
    assertThat(OURS.all(NamedSql.Kind.QUESTION))
        .allSatisfy(
            question -> {
              assertThat(question.sql().length()).isLessThan(262_144);
              assertThat(question.comment().length()).isLessThan(1024);
            });
  }

  @Test
  void parametersStandAtTheTopWithTheirMeaning() {
    assertThat(OURS.get("top_artists").parameters())
        .containsExactly(
            new NamedSql.Parameter("playlist", "''", "'' for every playlist"),
            new NamedSql.Parameter("from_date", "'0000-01-01'", ""),
            new NamedSql.Parameter("to_date", "'9999-12-31'", ""),
            new NamedSql.Parameter("top", "50", ""));
    assertThat(OURS.get("same_isrc").parameters()).isEmpty();
  }

  @Test
  void aParameterIsReplacedAndQuoted() {
    NamedSql changed = OURS.get("top_artists").with(Map.of("playlist", "it's $1", "top", "3"));
    assertThat(changed.sql())
        .contains("    'it''s $1' AS playlist, -- '' for every playlist\n", "    3 AS top\n")
        .contains("    '0000-01-01' AS from_date,\n");
  }

  @Test
  void aParameterThatIsNotThereOrNoNumberIsRefused() {
    NamedSql question = OURS.get("top_artists");
    assertThatThrownBy(() -> question.with(Map.of("song", "x")))
        .hasMessage(
            "top_artists has no parameter song: it takes [playlist, from_date, to_date, top]");
    assertThatThrownBy(() -> question.with(Map.of("top", "1; DROP TABLE x")))
        .hasMessage("top_artists: top is a number, not '1; DROP TABLE x'");
  }
}
