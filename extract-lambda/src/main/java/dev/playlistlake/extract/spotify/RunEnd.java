package dev.playlistlake.extract.spotify;

import java.time.Instant;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Whether a run has ended before its last playlist, and why. Only this class knows it: every error
/// that ends a run passes through [#because]. All threads of a run share it.
public final class RunEnd {
  private final Set<ExtractException> errors = Collections.newSetFromMap(new IdentityHashMap<>());
  private @Nullable ExtractException reason;
  private boolean reported;

  /// Ends the run. The first error is the reason, unless a block by Spotify follows: the next run
  /// has to know about it, so a block replaces every other reason, and a longer block a shorter
  /// one.
  ///
  /// @return the error, for the caller to throw
  public synchronized ExtractException because(ExtractException error) {
    errors.add(error);
    ExtractException current = reason;
    if (current == null || isLater(error.notBefore(), current.notBefore())) {
      reason = error;
    }
    return error;
  }

  /// Empty while the run goes on.
  public synchronized Optional<ExtractException> reason() {
    return Optional.ofNullable(reason);
  }

  /// Returns only while the run goes on.
  ///
  /// @throws ExtractException the reason, when the run has ended
  public synchronized void requireRunning() {
    if (reason != null) {
      throw reason;
    }
  }

  /// Whether this error ended the run, and so is not the playlist's own.
  public synchronized boolean wasCausedBy(ExtractException error) {
    return errors.contains(error);
  }

  /// True for the first caller: the run's end is reported with one playlist, and the others are
  /// skipped.
  public synchronized boolean claimReport() {
    boolean first = !reported;
    reported = true;
    return first;
  }

  private static boolean isLater(Optional<Instant> one, Optional<Instant> other) {
    return one.isPresent() && (other.isEmpty() || one.get().isAfter(other.get()));
  }
}
