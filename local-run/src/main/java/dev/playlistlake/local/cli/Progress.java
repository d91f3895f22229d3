package dev.playlistlake.local.cli;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// Prints the progress of long work, at most every five seconds. Used by one thread.
public final class Progress {
  private static final long INTERVAL = Duration.ofSeconds(5).toNanos();

  private final LongSupplier nanos;
  private final Consumer<String> line;
  private final long start;
  private long last;

  /// Starts the clock.
  ///
  /// @param nanos a clock in nanoseconds, such as `System::nanoTime`
  /// @param line receives each progress message
  public Progress(LongSupplier nanos, Consumer<String> line) {
    this.nanos = nanos;
    this.line = line;
    this.start = nanos.getAsLong();
    this.last = start;
  }

  /// Prints a message if the last one is at least five seconds old.
  public void tick(Supplier<String> message) {
    long now = nanos.getAsLong();
    if (now - last >= INTERVAL) {
      last = now;
      line.accept(message.get());
    }
  }

  /// Returns the seconds since the start.
  public double seconds() {
    return (nanos.getAsLong() - start) / 1e9;
  }
}
