package dev.playlistlake.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// The messages for errors of files.
final class FileErrorsTest {
  private static final Path FILE = Path.of("done.txt");

  @Test
  void containThePathAndTheReason() {
    assertThat(FileErrors.of(new AccessDeniedException("a"))).isEqualTo("a: permission denied");
    assertThat(FileErrors.of(new NoSuchFileException("a"))).isEqualTo("a: no such file or folder");
    assertThat(FileErrors.of(new FileSystemException("a", null, "Is a directory")))
        .isEqualTo("a: Is a directory");
  }

  @Test
  void containTheGivenPathWhenTheErrorHasNone() {
    IOException full = new IOException("No space left on device");

    assertThat(FileErrors.of(FILE, full)).isEqualTo("done.txt: No space left on device");
    assertThat(FileErrors.of(FileErrors.at(FILE, full))).isEqualTo(FileErrors.of(FILE, full));
    assertThat(FileErrors.of(FILE, new AccessDeniedException("a")))
        .isEqualTo("a: permission denied");
    assertThat(FileErrors.of(full)).isEqualTo("No space left on device");
  }

  @Test
  void explainBytesThatAreNotText() {
    assertThat(FileErrors.of(FILE, new MalformedInputException(1)))
        .isEqualTo("done.txt: is not UTF-8 text");
  }

  @Test
  void areNotEmptyWithoutAReason() {
    assertThat(FileErrors.of(new IOException())).isEqualTo("java.io.IOException");
    assertThat(FileErrors.of(new FileSystemException("a"))).isEqualTo("a: FileSystemException");
  }
}
