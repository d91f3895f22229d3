package dev.playlistlake.local.cli;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// Says now and then how far long work is.
public final class Progress {
  private static final long INTERVAL = Duration.ofSeconds(5).toNanos();

  private final LongSupplier nanos;
  private final Consumer<String> line;
  private final long start;
  private long last;

  public Progress(LongSupplier nanos, Consumer<String> line) {
    this.nanos = nanos;
    this.line = line;
    this.start = nanos.getAsLong();
    this.last = start;
  }

  /// Tells how far it is, when the last word is some seconds old.
  public void tick(Supplier<String> words) {
    long now = nanos.getAsLong();
    if (now - last >= INTERVAL) {
      last = now;
      line.accept(words.get());
    }
  }

  public double seconds() {
    return (nanos.getAsLong() - start) / 1e9;
  }
}
