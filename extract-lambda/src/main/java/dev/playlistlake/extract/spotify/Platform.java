package dev.playlistlake.extract.spotify;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/// Clock, timer, sleep and randomness; injected so that tests control them. Threads share it.
///
/// @param clock dates and times of day
/// @param nanos elapsed time, as [System#nanoTime()] counts it
/// @param random numbers from 0 to 1, 1 excluded
public record Platform(Clock clock, LongSupplier nanos, Sleeper sleeper, DoubleSupplier random) {

  /// Blocks the calling thread for some time.
  @FunctionalInterface
  public interface Sleeper {
    void sleep(Duration duration) throws InterruptedException;
  }

  /// The timer, sleep and randomness of this machine, with a clock of the caller's.
  public static Platform system(Clock clock) {
    return new Platform(
        clock, System::nanoTime, Thread::sleep, () -> ThreadLocalRandom.current().nextDouble());
  }
}
