package dev.playlistlake.extract.spotify;

import java.time.Duration;

/// The remaining time that a run may wait for retries and for pauses that Spotify requests.
/// [RequestGate] uses it. All threads of a run share it.
final class WaitBudget {
  private final Deadline deadline;
  private Duration left;

  WaitBudget(Duration maxWait, Deadline deadline) {
    this.left = maxWait;
    this.deadline = deadline;
  }

  /// Subtracts a wait from the budget.
  ///
  /// @param charged the part of the wait that is not yet charged for another thread
  /// @return false, without a change, if the budget or the deadline does not allow the wait
  synchronized boolean spend(Duration wait, Duration charged) {
    if (charged.compareTo(left) > 0 || deadline.isBeforeEndOf(wait)) {
      return false;
    }
    left = left.minus(charged);
    return true;
  }

  /// Returns which limit a wait exceeds, as a clause for a message.
  synchronized String exceededLimit(Duration charged) {
    return charged.compareTo(left) > 0
        ? "this run may wait only %d s more".formatted(left.toSeconds())
        : "this run has %d s left".formatted(deadline.left().toSeconds());
  }
}
