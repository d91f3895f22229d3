package dev.playlistlake.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// How often the progress of long work is printed.
final class ProgressTest {
  @Test
  void printsEveryFiveSeconds() {
    AtomicLong now = new AtomicLong(-7);
    List<String> lines = new ArrayList<>();
    Progress progress = new Progress(now::get, lines::add);

    for (int second = 0; second <= 12; second++) {
      int current = second;
      progress.tick(() -> "at " + current);
      now.addAndGet(Duration.ofSeconds(1).toNanos());
    }

    assertThat(lines).containsExactly("at 5", "at 10");
    assertThat(progress.seconds()).isEqualTo(13.0);
  }
}
