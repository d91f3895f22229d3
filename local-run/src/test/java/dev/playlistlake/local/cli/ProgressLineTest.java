package dev.playlistlake.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// The line that shows on a terminal that work is running.
final class ProgressLineTest {
  private final StringWriter err = new StringWriter();

  private ProgressLine start(boolean isTerminal, Duration delay) {
    return ProgressLine.start(new PrintWriter(err), () -> "working", isTerminal, delay);
  }

  @Test
  void appearsAfterTheDelayAndIsErasedAtTheEnd() throws InterruptedException {
    try (ProgressLine _ = start(true, Duration.ZERO)) {
      while (err.getBuffer().isEmpty()) {
        Thread.sleep(1);
      }
    }

    assertThat(err.toString())
        .matches("\\r\\u001B\\[K" + "working  \\d+\\.\\d s" + "\\r\\u001B\\[K");
  }

  @Test
  void shortWorkShowsNoLine() {
    start(true, Duration.ofMinutes(1)).close();

    assertThat(err.toString()).isEmpty();
  }

  @Test
  void nothingIsWrittenWithoutATerminal() throws InterruptedException {
    try (ProgressLine _ = start(false, Duration.ZERO)) {
      Thread.sleep(20);
    }

    assertThat(err.toString()).isEmpty();
  }
}
