package dev.playlistlake.local.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The password of `serve` comes from a private file or is random, and no message contains it.
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "its files have no POSIX modes")
final class ServerPasswordTest {
  private static final String SECRET = "a long password";

  @TempDir private Path folder = Path.of("");

  private Path file(String text, String mode) throws IOException {
    Path file = Files.writeString(folder.resolve("password"), text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  @Test
  void isTheFirstLineOfTheFile() throws IOException {
    ServerPassword password = ServerPassword.read(file(SECRET + "\r\nmore\n", "rw-------"));

    assertThat(password.value()).isEqualTo(SECRET);
    assertThat(password.toString()).doesNotContain(SECRET);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-----w-"})
  void rejectsAFileThatOthersCanUse(String mode) throws IOException {
    Path file = file(SECRET, mode);

    assertThatThrownBy(() -> ServerPassword.read(file))
        .hasMessage(
            "%1$s: other users can read or write the file, expected mode 600. Run chmod 600 %1$s"
                + " and choose another password.",
            file)
        .hasMessageNotContaining(SECRET);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n" + SECRET, "too short"})
  void rejectsAShortPassword(String text) throws IOException {
    Path file = file(text, "rw-------");

    assertThatThrownBy(() -> ServerPassword.read(file))
        .hasMessageStartingWith(file + ": the password in the first line has ")
        .hasMessageEndingWith(" characters, expected at least 12")
        .hasMessageNotContaining("too short");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {" " + SECRET, SECRET + " ", SECRET + "\t", "pässwörter sind lang", "a\0" + SECRET})
  void rejectsAPasswordThatClientsSendDifferently(String text) throws IOException {
    Path file = file(text, "rw-------");

    assertThatThrownBy(() -> ServerPassword.read(file))
        .hasMessage(
            "%s: the password in the first line has a space at its start or end, or characters"
                + " other than those of ASCII, which clients send differently. Choose another"
                + " password.",
            file)
        .hasMessageNotContaining(SECRET);
  }

  @Test
  void namesAFileThatCannotBeRead() {
    Path missing = folder.resolve("missing");

    assertThatThrownBy(() -> ServerPassword.read(missing)).hasMessageContaining(missing.toString());
    assertThatThrownBy(() -> ServerPassword.read(folder)).hasMessageContaining(folder.toString());
  }

  @Test
  void isRandomOtherwise() {
    assertThat(ServerPassword.random().value())
        .matches("[A-Za-z0-9_-]{32}")
        .isNotEqualTo(ServerPassword.random().value());
  }
}
