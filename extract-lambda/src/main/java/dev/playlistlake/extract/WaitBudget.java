package dev.playlistlake.extract;

import java.time.Duration;

/// How long one run may still wait because Spotify asks it to.
final class WaitBudget {
  private Duration left;

  WaitBudget(Duration total) {
    this.left = total;
  }

  /// Takes a wait out of what is left; false, and nothing taken, when it doesn't fit.
  synchronized boolean take(Duration wait) {
    if (wait.compareTo(left) > 0) {
      return false;
    }
    left = left.minus(wait);
    return true;
  }

  synchronized Duration left() {
    return left;
  }
}
