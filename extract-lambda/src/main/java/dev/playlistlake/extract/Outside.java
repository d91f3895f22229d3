package dev.playlistlake.extract;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/// What a run takes from the world besides Spotify and S3, so that tests can give it.
///
/// @param clock dates and times of day
/// @param nanos time that passes, as [System#nanoTime()] counts it
/// @param random numbers from 0 to 1, 1 excluded
public record Outside(Clock clock, LongSupplier nanos, Sleeper sleeper, DoubleSupplier random) {

  /// Waits.
  @FunctionalInterface
  public interface Sleeper {
    void sleep(Duration duration) throws InterruptedException;
  }

  /// The world as it is, but for the clock.
  public static Outside real(Clock clock) {
    return new Outside(
        clock, System::nanoTime, Thread::sleep, () -> ThreadLocalRandom.current().nextDouble());
  }

  /// @throws ExtractException that ends the run when the thread is interrupted meanwhile
  void sleep(Duration duration) {
    try {
      sleeper.sleep(duration);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw ExtractException.passing("interrupted while waiting for Spotify", interrupted)
          .endingRun();
    }
  }
}
