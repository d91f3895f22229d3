package dev.playlistlake.extract.spotify;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/// Clock, timer, sleep and randomness; injected so that tests control them. All runs and their
/// threads share it.
///
/// @param clock dates and times of day
/// @param nanos elapsed time, like [System#nanoTime()]
/// @param random numbers from 0 (inclusive) to 1 (exclusive)
public record Platform(Clock clock, LongSupplier nanos, Sleeper sleeper, DoubleSupplier random) {

  /// Blocks the calling thread for some time.
  @FunctionalInterface
  public interface Sleeper {
    void sleep(Duration duration) throws InterruptedException;
  }

  /// Returns the timer, sleep and randomness of this machine with the given clock.
  public static Platform system(Clock clock) {
    return new Platform(
        clock, System::nanoTime, Thread::sleep, () -> ThreadLocalRandom.current().nextDouble());
  }
}
