package dev.playlistlake.extract.spotify;

import java.time.Duration;

/// Rate limiter for all requests of a run. Spaces requests, blocks them while Spotify rate-limits
/// this app, and rejects them after the run has ended. All threads of a run share it.
public final class RequestGate {
  /// The network changes the distances between requests a little. A margin keeps the rate at
  /// Spotify below the limit.
  private static final double SPACING = 1.03;

  /// After a late request, the next one may follow sooner, but not sooner than this distance.
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

  /// Blocks until the caller may send one request.
  ///
  /// @throws ExtractException if the run has ended, or its deadline is before the caller's turn
  void enter() {
    long wait = takeTurn();
    while (wait > 0) {
      sleep(Duration.ofNanos(wait));
      wait = enterOrWait();
    }
  }

  /// Blocks only the caller, before it retries its request.
  ///
  /// @return false, without a wait, if the wait budget or the deadline does not allow it
  /// @throws ExtractException if the thread is interrupted during the wait
  boolean backOff(Duration wait) {
    if (!budget.spend(wait, wait)) {
      return false;
    }
    sleep(wait);
    return true;
  }

  /// Pauses all requests of the run. The wait budget is charged only once for overlapping pauses of
  /// several threads.
  ///
  /// @return false, without a pause, if the wait budget or the deadline does not allow it
  synchronized boolean pause(Duration wait) {
    Duration charged = notYetPaused(wait);
    if (charged.isPositive()) {
      if (!budget.spend(wait, charged)) {
        return false;
      }
      pausedUntil = now() + wait.toNanos();
    }
    return true;
  }

  /// Returns which limit a pause of this length exceeds, as a clause for a message.
  synchronized String exceededLimit(Duration wait) {
    return budget.exceededLimit(notYetPaused(wait));
  }

  private Duration notYetPaused(Duration wait) {
    return wait.minusNanos(Math.max(0, pausedUntil - now()));
  }

  /// Reserves a turn and returns the wait for it in nanoseconds; 0 if the caller may send now.
  private synchronized long takeTurn() {
    end.requireRunning();
    long now = now();
    long wait = Math.max(0, Math.max(nextTurn - now, pausedUntil - now));
    if (deadline.isBeforeEndOf(Duration.ofNanos(wait))) {
      throw end.record(Deadline.exceeded(null));
    }
    nextTurn = now + wait + spacingNanos;
    return wait > 0 ? wait : enterOrWait();
  }

  /// Called at the reserved turn. Returns another wait if requests were paused in the meantime or
  /// the request of another thread was late.
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
      throw end.record(
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
