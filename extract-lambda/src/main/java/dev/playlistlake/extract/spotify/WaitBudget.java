package dev.playlistlake.extract.spotify;

import java.time.Duration;

/// How long a run may still wait for retries and for pauses that Spotify asks for. The threads of a
/// run share it.
final class WaitBudget {
  private final Deadline deadline;
  private Duration left;

  WaitBudget(Duration maxWait, Deadline deadline) {
    this.left = maxWait;
    this.deadline = deadline;
  }

  /// Takes a wait out of the budget.
  ///
  /// @param charged the part of the wait that no other thread has taken yet
  /// @return false, and nothing is taken, when budget or deadline are too short for it
  synchronized boolean take(Duration wait, Duration charged) {
    if (charged.compareTo(left) > 0 || deadline.isBeforeEndOf(wait)) {
      return false;
    }
    left = left.minus(charged);
    return true;
  }

  /// Which of the two limits such a wait exceeds, for a message.
  synchronized String exceededLimit(Duration charged) {
    return charged.compareTo(left) > 0
        ? "this run may wait only %d s more".formatted(left.toSeconds())
        : "this run has %d s left".formatted(deadline.left().toSeconds());
  }
}
