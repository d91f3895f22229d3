package dev.playlistlake.extract.spotify;

import java.time.Instant;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The early end of a run and its reason. Every error that ends a run is recorded here with
/// [#record]. All threads of a run share it.
public final class RunEnd {
  private final Set<ExtractException> errors = Collections.newSetFromMap(new IdentityHashMap<>());
  private @Nullable ExtractException reason;
  private boolean reported;

  /// Ends the run. The first error is the reason. A later block by Spotify replaces every other
  /// reason, and a longer block replaces a shorter one, because the next run has to know about it.
  ///
  /// @return the error, for the caller to throw
  public synchronized ExtractException record(ExtractException error) {
    errors.add(error);
    ExtractException current = reason;
    if (current == null || isLater(error.notBefore(), current.notBefore())) {
      reason = error;
    }
    return error;
  }

  /// Returns the error that ended the run; empty while the run continues.
  public synchronized Optional<ExtractException> reason() {
    return Optional.ofNullable(reason);
  }

  /// Does nothing while the run continues.
  ///
  /// @throws ExtractException the reason, if the run has ended
  public synchronized void requireRunning() {
    if (reason != null) {
      throw reason;
    }
  }

  /// Whether this error ended the run, so that it does not belong to one playlist.
  public synchronized boolean wasCausedBy(ExtractException error) {
    return errors.contains(error);
  }

  /// Returns true only for the first caller. One playlist reports the reason, and the others are
  /// reported as skipped.
  public synchronized boolean claimReport() {
    boolean first = !reported;
    reported = true;
    return first;
  }

  private static boolean isLater(Optional<Instant> one, Optional<Instant> other) {
    return one.isPresent() && (other.isEmpty() || one.get().isAfter(other.get()));
  }
}
