package dev.playlistlake.local.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playlistlake.athena.SqlResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The output formats of results.
final class ResultFormatTest {
  private static final SqlResult RESULT =
      new SqlResult(
          List.of(
              new SqlResult.Column("name", "varchar"),
              new SqlResult.Column("songs", "bigint"),
              new SqlResult.Column("share", "double"),
              new SqlResult.Column("explicit", "boolean"),
              new SqlResult.Column("day", "date")),
          List.of(
              Arrays.asList("夜に駆ける", 12L, 0.5, true, "2026-11-21"),
              Arrays.asList("a, \"b\"\r\nc", null, null, null, null),
              Arrays.asList("", -3L, Double.NaN, false, null)),
          0,
          0);

  private static String printed(ResultFormat format, SqlResult result) throws IOException {
    StringWriter text = new StringWriter();
    format.print(result, new PrintWriter(text));
    return text.toString();
  }

  @Test
  void aTableIsAlignedByWidthOnTheTerminalAndShowsNull() throws IOException {
    assertThat(printed(ResultFormat.TABLE, RESULT).lines())
        .containsExactly(
            "name       │ songs │ share │ explicit │ day",
            "───────────┼───────┼───────┼──────────┼───────────",
            "夜に駆ける │    12 │   0.5 │ true     │ 2026-11-21",
            "a, \"b\"  c  │     ∅ │     ∅ │ ∅        │ ∅",
            "           │    -3 │   NaN │ false    │ ∅",
            "(3 rows)");
  }

  @Test
  void aTableForAFileHasTheWholeTextAndNoControlCharacters() throws IOException {
    SqlResult result = text("\u001B[2J\u202Eevil", "x".repeat(70));

    assertThat(printed(ResultFormat.TABLE, result))
        .contains("�[2J�evil")
        .contains("x".repeat(70))
        .doesNotContain("\u001B", "\u202E");
  }

  @Test
  void csvQuotesOnlyWhereNeededAndDistinguishesNullFromEmptyText() throws IOException {
    assertThat(printed(ResultFormat.CSV, RESULT))
        .isEqualTo(
            String.join(
                "\r\n",
                "name,songs,share,explicit,day",
                "夜に駆ける,12,0.5,true,2026-11-21",
                "\"a, \"\"b\"\"",
                "c\",,,,",
                "\"\",-3,NaN,false,",
                ""));
  }

  @Test
  void jsonKeepsNumbersAndBooleans() throws IOException {
    assertThat(printed(ResultFormat.JSON, RESULT))
        .isEqualTo(
            """
            [
            {"name":"夜に駆ける","songs":12,"share":0.5,"explicit":true,"day":"2026-11-21"},
            {"name":"a, \\"b\\"\\r\\nc","songs":null,"share":null,"explicit":null,"day":null},
            {"name":"","songs":-3,"share":null,"explicit":false,"day":null}
            ]
            """);
  }

  @Test
  void jsonLinesHasAnObjectOnEachLine() throws IOException {
    assertThat(printed(ResultFormat.JSONL, RESULT))
        .isEqualTo(
            """
            {"name":"夜に駆ける","songs":12,"share":0.5,"explicit":true,"day":"2026-11-21"}
            {"name":"a, \\"b\\"\\r\\nc","songs":null,"share":null,"explicit":null,"day":null}
            {"name":"","songs":-3,"share":null,"explicit":false,"day":null}
            """);
  }

  @Test
  void markdownShowsTextWithoutEffectsAndAlignsNumbers() throws IOException {
    assertThat(printed(ResultFormat.MARKDOWN, RESULT))
        .isEqualTo(
            """
            | name | songs | share | explicit | day |
            | --- | ---: | ---: | --- | --- |
            | 夜に駆ける | 12 | 0.5 | true | 2026-11-21 |
            | a, "b"<br>c |  |  |  |  |
            |  | -3 | NaN | false |  |
            """);
    assertThat(printed(ResultFormat.MARKDOWN, text("a|b *c* _d_ e_f <i> \\ \u001B[2J `x` $y$")))
        .endsWith("| a\\|b \\*c\\* \\_d\\_ e_f \\<i\\> \\\\ \uFFFD\\[2J \\`x\\` \\$y\\$ |\n");
  }

  @Test
  void aTableForATerminalCutsItsWidestTextsToTheWidthOfTheTerminal() {
    SqlResult result =
        new SqlResult(
            List.of(
                new SqlResult.Column("id", "varchar"),
                new SqlResult.Column("name", "varchar"),
                new SqlResult.Column("a_long_name_of_a_number", "bigint"),
                new SqlResult.Column("added_at", "timestamp")),
            List.of(
                List.of("abcd", "夜に駆ける".repeat(4), 12_345_678_901L, "2026-11-21 00:00:00"),
                List.of("abcd", "e\u0301".repeat(40), 1L, "2026-11-21 00:00:00")),
            0,
            0);

    assertThat(fitted(result, 60))
        .containsExactly(
            "id   │ name           │ a_long_name_o… │ added_at",
            "─────┼────────────────┼────────────────┼────────────────────",
            "abcd │ 夜に駆ける夜…  │    12345678901 │ 2026-11-21 00:00:00",
            "abcd │ " + "e\u0301".repeat(13) + "… │              1 │ 2026-11-21 00:00:00",
            "(2 rows)");
    assertThat(fitted(result, 20).getFirst()).isEqualTo("id   │ name     │ a_long_nam… │ added_at");
    assertThat(fitted(result, 200).get(2)).contains("夜に駆ける".repeat(4));
  }

  private static List<String> fitted(SqlResult result, int width) {
    StringWriter text = new StringWriter();
    TableFormat.print(result, new PrintWriter(text, true), width);
    return text.toString().lines().toList();
  }

  @Test
  void jsonContainsEveryColumnEvenWhenNamesAreEqual() throws IOException {
    SqlResult result =
        new SqlResult(
            List.of(column("n"), column("n"), column("n_2"), column("n")),
            List.of(List.of(1L, 2L, 3L, 4L)),
            0,
            0);

    assertThat(printed(ResultFormat.JSON, result))
        .isEqualTo("[\n{\"n\":1,\"n_3\":2,\"n_2\":3,\"n_4\":4}\n]\n");
    assertThat(printed(ResultFormat.CSV, result)).isEqualTo("n,n,n_2,n\r\n1,2,3,4\r\n");
  }

  private static SqlResult.Column column(String name) {
    return new SqlResult.Column(name, "bigint");
  }

  @Test
  void aResultWithoutRowsIsPrinted() throws IOException {
    assertThat(printed(ResultFormat.JSON, text())).isEqualTo("[\n]\n");
    assertThat(printed(ResultFormat.CSV, text())).isEqualTo("t\r\n");
    assertThat(printed(ResultFormat.TABLE, text())).endsWith("(0 rows)\n");
  }

  private static SqlResult text(String... values) {
    return new SqlResult(
        List.of(new SqlResult.Column("t", "varchar")),
        Arrays.stream(values).map(value -> Arrays.<Object>asList(value)).toList(),
        0,
        0);
  }
}
