package dev.playlistlake.extract;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/// What a run takes from the world besides Spotify and S3, so that tests can give it.
///
/// @param random numbers from 0 to 1, 1 excluded
record Outside(Clock clock, Sleeper sleeper, DoubleSupplier random) {

  /// Waits.
  @FunctionalInterface
  interface Sleeper {
    void sleep(Duration duration) throws InterruptedException;
  }

  static Outside real(Clock clock) {
    return new Outside(clock, Thread::sleep, () -> ThreadLocalRandom.current().nextDouble());
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
