package dev.playlistlake.extract.spotify;

import java.time.Duration;

/// Rate limiter shared by all requests of a run. Spaces requests, blocks them while Spotify
/// rate-limits this app, and rejects them after the run has ended. All threads of a run share it.
public final class RequestGate {
  /// Requests bunch up a little on their way to Spotify; wider spaces keep them under the limit
  /// there.
  private static final double SPACING = 1.03;

  /// A late request is made up for by a shorter space before the next one, but by no shorter one.
  private static final double MIN_SPACING = 1.025;

  private final Platform platform;
  private final Deadline deadline;
  private final RunEnd end;
  private final WaitBudget budget;
  private final long spacingNanos;
  private final long minSpacingNanos;
  private long nextTurn;
  private long lastRequest;
  private long pausedUntil;

  public RequestGate(Platform platform, RateLimit limit, Deadline deadline, RunEnd end) {
    this.platform = platform;
    this.deadline = deadline;
    this.end = end;
    this.budget = new WaitBudget(limit.maxWait(), deadline);
    this.spacingNanos = spacingNanos(limit.requestsPerSecond(), SPACING);
    this.minSpacingNanos = spacingNanos(limit.requestsPerSecond(), MIN_SPACING);
    long now = now();
    this.nextTurn = now;
    this.lastRequest = now - minSpacingNanos;
    this.pausedUntil = now;
  }

  Deadline deadline() {
    return deadline;
  }

  /// Blocks until it is the caller's turn to send one request.
  ///
  /// @throws ExtractException when the run has ended, or its deadline passes before the turn comes
  void enter() {
    long wait = takeTurn();
    while (wait > 0) {
      sleep(Duration.ofNanos(wait));
      wait = enterOrWait();
    }
  }

  /// Blocks the caller before it retries its own request.
  ///
  /// @return false, without a wait, when budget or deadline don't allow it
  /// @throws ExtractException when the thread is interrupted meanwhile
  boolean backOff(Duration wait) {
    if (!budget.take(wait, wait)) {
      return false;
    }
    sleep(wait);
    return true;
  }

  /// Pauses all requests of the run. Threads that ask for overlapping pauses wait together, and the
  /// budget is charged once.
  ///
  /// @return false, and nothing is paused, when budget or deadline don't allow it
  synchronized boolean pause(Duration wait) {
    Duration charged = notYetPaused(wait);
    if (charged.isPositive()) {
      if (!budget.take(wait, charged)) {
        return false;
      }
      pausedUntil = now() + wait.toNanos();
    }
    return true;
  }

  /// Which limit a pause of this length exceeds, for a message.
  synchronized String exceededLimit(Duration wait) {
    return budget.exceededLimit(notYetPaused(wait));
  }

  private Duration notYetPaused(Duration wait) {
    return wait.minusNanos(Math.max(0, pausedUntil - now()));
  }

  /// How long to wait for the turn; 0 when the caller may send its request now.
  private synchronized long takeTurn() {
    end.requireRunning();
    long now = now();
    long wait = Math.max(0, Math.max(nextTurn - now, pausedUntil - now));
    if (deadline.isBeforeEndOf(Duration.ofNanos(wait))) {
      throw end.because(Deadline.exceeded(null));
    }
    nextTurn = now + wait + spacingNanos;
    return wait > 0 ? wait : enterOrWait();
  }

  /// Requests may have been paused since the turn was taken, and another thread may be late.
  private synchronized long enterOrWait() {
    end.requireRunning();
    long now = now();
    long wait = Math.max(pausedUntil - now, lastRequest + minSpacingNanos - now);
    if (wait <= 0) {
      lastRequest = now;
    }
    return Math.max(0, wait);
  }

  private void sleep(Duration wait) {
    try {
      platform.sleeper().sleep(wait);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw end.because(
          ExtractException.retryable("interrupted while waiting for Spotify", interrupted));
    }
  }

  private static long spacingNanos(double perSecond, double spacing) {
    return perSecond == 0 ? 0 : (long) (1e9 * spacing / perSecond);
  }

  private long now() {
    return platform.nanos().getAsLong();
  }
}
