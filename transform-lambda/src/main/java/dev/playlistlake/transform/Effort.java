package dev.playlistlake.transform;

import dev.playlistlake.model.RawKey;
import java.time.Duration;
import java.util.function.LongSupplier;

/// What one document has cost.
final class Effort {
  private final LongSupplier nanos;
  private final long start;
  private int rounds;
  private long bytes;

  Effort(LongSupplier nanos) {
    this.nanos = nanos;
    this.start = nanos.getAsLong();
  }

  void read(long length) {
    rounds++;
    bytes += length;
  }

  /// A line for people.
  String of(RawKey key) {
    return "%s: %,d bytes in %d %s, %d ms"
        .formatted(
            key,
            bytes,
            rounds,
            rounds == 1 ? "round" : "rounds",
            Duration.ofNanos(nanos.getAsLong() - start).toMillis());
  }
}
