package dev.playlistlake.extract;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// The gate that every request of a run passes: it spaces them, shuts for everybody while Spotify
/// wants no requests, and stays shut when the run has ended. It also keeps the run's budget of
/// waits.
final class Limiter {
  /// Requests bunch up a little on their way; a bit more room keeps them under the limit there.
  private static final double ROOM = 1.03;

  /// One that comes late is caught up by the next, but never by going faster than this.
  private static final double LEAST_ROOM = 1.025;

  private final Outside outside;
  private final long nanosBetween;
  private final long nanosAtLeast;
  private final Deadline deadline;
  private final AtomicBoolean blamed = new AtomicBoolean();
  private Duration waitsLeft;
  private long nextTurn;
  private long lastPass;
  private long shutUntil;
  private @Nullable ExtractException end;

  Limiter(Outside outside, Pacing pacing, Deadline deadline) {
    this.outside = outside;
    this.nanosBetween = nanosBetween(pacing.requestsPerSecond(), ROOM);
    this.nanosAtLeast = nanosBetween(pacing.requestsPerSecond(), LEAST_ROOM);
    this.waitsLeft = pacing.waits();
    long now = now();
    this.deadline = deadline;
    this.nextTurn = now;
    this.lastPass = now - nanosAtLeast;
    this.shutUntil = now;
  }

  Deadline deadline() {
    return deadline;
  }

  /// Returns when it is the caller's turn to send one request.
  ///
  /// @throws ExtractException when the run has ended, or its time is over before the turn comes
  void pass() {
    long wait = takeTurn();
    while (wait > 0) {
      outside.sleep(Duration.ofNanos(wait));
      wait = passOrWait();
    }
  }

  /// Shuts the gate for all; false, and nothing changed, when that takes longer than the run can
  /// wait. Those who are told to wait at the same time wait together, and it counts once.
  synchronized boolean shut(Duration wait) {
    long until = now() + wait.toNanos();
    long already = Math.max(0, shutUntil - now());
    Duration more = wait.minusNanos(already);
    if (until - deadline.at() > 0 || more.compareTo(waitsLeft) > 0) {
      return false;
    }
    if (more.isPositive()) {
      waitsLeft = waitsLeft.minus(more);
      shutUntil = until;
    }
    return true;
  }

  /// Takes one caller's own wait out of the budget; false, and nothing taken, when it doesn't fit.
  synchronized boolean take(Duration wait) {
    if (wait.compareTo(waitsLeft) > 0 || now() + wait.toNanos() - deadline.at() > 0) {
      return false;
    }
    waitsLeft = waitsLeft.minus(wait);
    return true;
  }

  /// Which limit the wait exceeds for which the gate could not be shut, for a message.
  synchronized String limit(Duration wait) {
    long already = Math.max(0, shutUntil - now());
    return wait.minusNanos(already).compareTo(waitsLeft) > 0
        ? "%d s of waiting are left to this run".formatted(waitsLeft.toSeconds())
        : "this run has %d s left".formatted(deadline.left().toSeconds());
  }

  synchronized Duration waitsLeft() {
    return waitsLeft;
  }

  /// From now on nobody passes: each meets this failure, unless the run had ended before. A block
  /// counts even then, and of two the longer one: the next run has to know it.
  synchronized void end(ExtractException failure) {
    if (end == null || isLater(failure.notBefore(), end.notBefore())) {
      end = failure;
    }
  }

  /// What ended the run.
  synchronized Optional<ExtractException> failure() {
    return Optional.ofNullable(end);
  }

  /// @throws ExtractException when the run has ended
  synchronized void requireOpen() {
    if (end != null) {
      throw end;
    }
  }

  /// True for the first who asks: one playlist is reported as the one that ended the run.
  boolean takesTheBlame() {
    return blamed.compareAndSet(false, true);
  }

  /// How long to wait for the turn; 0 when the caller has passed.
  private synchronized long takeTurn() {
    requireOpen();
    long now = now();
    long turn = now + Math.max(0, Math.max(nextTurn - now, shutUntil - now));
    if (turn - deadline.at() > 0) {
      throw Deadline.over(null).endingRun();
    }
    nextTurn = turn + nanosBetween;
    return turn - now > 0 ? turn - now : passOrWait();
  }

  /// The gate may have been shut since the turn was taken, and somebody may be late.
  private synchronized long passOrWait() {
    requireOpen();
    long now = now();
    long wait = Math.max(shutUntil - now, lastPass + nanosAtLeast - now);
    if (wait <= 0) {
      lastPass = now;
    }
    return Math.max(0, wait);
  }

  private static boolean isLater(Optional<Instant> one, Optional<Instant> other) {
    return one.isPresent() && (other.isEmpty() || one.get().isAfter(other.get()));
  }

  private static long nanosBetween(double perSecond, double room) {
    return perSecond == 0 ? 0 : (long) (1e9 * room / perSecond);
  }

  private long now() {
    return outside.nanos().getAsLong();
  }
}
