package dev.playlistlake.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SafeTextTest {
  /// Starts an escape sequence on a terminal: ESC `[` in one character.
  private static final String CSI = "\u009B";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Für Elise – 東京 – עברית – العربية",
        "👩‍👩‍👧 🎵",
        "a\\b \"quoted\" 'single' ?",
        "\u200Eleft-to-right and right-to-left marks\u200F",
        "no-break\u00A0space, e\u0301, \uFFFD"
      })
  void keepsLettersOfAllLanguages(String text) {
    assertThat(SafeText.sanitize(text)).isEqualTo(text);
  }

  @Test
  void replacesControlCharactersThatTerminalsInterpret() {
    assertThat(SafeText.sanitize("\u001B[2Ja" + CSI + "1mb\u0000\u0007\b\u007F\u0080\u009F"))
        .isEqualTo("�[2Ja�1mb������");
  }

  @Test
  void turnsTabsAndAllLineBreaksIntoSpaces() {
    assertThat(SafeText.sanitize("a\tb\nc\rd\u000Be\ff\u0085g\u2028h\u2029i"))
        .isEqualTo("a b c d e f g h i");
  }

  @Test
  void replacesOverridesAndIsolatesOfTheWritingDirection() {
    String directions = "\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069";

    assertThat(SafeText.sanitize(directions)).isEqualTo("�".repeat(directions.length()));
  }

  @Test
  void replacesUnpairedSurrogatesAndKeepsPairs() {
    assertThat(SafeText.sanitize("a\uD83Db")).isEqualTo("a�b");
    assertThat(SafeText.sanitize("\uDE00\uD83D")).isEqualTo("��");
    assertThat(SafeText.sanitize("\uD83D\uDE00")).isEqualTo("😀");
  }

  @Test
  void leavesNoControlCharacterOrLineBreakOfUnicode() {
    assertThat(
            IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                .filter(letter -> isUnsafe(SafeText.sanitize(Character.toString(letter))))
                .mapToObj("U+%04X"::formatted))
        .isEmpty();
  }

  @Test
  void cutsLongTextAndMarksTheCut() {
    assertThat(SafeText.sanitize("abcdef", 6)).isEqualTo("abcdef");
    assertThat(SafeText.sanitize("abcdefg", 6)).isEqualTo("abcdef…");
    assertThat(SafeText.sanitize("abc\u001B\n\u202E!", 6)).isEqualTo("abc� �…");
  }

  @Test
  void neverCutsASurrogatePair() {
    assertThat(SafeText.sanitize("ab😀c", 3)).isEqualTo("ab…");
    assertThat(SafeText.sanitize("ab😀c", 4)).isEqualTo("ab😀…");
    assertThat(SafeText.sanitize("ab😀", 4)).isEqualTo("ab😀");
  }

  private static boolean isUnsafe(String text) {
    return text.codePoints()
        .anyMatch(
            letter ->
                Character.isISOControl(letter)
                    || Character.getType(letter) == Character.SURROGATE
                    || Character.getType(letter) == Character.LINE_SEPARATOR
                    || Character.getType(letter) == Character.PARAGRAPH_SEPARATOR);
  }
}
