package dev.playlistlake.local.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playlistlake.athena.Answer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What answers look like.
final class AnswerFormatTest {
  private static final Answer ANSWER =
      new Answer(
          List.of(
              new Answer.Column("name", "varchar"),
              new Answer.Column("songs", "bigint"),
              new Answer.Column("share", "double"),
              new Answer.Column("explicit", "boolean"),
              new Answer.Column("day", "date")),
          List.of(
              Arrays.asList("夜に駆ける", 12L, 0.5, true, "2026-11-21"),
              Arrays.asList("a, \"b\"\r\nc", null, null, null, null),
              Arrays.asList("", -3L, Double.NaN, false, null)),
          0,
          0);

  private static String printed(AnswerFormat format, Answer answer) throws IOException {
    StringWriter text = new StringWriter();
    format.print(answer, new PrintWriter(text));
    return text.toString();
  }

  @Test
  void aTableIsAlignedByWidthOnTheTerminalAndShowsNull() throws IOException {
    assertThat(printed(AnswerFormat.TABLE, ANSWER).lines())
        .containsExactly(
            "name       │ songs │ share │ explicit │ day",
            "───────────┼───────┼───────┼──────────┼───────────",
            "夜に駆ける │    12 │   0.5 │ true     │ 2026-11-21",
            "a, \"b\"  c  │     ∅ │     ∅ │ ∅        │ ∅",
            "           │    -3 │   NaN │ false    │ ∅",
            "(3 rows)");
  }

  @Test
  void aTableCutsLongTextAndLetsNoLetterMoveTheCursor() throws IOException {
    Answer answer = text("\u001B[2J\u202Eevil", "x".repeat(70));

    assertThat(printed(AnswerFormat.TABLE, answer))
        .contains("�[2J�evil")
        .contains("x".repeat(60) + "…")
        .doesNotContain("\u001B", "\u202E", "x".repeat(61));
  }

  @Test
  void csvQuotesWhatNeedsItAndTellsNullFromEmptyText() throws IOException {
    assertThat(printed(AnswerFormat.CSV, ANSWER))
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
  void jsonHasNumbersAsNumbers() throws IOException {
    assertThat(printed(AnswerFormat.JSON, ANSWER))
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
  void jsonHasEveryColumnAlsoWhenNamesAreEqual() throws IOException {
    Answer answer =
        new Answer(
            List.of(column("n"), column("n"), column("n_2"), column("n")),
            List.of(List.of(1L, 2L, 3L, 4L)),
            0,
            0);

    assertThat(printed(AnswerFormat.JSON, answer))
        .isEqualTo("[\n{\"n\":1,\"n_3\":2,\"n_2\":3,\"n_4\":4}\n]\n");
    assertThat(printed(AnswerFormat.CSV, answer)).isEqualTo("n,n,n_2,n\r\n1,2,3,4\r\n");
  }

  private static Answer.Column column(String name) {
    return new Answer.Column(name, "bigint");
  }

  @Test
  void anAnswerWithoutRowsIsStillOne() throws IOException {
    assertThat(printed(AnswerFormat.JSON, text())).isEqualTo("[\n]\n");
    assertThat(printed(AnswerFormat.CSV, text())).isEqualTo("t\r\n");
    assertThat(printed(AnswerFormat.TABLE, text())).endsWith("(0 rows)\n");
  }

  private static Answer text(String... values) {
    return new Answer(
        List.of(new Answer.Column("t", "varchar")),
        Arrays.stream(values).map(value -> Arrays.<Object>asList(value)).toList(),
        0,
        0);
  }
}
