package dev.playlistlake.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Arguments that a user pastes from a chat or a web page appear in error messages.
final class HostileArgumentsTest {
  private static final String HOSTILE = "a\u009B2J\u001B[31m\u202E\u2067\u2028\r\uD83Dz";

  static Stream<Arguments> commandLines() {
    return Stream.of(
        Arguments.of((Object) new String[] {HOSTILE}),
        Arguments.of((Object) new String[] {"--" + HOSTILE}),
        Arguments.of((Object) new String[] {"purge", "--lake", "x", "--playlist", HOSTILE}),
        Arguments.of((Object) new String[] {"purge", "--lake", "x", "--playlist", HOSTILE + ",,"}),
        Arguments.of((Object) new String[] {"purge", "--lake", HOSTILE}),
        Arguments.of((Object) new String[] {"purge", "--lake", "x", HOSTILE}),
        Arguments.of((Object) new String[] {"replay", "--lake", "x", "--from", HOSTILE}),
        Arguments.of((Object) new String[] {"verify", "--lake", HOSTILE, "--no-sql"}),
        Arguments.of((Object) new String[] {"verify", "--lake", "x", "--playlist", HOSTILE}),
        Arguments.of((Object) new String[] {"redrive", "--queue-url", HOSTILE}),
        Arguments.of((Object) new String[] {"import", HOSTILE}),
        Arguments.of((Object) new String[] {"transform", HOSTILE, "--out", "x"}),
        Arguments.of((Object) new String[] {"demo", "--days", HOSTILE}),
        Arguments.of((Object) new String[] {"query", "--format", HOSTILE, "songs"}),
        Arguments.of((Object) new String[] {"serve", "--lake", HOSTILE}),
        Arguments.of((Object) new String[] {"serve", "--password-file", HOSTILE}),
        Arguments.of(
            (Object) new String[] {"export", "--format", "csv", "--lake", HOSTILE, "--out", "x"}),
        Arguments.of((Object) new String[] {"export", "--format", HOSTILE, "--out", "x"}),
        Arguments.of((Object) new String[] {"help", HOSTILE}));
  }

  @ParameterizedTest
  @MethodSource("commandLines")
  void printsNoControlCharacterOfAnArgument(String... arguments) {
    CommandRun run = CommandRun.run((Object[]) arguments);

    assertThat(run.exitCode()).isNotZero();
    assertThat((run.out() + run.err()).codePoints().filter(letter -> letter != '\n'))
        .noneMatch(Character::isISOControl)
        .noneMatch(letter -> Character.getType(letter) == Character.SURROGATE)
        .doesNotContain(0x202E, 0x2067, 0x2028);
    assertThat(run.err()).isNotEmpty();
  }
}
