package dev.playlistlake.athena;

import static dev.playlistlake.athena.QueryDefinition.ParameterType.DATE;
import static dev.playlistlake.athena.QueryDefinition.ParameterType.INTEGER;
import static dev.playlistlake.athena.QueryDefinition.ParameterType.PLAYLIST;
import static dev.playlistlake.athena.QueryDefinition.ParameterType.TEXT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Parses files of statements, and checks every statement of `queries.sql`.
final class QueriesFileTest {
  private static final QueriesFile OURS = QueriesFile.ours();

  @Test
  void parsesTheNameTheCommentAndTheTextOfAStatement() {
    QueryDefinition found =
        QueriesFile.parse(
                "-- intro\n\n-- name: one\n-- First line\n-- and second.\nSELECT 1,\n  2; \n;\n")
            .get("one");
    assertThat(found)
        .isEqualTo(new QueryDefinition("one", "First line and second.", "SELECT 1,\n  2;"));
  }

  @Test
  void rejectsDuplicateNamesStatementsWithoutAnEndAndUnknownNames() {
    assertThatThrownBy(() -> QueriesFile.parse("-- name: a\nSELECT 1;\n-- name: a\nSELECT 2;\n"))
        .hasMessage("two statements have the name a");
    assertThatThrownBy(() -> QueriesFile.parse("-- name: a\nSELECT 1\n"))
        .hasMessage("a: missing ; at the end of the statement's last line");
    assertThatThrownBy(() -> OURS.get("b")).hasMessage("no statement is named b");
    assertThatThrownBy(() -> OURS.get("top_artist"))
        .hasMessage("no statement is named top_artist (did you mean top_artists?)");
    assertThatThrownBy(() -> OURS.get("Release-Year"))
        .hasMessage("no statement is named Release-Year (did you mean release_years?)");
  }

  @Test
  void everyStatementDescribesItsRows() {
    for (QueryDefinition.Kind kind :
        List.of(QueryDefinition.Kind.VIEW, QueryDefinition.Kind.QUESTION)) {
      assertThat(OURS.all(kind))
          .isNotEmpty()
          .allSatisfy(statement -> assertThat(statement.comment()).contains("A row is "));
    }
    assertThat(OURS.all(QueryDefinition.Kind.VIEW))
        .allSatisfy(view -> assertThat(view.viewSql()).isNotBlank());
  }

  @Test
  void everyQuestionHasAnIntegrationTestOfItsRows() throws IOException {
    StringBuilder tests = new StringBuilder();
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(Path.of("src/test/java/dev/playlistlake/athena"), "*IT.java")) {
      for (Path file : files) {
        tests.append(Files.readString(file));
      }
    }

    assertThat(
            Stream.of(QueryDefinition.Kind.QUESTION, QueryDefinition.Kind.CHECK)
                .flatMap(kind -> OURS.all(kind).stream()))
        .extracting(QueryDefinition::name)
        .filteredOn(name -> tests.indexOf("\"" + name + "\"") < 0)
        .as("saved queries whose rows no IT of this package tests")
        .isEmpty();
  }

  @Test
  void aCheckIsNotASavedQuery() {
    assertThat(OURS.get("freshness_check").kind()).isEqualTo(QueryDefinition.Kind.CHECK);
    assertThat(OURS.all(QueryDefinition.Kind.QUESTION))
        .extracting(QueryDefinition::name)
        .doesNotContain("freshness_check");
  }

  @Test
  void everySavedQueryFitsTheLimitsOfAthena() {
    assertThat(OURS.all(QueryDefinition.Kind.QUESTION))
        .allSatisfy(
            question -> {
              assertThat(question.sql().length()).isLessThan(262_144);
              assertThat(question.comment().length()).isLessThan(1024);
            });
  }

  @Test
  void parametersAreAtTheTopWithTheirTypeAndMeaning() {
    assertThat(OURS.get("top_artists").parameters())
        .containsExactly(
            new QueryDefinition.Parameter(
                "playlist",
                PLAYLIST,
                "''",
                "the id or the name of a playlist, '' for every playlist"),
            new QueryDefinition.Parameter("from_date", DATE, "'0000-01-01'", ""),
            new QueryDefinition.Parameter("to_date", DATE, "'9999-12-31'", ""),
            new QueryDefinition.Parameter("top", INTEGER, "50", ""));
    assertThat(OURS.get("same_isrc").parameters()).isEmpty();
    assertThat(OURS.get("song_history_merge").parameters())
        .extracting(QueryDefinition.Parameter::type)
        .containsExactly(DATE, DATE);
  }

  @Test
  void everyParameterHasAType() {
    for (QueryDefinition.Kind kind : QueryDefinition.Kind.values()) {
      assertThat(OURS.all(kind)).allSatisfy(statement -> statement.parameters());
    }
    QueryDefinition untyped =
        QueriesFile.parse(
                """
                -- name: q
                -- Q.
                WITH
                parameters AS (
                  SELECT
                    'x' AS mood
                )
                SELECT 1;
                """)
            .get("q");
    assertThatThrownBy(untyped::parameters)
        .hasMessage(
            "q: parameter mood has no type. Name it playlist, end its name with _date, or use '' or"
                + " a number as its value.");
  }

  @Test
  void replacesAndQuotesParameters() {
    QueryDefinition changed =
        OURS.get("top_artists")
            .with(Map.of("playlist", "liked", "top", "3", "to_date", "2024-02-29"));
    assertThat(changed.sql())
        .contains("    'liked' AS playlist, -- the id or the name", "    3 AS top\n")
        .contains("    '0000-01-01' AS from_date,\n", "    '2024-02-29' AS to_date,\n");
    assertThat(OURS.get("length_outliers").with(Map.of("deviations", "1.25")).sql())
        .contains("    1.25 AS deviations\n");
    assertThat(OURS.get("song_history_merge").with(Map.of("from_date", "2024-01-01")).sql())
        .contains("    '2024-01-01' AS from_date,\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "from_date  | 2024-1-1         | must be a date of the form YYYY-MM-DD, such as 2024-01-31,"
            + " not '2024-1-1'",
        "from_date  | 20240101         | must be a date of the form YYYY-MM-DD, such as 2024-01-31,"
            + " not '20240101'",
        "to_date    | 2024-01-01T00:00 | must be a date of the form YYYY-MM-DD, such as 2024-01-31,"
            + " not '2024-01-01T00:00'",
        "to_date    | ٢٠٢٤-٠١-٠١       | must be a date of the form YYYY-MM-DD, such as 2024-01-31,"
            + " not '٢٠٢٤-٠١-٠١'",
        "to_date    | ``               | must be a date of the form YYYY-MM-DD, such as 2024-01-31,"
            + " not ''",
        "to_date    | 2024-02-30       | must be a date of the calendar, not '2024-02-30'",
        "from_date  | 2023-02-29       | must be a date of the calendar, not '2023-02-29'",
        "to_date    | 2024-13-01       | must be a date of the calendar, not '2024-13-01'",
        "top        | 2.5              | must be a whole number from 1 to 2147483647, not '2.5'",
        "top        | 0                | must be a whole number from 1 to 2147483647, not '0'",
        "top        | -3               | must be a whole number from 1 to 2147483647, not '-3'",
        "top        | 2147483648       | must be a whole number from 1 to 2147483647, not"
            + " '2147483648'",
        "top        | 99999999999999999999 | must be a whole number from 1 to 2147483647, not"
            + " '99999999999999999999'",
        "top        | ten              | must be a whole number from 1 to 2147483647, not 'ten'",
        "top        | 1; DROP TABLE x  | must be a whole number from 1 to 2147483647, not '1; DROP"
            + " TABLE x'",
        "top        | ``               | must be a whole number from 1 to 2147483647, not ''",
      })
  void rejectsAValueOfAnotherTypeAndReportsTheExpectedOne(
      String name, String value, String expected) {
    assertThatThrownBy(() -> OURS.get("top_artists").with(Map.of(name, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("top_artists: " + name + " " + expected);
  }

  @Test
  void aPlaylistIsAnIdOrAName() {
    QueryDefinition question = OURS.get("top_artists");
    assertThat(question.with(Map.of("playlist", "It's 90 % AS -- “déjà vu”; 日本")).sql())
        .contains("    'It''s 90 % AS -- “déjà vu”; 日本' AS playlist, -- the id");
    assertThatThrownBy(() -> question.with(Map.of("playlist", "a\nb")))
        .hasMessage(
            "top_artists: playlist must be the id or the name of a playlist, without control"
                + " characters, not 'a\nb'");
  }

  @Test
  void aTextIsAnIdOrAPartOfAName() {
    QueryDefinition question = OURS.get("find");
    assertThat(question.parameters())
        .contains(
            new QueryDefinition.Parameter(
                "text", TEXT, "''", "an id or a part of a name, '' for every song and artist"));
    assertThat(question.with(Map.of("text", "100% It's_")).sql())
        .contains("    '100% It''s_' AS text, -- an id");
    assertThatThrownBy(() -> question.with(Map.of("text", "a\tb")))
        .hasMessage(
            "find: text must be an id or a part of a name, without control characters, not"
                + " 'a\tb'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "1e3", "NaN", ".5", "2.", "1,5", ""})
  void rejectsNumbersThatAreNegativeOrNotInDigits(String value) {
    assertThatThrownBy(() -> OURS.get("length_outliers").with(Map.of("deviations", value)))
        .hasMessage(
            "length_outliers: deviations must be a number of 0 or more, such as 2.5, not '"
                + value
                + "'");
  }

  @Test
  void rejectsARangeThatEndsBeforeItBegins() {
    QueryDefinition question = OURS.get("top_artists");
    assertThatThrownBy(
            () -> question.with(Map.of("from_date", "2024-03-01", "to_date", "2024-02-29")))
        .hasMessage(
            "top_artists: from_date 2024-03-01 is after to_date 2024-02-29, so the range has no"
                + " day");
    assertThat(question.with(Map.of("from_date", "2024-03-01", "to_date", "2024-03-01")).sql())
        .contains("'2024-03-01' AS from_date", "'2024-03-01' AS to_date");
    assertThatThrownBy(
            () ->
                OURS.get("difference_between")
                    .with(Map.of("first_date", "2024-03-01", "second_date", "2024-02-29")))
        .hasMessage(
            "difference_between: first_date 2024-03-01 is after second_date 2024-02-29, so the"
                + " range has no day");
  }

  @Test
  void everyDateOfAStatementIsTheBeginOrTheEndOfARangeThatIsChecked() {
    for (QueryDefinition.Kind kind : QueryDefinition.Kind.values()) {
      assertThat(OURS.all(kind))
          .allSatisfy(
              statement ->
                  assertThat(
                          statement.parameters().stream()
                              .filter(parameter -> parameter.type() == DATE)
                              .map(QueryDefinition.Parameter::name)
                              .toList())
                      .isIn(
                          List.of(),
                          List.of("from_date"),
                          List.of("from_date", "to_date"),
                          List.of("first_date", "second_date")));
    }
  }

  @Test
  void rejectsTheEndOfARangeWithoutABeginIfTheBeginIsComputed() {
    assertThatThrownBy(() -> OURS.get("song_history_merge").with(Map.of("to_date", "2024-02-29")))
        .hasMessage(
            "song_history_merge: to_date requires from_date, because the range otherwise begins at"
                + " date_format(current_date - INTERVAL '7' DAY, '%Y-%m-%d')");
  }

  @Test
  void rejectsAnUnknownParameterAndListsSimilarAndKnownOnes() {
    QueryDefinition question = OURS.get("top_artists");
    assertThatThrownBy(() -> question.with(Map.of("fromdate", "2024-01-01")))
        .hasMessage(
            "top_artists has no parameter fromdate (did you mean from_date?). Its parameters are"
                + " playlist, from_date, to_date, top.");
    assertThatThrownBy(() -> question.with(Map.of("song", "x")))
        .hasMessage(
            "top_artists has no parameter song. Its parameters are playlist, from_date, to_date,"
                + " top.");
    assertThatThrownBy(() -> OURS.get("same_isrc").with(Map.of("playlist", "x")))
        .hasMessage("same_isrc has no parameter playlist. It has no parameters.");
  }
}
