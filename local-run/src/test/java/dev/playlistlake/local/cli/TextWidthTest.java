package dev.playlistlake.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The width of text on a terminal.
final class TextWidthTest {
  @ParameterizedTest
  @CsvSource({
    "'', 0",
    "Golden, 6",
    "日本語, 6",
    "e\u0301, 1",
    "ก็, 1",
    "\u200B\uFE0F, 0",
    "한국, 4",
    "ｆ, 2",
    "ｱ, 1",
    "עברית, 5",
    "🎵, 2",
    "✨, 2"
  })
  void countsTheColumnsThatATerminalNeeds(String text, int columns) {
    assertThat(TextWidth.columns(text)).isEqualTo(columns);
  }

  @ParameterizedTest
  @CsvSource({
    "abcd, 4, abcd",
    "abcde, 4, abc…",
    "銀色の, 5, 銀色…",
    "銀色の, 4, 銀…",
    "ab🎧🎧, 4, ab…",
    "e\u0301e\u0301e\u0301e, 3, e\u0301e\u0301…"
  })
  void cutsToColumnsAndSplitsNoCharacter(String text, int columns, String expected) {
    assertThat(TextWidth.cut(text, columns)).isEqualTo(expected);
    assertThat(TextWidth.columns(expected)).isLessThanOrEqualTo(columns);
  }

  @Test
  void makesTextSafe() {
    assertThat(TextWidth.cut("a\u001b[2Jb\nc", 20)).isEqualTo("a\uFFFD[2Jb c");
  }

  @Test
  void padsByColumns() {
    assertThat(TextWidth.padded("銀", 4)).isEqualTo("銀  ");
    assertThat(TextWidth.padded("abcde", 4)).isEqualTo("abcde");
  }
}
