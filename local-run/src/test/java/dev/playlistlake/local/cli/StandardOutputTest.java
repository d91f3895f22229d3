package dev.playlistlake.local.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// Errors of standard output, which the writers of Java ignore.
final class StandardOutputTest {
  private static StandardOutput printing(OutputStream to) {
    StandardOutput out = new StandardOutput(to);
    PrintWriter writer = out.writer(UTF_8);
    writer.println("é");
    writer.flush();
    return out;
  }

  @Test
  void writesEveryCharacter() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    assertThat(printing(bytes).failure()).isEmpty();
    assertThat(bytes.toString(UTF_8)).isEqualTo("é" + System.lineSeparator());
  }

  @Test
  void remembersThatTheDiskIsFull() throws IOException {
    assumeTrue(Files.exists(Path.of("/dev/full")), "the system has no /dev/full");

    try (OutputStream full = new FileOutputStream("/dev/full")) {
      assertThat(printing(full).failure()).contains("No space left on device");
    }
  }

  @Test
  void aReaderThatStoppedIsNotAnError() {
    OutputStream closed =
        new OutputStream() {
          @Override
          public void write(int value) throws IOException {
            throw new IOException("Broken pipe");
          }
        };

    assertThat(printing(closed).failure()).isEmpty();
  }
}
