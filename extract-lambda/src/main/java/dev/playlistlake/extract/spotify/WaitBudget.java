package dev.playlistlake.extract.spotify;

import java.time.Duration;

/// The remaining time that a run may wait for retries and for pauses that Spotify requests. Waits
/// of several threads at the same time are charged once. [RequestGate] uses it. All threads of a
/// run share it.
final class WaitBudget {
  private final Deadline deadline;
  private Duration left;

  /// The end of the waits that are already charged, on the scale of [Deadline#nanos()].
  private long chargedUntil;

  WaitBudget(Duration maxWait, Deadline deadline) {
    this.left = maxWait;
    this.deadline = deadline;
    this.chargedUntil = now();
  }

  /// Subtracts a wait that starts now from the budget.
  ///
  /// @return false, without a change, if the budget or the deadline does not allow the wait
  synchronized boolean spend(Duration wait) {
    Duration charged = notYetCharged(wait);
    if (charged.compareTo(left) > 0 || deadline.isBeforeEndOf(wait)) {
      return false;
    }
    left = left.minus(charged);
    if (charged.isPositive()) {
      chargedUntil = now() + wait.toNanos();
    }
    return true;
  }

  /// Returns the wait, shortened to what the budget allows; zero if the budget is used up.
  synchronized Duration shorten(Duration wait) {
    Duration allowed = left.plusNanos(Math.max(0, chargedUntil - now()));
    return allowed.compareTo(wait) < 0 ? allowed : wait;
  }

  /// Returns which limit a wait exceeds, as a clause for a message.
  synchronized String exceededLimit(Duration wait) {
    return notYetCharged(wait).compareTo(left) > 0
        ? "this run may wait only %d s more".formatted(left.toSeconds())
        : "this run has %d s left".formatted(deadline.left().toSeconds());
  }

  private Duration notYetCharged(Duration wait) {
    Duration rest = wait.minusNanos(Math.max(0, chargedUntil - now()));
    return rest.isNegative() ? Duration.ZERO : rest;
  }

  private long now() {
    return deadline.nanos().getAsLong();
  }
}
