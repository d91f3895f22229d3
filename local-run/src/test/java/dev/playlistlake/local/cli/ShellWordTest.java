package dev.playlistlake.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Words of commands that a message recommends.
final class ShellWordTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '|',
      value = {
        "my-lake, my-lake",
        "/home/anna/lake.d, /home/anna/lake.d",
        "my lake, 'my lake'",
        "~/lake, '~/lake'",
        "-lake, '-lake'",
        "it's, 'it'\\''s'",
        "$(id), '$(id)'",
        "||, ''"
      })
  void quotesWhatAShellWouldChange(String word, String expected) {
    assertThat(ShellWord.quoted(word)).isEqualTo(expected);
  }
}
