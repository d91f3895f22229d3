package dev.playlistlake.extract.spotify;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Rate limiter for all requests of a run. Spaces requests, blocks them while Spotify rate-limits
/// this app, and rejects them after the run has ended. All threads of a run share it.
///
/// After a response 429, one thread sends a single request when the pause is over, and all others
/// wait for its response, because requests during a block make the block longer. A thread calls
/// [#enter] before each request and [#leave] after it.
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

  /// The number of responses 429 in a row; 0 while Spotify accepts requests.
  private int rejections;

  /// Changes with [#rejections], so that the response to an older request does not count again.
  private int round;

  /// The only thread that may send a request while there are rejections.
  private @Nullable Thread prober;

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
  /// @return the round of the request, for [#accepted] and [#rejected]
  /// @throws ExtractException if the run has ended, or its deadline is before the caller's turn
  int enter() {
    boolean entered = false;
    try {
      long wait = takeTurn();
      while (wait > 0) {
        sleep(Duration.ofNanos(wait));
        wait = enterOrWait();
      }
      entered = true;
      return currentRound();
    } finally {
      if (!entered) {
        leave();
      }
    }
  }

  /// Lets another thread send the single request of a pause, if the caller was that thread.
  synchronized void leave() {
    if (Thread.currentThread().equals(prober)) {
      prober = null;
      notifyAll();
    }
  }

  /// Called after any response that shows that Spotify accepts requests.
  ///
  /// @param ofRound the round of the request
  synchronized void accepted(int ofRound) {
    if (rejections > 0 && ofRound == round) {
      rejections = 0;
      round++;
      notifyAll();
    }
  }

  /// Called after a response 429. Blocks the requests of other threads until the caller leaves.
  ///
  /// @param ofRound the round of the request
  /// @return the number of responses 429 in a row; those to requests of the same round count once
  synchronized int rejected(int ofRound) {
    if (rejections == 0 || ofRound == round) {
      rejections++;
      round++;
    }
    if (prober == null) {
      prober = Thread.currentThread();
    }
    return rejections;
  }

  /// Blocks only the caller, before it retries its request. If the wait budget allows only a part
  /// of the wait, the wait is shorter.
  ///
  /// @return false, without a wait, if the wait budget or the deadline does not allow it
  /// @throws ExtractException if the thread is interrupted during the wait
  boolean backOff(Duration wait) {
    Duration allowed = budget.shorten(wait);
    if (!allowed.isPositive() || !budget.spend(allowed)) {
      return false;
    }
    sleep(allowed);
    return true;
  }

  /// Pauses all requests of the run.
  ///
  /// @return false, without a pause, if the wait budget or the deadline does not allow it
  synchronized boolean pause(Duration wait) {
    long until = now() + wait.toNanos();
    if (until - pausedUntil > 0) {
      if (!budget.spend(wait)) {
        return false;
      }
      pausedUntil = until;
    }
    return true;
  }

  /// Returns which limit a pause of this length exceeds, as a clause for a message.
  String exceededLimit(Duration wait) {
    return budget.exceededLimit(wait);
  }

  /// Reserves a turn and returns the wait for it in nanoseconds; 0 if the caller may send now.
  private synchronized long takeTurn() {
    awaitProbe();
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
    awaitProbe();
    long now = now();
    long wait = Math.max(pausedUntil - now, lastRequest + minSpacingNanos - now);
    if (wait <= 0) {
      lastRequest = now;
    }
    return Math.max(0, wait);
  }

  private synchronized int currentRound() {
    return round;
  }

  /// While there are rejections, waits until the caller is the only thread that may send.
  private synchronized void awaitProbe() {
    try {
      while (rejections > 0 && prober != null && !Thread.currentThread().equals(prober)) {
        wait();
      }
    } catch (InterruptedException interrupted) {
      throw interrupted(interrupted);
    }
    end.requireRunning();
    if (rejections > 0) {
      prober = Thread.currentThread();
    }
  }

  private void sleep(Duration wait) {
    try {
      platform.sleeper().sleep(wait);
    } catch (InterruptedException interrupted) {
      throw interrupted(interrupted);
    }
  }

  private ExtractException interrupted(InterruptedException interrupted) {
    Thread.currentThread().interrupt();
    return end.record(
        ExtractException.retryable("interrupted while waiting for Spotify", interrupted));
  }

  private static long spacingNanos(double perSecond, double spacing) {
    return perSecond == 0 ? 0 : (long) (1e9 * spacing / perSecond);
  }

  private long now() {
    return platform.nanos().getAsLong();
  }
}
