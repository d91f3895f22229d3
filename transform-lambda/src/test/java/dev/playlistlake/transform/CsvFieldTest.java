package dev.playlistlake.transform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How a value is cleaned before it is quoted.
final class CsvFieldTest {
  @ParameterizedTest(name = "[{0}] becomes [{1}]")
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      quoteCharacter = '`',
      textBlock =
          """
          plain| plain
          a␊b| a b
          a␍b| a b
          a␍␊b| a b
          a␊␊␍b| a b
          a␋b| a b
          a␌b| a b
          a␤b| a b
          a‖b| a b
          a¶b| a b
          ␊a␍␊| ␠a␠
          a␀b| ab
          a␊␀␊b| a␠␠b
          a␛b| ab
          a␉b| a b
          a␉␊␉b| a b
          a␉␀␉b| a␠␠b
          ␠ a ␠| ␠ a ␠
          a␡b| ab
          back\\slash| back\\slash
          \\| \\
          \\"| \\"
          quote"s| quote"s
          🎵| 🎵
          é ü 漢 ع| é ü 漢 ع
          &amp;| &amp;
          """)
  void cleans(String value, String expected) {
    assertThat(CsvField.clean(visible(value))).isEqualTo(visible(expected.substring(1)));
  }

  @Test
  void cleansEveryCharacterAsHiveCsvExpects() {
    for (int c = 0; c <= Character.MAX_VALUE; c++) {
      String value = "a" + (char) c + "b";

      assertThat(CsvField.clean(value))
          .as("U+%04X, expected what HiveCsv.cleaned returns", c)
          .isEqualTo(HiveCsv.cleaned(value));
    }
  }

  @Test
  void replacesUnpairedSurrogates() {
    assertThat(CsvField.clean("a\uD83Db")).isEqualTo("a\uFFFDb");
    assertThat(CsvField.clean("\uDE00")).isEqualTo("\uFFFD");
    assertThat(CsvField.clean("\uDE00\uD83D")).isEqualTo("\uFFFD\uFFFD");
    assertThat(CsvField.clean("\uD83D\uDE00")).isEqualTo("\uD83D\uDE00");
    assertThat(CsvField.clean("\uD83D\u0000\uDE00")).isEqualTo("\uD83D\uDE00");
  }

  @Test
  void leavesACleanValueAsTheSameObject() {
    String value = "nothing to do";
    assertThat(CsvField.clean(value)).isSameAs(value);
  }

  // This file cannot contain control characters, so Unicode's control pictures represent them.
  private static String visible(String text) {
    return text.replace('␊', '\n')
        .replace('␍', '\r')
        .replace('␋', '\u000B')
        .replace('␌', '\f')
        .replace('␤', '\u0085')
        .replace('‖', '\u2028')
        .replace('¶', '\u2029')
        .replace('␀', '\0')
        .replace('␛', '\u001B')
        .replace('␉', '\t')
        .replace('␠', ' ')
        .replace('␡', '\u007F');
  }
}
