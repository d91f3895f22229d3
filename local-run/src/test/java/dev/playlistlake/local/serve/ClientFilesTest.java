package dev.playlistlake.local.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.playlistlake.local.SpecialFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The files for the clients of a server.
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "its files have no POSIX modes")
final class ClientFilesTest {
  @TempDir private Path home = Path.of("");

  @Test
  void onlyTheUserCanReadThemAndTheyAreDeleted() throws IOException {
    ClientFiles files = new ClientFiles(home.resolve("state/serve-8443"));

    files.writePassword(new ServerPassword("a long password"));
    files.writeCertificate("certificate");

    assertThat(files.password()).hasContent("a long password\n");
    assertThat(mode(files.password())).isEqualTo("rw-------");
    assertThat(mode(files.certificate())).isEqualTo("rw-------");
    assertThat(mode(files.folder())).isEqualTo("rwx------");
    files.delete();
    assertThat(files.folder()).doesNotExist();
  }

  @Test
  void aPasswordFileOfTheUserInTheirFolderIsKept() throws IOException {
    ClientFiles files = new ClientFiles(Files.createDirectory(home.resolve("serve-8443")));
    Files.writeString(files.password(), "mine");

    files.writeCertificate("certificate");
    files.delete();

    assertThat(files.password()).hasContent("mine");
    assertThat(files.certificate()).doesNotExist();
  }

  @Test
  void areNotWrittenAfterTheServerStopped() throws IOException {
    ClientFiles files = new ClientFiles(home.resolve("serve-8443"));

    files.delete();
    files.writePassword(new ServerPassword("a long password"));

    assertThat(files.folder()).doesNotExist();
  }

  @Test
  void areNotWrittenThroughALink() throws IOException {
    ClientFiles files = new ClientFiles(home.resolve("serve-8443"));
    Files.createDirectory(files.folder());
    SpecialFiles.link(files.password(), home.resolve("other"));

    assertThatThrownBy(() -> files.writePassword(new ServerPassword("a long password")))
        .hasMessageContaining("is a symbolic link");
    assertThat(home.resolve("other")).doesNotExist();
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
